package org.firstbell.probe.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.firstbell.config.ConfigLoader;
import org.firstbell.model.CheckThresholds;
import org.firstbell.model.DeviceId;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.SnmpProfile;
import org.firstbell.probe.ProbeContext;
import org.firstbell.probe.http.HttpResponseReader;
import org.firstbell.probe.snmp.client.ProfileNameCache;
import org.firstbell.probe.snmp.client.ScalarQueryPlan;
import org.firstbell.probe.snmp.client.TableRow;
import org.firstbell.probe.snmp.transport.CommunityMessage;
import org.firstbell.probe.snmp.transport.CommunityResponse;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * What devices send, as octets of any kind, through every decoder and reader that meets it. An exception is a finding.
 * Each inner class is a target of the fuzzer.
 */
public final class AnswersFuzz {
    private static final Configuration SHIPPED = ConfigLoader.shipped();
    private static final ProbeContext AROUND = ProbeContext.of(SHIPPED, CheckThresholds.ALL_SIGNALS);
    private static final Instant NOW = Instant.parse("2027-04-14T12:40:00Z");
    private static final DeviceId DEVICE = new DeviceId("it");

    private static final Path CORPUS = Path.of("src/test/resources/fuzz");

    private AnswersFuzz() {}

    /**
     * Loads what the corpus reaches, which takes the fuzzer seconds: its limit of time is for inputs, not for that.
     *
     * @throws IOException when the corpus is not where the fuzzer is started
     */
    private static void loadAll(String corpus, Consumer<byte[]> target) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(corpus))) {
            for (Path file : files.toList()) {
                target.accept(Files.readAllBytes(file));
            }
        }
    }

    /** SNMP answers: the message, then every profile's scalars and tables. */
    public static final class Snmp {
        private Snmp() {}

        public static void fuzzerInitialize() throws IOException {
            loadAll("snmp", Snmp::fuzzerTestOneInput);
        }

        public static void fuzzerTestOneInput(byte[] octets) {
            CommunityResponse answer = new CommunityResponse();
            PDU pdu = answer.parse(octets, 0, octets.length) ? answer.decodePdu() : null;
            if (pdu == null) {
                return;
            }
            List<VariableBinding> bindings = List.copyOf(pdu.getVariableBindings());
            for (SnmpProfile profile : SHIPPED.snmpProfiles()) {
                ProbeMemory memory = new ProbeMemory();
                profile.queries().forEach(question -> question(question, answer, bindings, memory));
            }
        }

        private static void question(
                SnmpProfile.ProfileQuery question,
                CommunityResponse told,
                List<VariableBinding> bindings,
                ProbeMemory memory) {
            ReadingCollector answer = new ReadingCollector(DEVICE, NOW, question.name(), true, memory, AROUND);
            ScalarQueryPlan plan = new ScalarQueryPlan(question.scalars(), new ProfileNameCache());
            Variable[] values = plan.values(bindings);
            sameInPlace(plan, told, values);
            ScalarMapper.map(plan, values, answer);
            List<TableRow> rows = rows(List.copyOf(question.columns().keySet()), bindings);
            for (SnmpProfile.MapperUse use : question.mappers()) {
                TableMapper.MapperOptions options = new TableMapper.MapperOptions(use.options());
                TableMappers.find(use.mapper()).orElseThrow().map(options.filter(rows), options, answer);
            }
        }

        /** What is read in place is what SNMP4J reads. */
        private static void sameInPlace(ScalarQueryPlan plan, CommunityResponse told, Variable[] values) {
            if (plan.oids().isEmpty()) {
                return;
            }
            CommunityMessage whole = plan.messages(
                            new Credentials.Community("any", false, "public"), Integer.MAX_VALUE / 2)
                    .get(0);
            Variable[] inPlace = told.values(whole.encodedOids());
            if (inPlace != null && !Arrays.equals(inPlace, values)) {
                throw new IllegalStateException(Arrays.toString(inPlace) + " is not " + Arrays.toString(values));
            }
        }

        /** Whatever was told, dealt out over a table's columns. */
        private static List<TableRow> rows(List<String> columns, List<VariableBinding> bindings) {
            List<TableRow> rows = new ArrayList<>();
            for (int i = 0; !columns.isEmpty() && i < bindings.size(); i += columns.size()) {
                Map<String, Variable> cells = new LinkedHashMap<>();
                for (int c = 0; c < columns.size() && i + c < bindings.size(); c++) {
                    if (!bindings.get(i + c).getVariable().isException()) {
                        cells.put(columns.get(c), bindings.get(i + c).getVariable());
                    }
                }
                OID oid = bindings.get(i).getOid();
                int from = Math.max(0, oid.size() - 14);
                rows.add(new TableRow(
                        new OID(oid.getValue(), from, oid.size() - from), cells, OptionalDouble.of(i * 10.0)));
            }
            return rows;
        }
    }

    /** JSON bodies through every profile that reads them. */
    public static final class Json {
        private Json() {}

        public static void fuzzerInitialize() throws IOException {
            loadAll("json", Json::fuzzerTestOneInput);
        }

        public static void fuzzerTestOneInput(byte[] octets) {
            bodies(HttpProfile.BodyFormat.JSON, octets);
        }
    }

    /** Prometheus bodies through every profile that reads them. */
    public static final class Prometheus {
        private Prometheus() {}

        public static void fuzzerInitialize() throws IOException {
            loadAll("prometheus", Prometheus::fuzzerTestOneInput);
        }

        public static void fuzzerTestOneInput(byte[] octets) {
            bodies(HttpProfile.BodyFormat.PROMETHEUS, octets);
        }
    }

    private static void bodies(HttpProfile.BodyFormat format, byte[] octets) {
        QueryExecution execution =
                new QueryExecution(DEVICE, "http", "page", true, NOW, Duration.ofMillis(5), Duration.ofSeconds(5));
        for (HttpProfile profile : SHIPPED.httpProfiles()) {
            if (profile.format() == format) {
                HttpResponseReader reading = new HttpResponseReader(
                        DEVICE, "/", Optional.of(profile), Optional.empty(), AROUND, InstantSource.fixed(NOW));
                for (int twice = 0; twice < 2; twice++) {
                    ProbeOutcome outcome = reading.outcome(
                            200, new String(octets, StandardCharsets.UTF_8), Optional.empty(), execution);
                    if (outcome instanceof ProbeOutcome.Garbled garbled
                            && garbled.reason().startsWith("its page could not be read")) {
                        throw new IllegalStateException(profile.id() + ": " + garbled.reason());
                    }
                }
            }
        }
    }
}
