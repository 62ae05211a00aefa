package org.firstbell.board.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstbell.board.web.RunningBoardServer.json;
import static org.firstbell.board.web.RunningBoardServer.names;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.board.BoardJson;
import org.firstbell.board.FakeAssessment;
import org.firstbell.board.TestIncidents;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real answers against the description that the server gives of itself. */
class ApiDescriptionTest {
    private static final Map<String, String> IDS =
            Map.of("sessions", "s-214", "devices", "pc-214-1", "services", "edge", "incidents", "42");

    private final FakeAssessment school = FakeAssessment.withRooms("105", "107", "214");
    private RunningBoardServer board;
    private JsonNode description;

    @BeforeEach
    void start() throws Exception {
        school.judge(
                "s-214",
                Verdict.NOT_READY,
                SessionPhase.SOON,
                SessionLabel.NOT_READY,
                false,
                Optional.empty(),
                List.of(school.missing("214", "3 of 28 computers are not answering.", "Swap seats 9, 17, 18.")));
        school.judge(
                "s-107",
                Verdict.ON_TRACK,
                SessionPhase.SOON,
                SessionLabel.ON_TRACK,
                false,
                Optional.of("19 of 28 open"),
                List.of());
        board = RunningBoardServer.of(school);
        board.show(TestIncidents.accessPoint(school.now, "214")
                .apply(new IncidentEvent.Acknowledged(
                        new org.firstbell.model.IncidentId(42), school.now, "Tech office", "on my way")));
        description = json(board.get("/api/v1/openapi.json"));
    }

    @AfterEach
    void stop() throws Exception {
        board.close();
    }

    private List<String> faults(JsonNode value, JsonNode schema) {
        ObjectNode root = BoardJson.MAPPER.createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.set("components", description.get("components"));
        root.putArray("allOf").add(schema);
        List<String> faults = new ArrayList<>();
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root)
                .validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .forEach(fault -> faults.add(fault.toString()));
        return faults;
    }

    private static JsonNode content(JsonNode operation, String status, String type) {
        return operation.get("responses").get(status).get("content").get(type).get("schema");
    }

    @Test
    void everyRead_answersAsDescribed() throws Exception {
        int asked = 0;
        for (String path : names(description.get("paths"))) {
            JsonNode get = description.get("paths").get(path).get("get");
            if (get == null || path.equals("/live")) {
                continue;
            }
            String real = path.replace("{id}", IDS.getOrDefault(path.split("/", 3)[1], ""));
            HttpResponse<String> response = board.get("/api/v1" + real);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(faults(json(response), content(get, "200", "application/json")))
                    .as(path)
                    .isEmpty();
            asked++;
        }
        assertThat(asked).isEqualTo(9);
    }

    @Test
    void everyAction_answersAsDescribed() throws Exception {
        for (String path : names(description.get("paths"))) {
            JsonNode post = description.get("paths").get(path).get("post");
            if (post == null) {
                continue;
            }
            boolean fits = !path.endsWith("finished") && !path.endsWith("risk-acceptance");
            String real = path.replace("{id}", IDS.getOrDefault(path.split("/", 3)[1], ""));
            HttpResponse<String> response =
                    board.post("/api/v1" + real, "{\"by\":\"Tech office\",\"note\":\"\",\"text\":\"a new cable\"}");
            assertThat(response.statusCode()).as(path).isEqualTo(fits ? 200 : 409);
            JsonNode schema =
                    fits ? content(post, "200", "application/json") : description.at("/components/schemas/Problem");
            assertThat(faults(json(response), schema)).as(path).isEmpty();
            HttpResponse<String> empty = board.post("/api/v1" + real, "{}");
            assertThat(empty.statusCode()).isEqualTo(400);
            assertThat(faults(json(empty), description.at("/components/schemas/Problem")))
                    .isEmpty();
        }
    }

    @Test
    void everyFrame_isAsDescribed() throws Exception {
        JsonNode frame = description.at("/components/schemas/LiveFrame");
        BoardWebSocketClient wall = board.wall();
        assertThat(faults(wall.next("snapshot"), frame)).isEmpty();
        school.ready("s-214");
        Incident internet = TestIncidents.opened(
                44, school.now, Cause.INTERNET, Severity.BLOCKING, "The internet is down.", "Call.", "105");
        board.show(internet);
        assertThat(faults(wall.next("change"), frame)).isEmpty();
        assertThat(faults(wall.next("pulse"), frame)).isEmpty();
    }

    @Test
    void aDeviation_fromTheDescription_isFound() throws Exception {
        ObjectNode session = (ObjectNode) json(board.get("/api/v1/sessions/s-214"));
        JsonNode schema = description.at("/components/schemas/Session");
        assertThat(faults(session, schema)).isEmpty();
        session.put("verdict", "FINE");
        session.put("more", 1);
        session.put("start", "nine");
        assertThat(faults(session, schema)).hasSize(3);
    }

    @Test
    void everyPath_ofTheDescription_isServed() throws Exception {
        for (String path : names(description.get("paths"))) {
            for (String method : names(description.get("paths").get(path))) {
                if (method.equals("get") && !path.equals("/live")) {
                    assertThat(board.get("/api/v1" + path.replace("{id}", "none"))
                                    .statusCode())
                            .as(path)
                            .isIn(200, 404);
                } else if (!method.equals("get")) {
                    HttpResponse<String> answer =
                            board.post("/api/v1" + path.replace("{id}", "none"), "{\"by\":\"x\",\"text\":\"y\"}");
                    assertThat(json(answer).get("detail").asText()).as(path).startsWith("There is no ");
                }
            }
        }
    }
}
