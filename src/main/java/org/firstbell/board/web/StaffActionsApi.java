package org.firstbell.board.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.firstbell.board.BoardSnapshot;
import org.firstbell.board.access.AccessControl;
import org.firstbell.board.view.IncidentView;
import org.firstbell.board.view.SessionView;
import org.firstbell.model.IncidentId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Subject;
import org.firstbell.model.event.StaffAction;

/** What staff may do over HTTP (contract §6). Confined to the web's event loop. */
final class StaffActionsApi {
    /** Largest body of an action, in bytes. */
    static final int MAX_BODY_BYTES = 8 * 1024;

    /** The key of a request's context that says that its whole body was read. */
    static final String BODY_READ = "body-read";

    private final Supplier<Optional<BoardSnapshot>> currentSnapshot;
    private final Supplier<AccessControl> access;
    private final BoardServer.StaffActionHandler handler;
    private final ServerLimits limits;
    private final InstantSource clock;
    /** The minute of the newest note, counted since 1970, and the notes in it. */
    private long noteMinute;

    /** By incident, in the present minute. */
    private final Map<String, Integer> notesInMinute = new HashMap<>();

    /** Makes the action out of who, what and when. */
    private interface SessionActionFactory {
        StaffAction of(SessionId session, Instant at, String by, String note);
    }

    private interface IncidentActionFactory {
        StaffAction of(IncidentId incident, Instant at, String by, String note);
    }

    StaffActionsApi(
            Supplier<Optional<BoardSnapshot>> board,
            Supplier<AccessControl> access,
            BoardServer.StaffActionHandler desk,
            ServerLimits limits,
            InstantSource clock) {
        this.limits = limits;
        this.currentSnapshot = board;
        this.access = access;
        this.handler = desk;
        this.clock = clock;
    }

    void mount(Router router) {
        routeIncidentAction(router, HttpMethod.POST, "acknowledgement", "note", StaffAction.IncidentTaken::new);
        routeIncidentAction(router, HttpMethod.DELETE, "acknowledgement", "note", StaffAction.IncidentHandedBack::new);
        routeIncidentAction(router, HttpMethod.POST, "notes", "text", StaffAction.IncidentNoteAdded::new);
        routeIncidentAction(router, HttpMethod.POST, "resolution", "note", StaffAction.IncidentClosed::new);
        routeSessionAction(router, "started", StaffAction.SessionStarted::new);
        routeSessionAction(router, "finished", StaffAction.SessionFinished::new);
        routeSessionAction(router, "cancellation", StaffAction.SessionCancelled::new);
        routeSessionAction(router, "risk-acceptance", StaffAction.RiskAccepted::new);
    }

    private void routeIncidentAction(
            Router router, HttpMethod method, String what, String textKey, IncidentActionFactory action) {
        router.route(method, "/api/v1/incidents/:id/" + what).handler(this::checkRequest);
        router.route(method, "/api/v1/incidents/:id/" + what)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(context ->
                        readRequest(context, textKey).ifPresent(form -> actOnIncident(context, form, action)));
    }

    private void routeSessionAction(Router router, String what, SessionActionFactory action) {
        router.post("/api/v1/sessions/:id/" + what).handler(this::checkRequest);
        router.post("/api/v1/sessions/:id/" + what)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(context ->
                        readRequest(context, "note").ifPresent(form -> actOnSession(context, form, what, action)));
    }

    private void checkRequest(RoutingContext context) {
        Optional<AccessControl.AccessDenial> refusal = access.get().denialToAct(context.request());
        if (refusal.isPresent()) {
            HttpResponses.sendProblem(context, refusal.get());
            return;
        }
        String type =
                Optional.ofNullable(context.request().getHeader("Content-Type")).orElse("");
        boolean json = type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json");
        if (json || (context.request().method().equals(HttpMethod.DELETE) && type.isEmpty())) {
            context.next();
        } else {
            HttpResponses.sendProblem(context, 415, "The body is JSON: send Content-Type: application/json.");
        }
    }

    private static Optional<StaffActionRequest> readRequest(RoutingContext context, String textKey) {
        context.put(BODY_READ, true);
        Buffer body = context.body() == null || context.body().buffer() == null
                ? Buffer.buffer()
                : context.body().buffer();
        if (body.length() == 0) {
            HttpResponses.sendProblem(context, 400, "The body is a JSON object such as {\"by\":\"Tech office\"}.");
            return Optional.empty();
        }
        try {
            return Optional.of(StaffActionRequest.read(body, textKey, textKey.equals("text")));
        } catch (StaffActionRequest.InvalidRequest unfit) {
            HttpResponses.sendProblem(context, 400, unfit.sentence());
            return Optional.empty();
        }
    }

    private void actOnIncident(RoutingContext context, StaffActionRequest form, IncidentActionFactory action) {
        String id = Objects.requireNonNullElse(context.pathParam("id"), "");
        Optional<IncidentView> incident =
                currentSnapshot.get().map(BoardSnapshot::incidents).flatMap(all -> Optional.ofNullable(all.get(id)));
        if (incident.isEmpty()) {
            HttpResponses.sendProblem(context, 404, "There is no incident #" + id + ".");
        } else if (incident.get().state().equals("RESOLVED")
                && !Objects.requireNonNullElse(context.request().path(), "").endsWith("/notes")) {
            HttpResponses.sendProblem(context, 409, "Incident #" + id + " is resolved.");
        } else if (!hasRoomForText(form, incident.get())) {
            HttpResponses.sendProblem(
                    context, 429, "Incident #" + id + " has no room for more notes now. Try again in a minute.");
        } else {
            StaffAction staffAction =
                    action.of(new IncidentId(Long.parseLong(id)), clock.instant(), form.by(), form.note());
            execute(
                    context,
                    staffAction,
                    () -> currentSnapshot.get().map(now -> now.incidents().get(id)));
        }
    }

    /** Notes are bounded for each incident, in all and by the minute; an action without words is always taken. */
    private boolean hasRoomForText(StaffActionRequest form, IncidentView incident) {
        if (form.note().isEmpty()) {
            return true;
        }
        long minute = clock.millis() / 60_000;
        if (minute != noteMinute) {
            notesInMinute.clear();
            noteMinute = minute;
        }
        int count = notesInMinute.getOrDefault(incident.id(), 0) + 1;
        if (!limits.allows(ServerLimits.ServerLimit.NOTES_PER_MINUTE, count)
                || !limits.allows(ServerLimits.ServerLimit.NOTES_PER_INCIDENT, incident.staffLines() + 1L)) {
            return false;
        }
        notesInMinute.put(incident.id(), count);
        return true;
    }

    private void actOnSession(
            RoutingContext context, StaffActionRequest form, String what, SessionActionFactory action) {
        String id = Objects.requireNonNullElse(context.pathParam("id"), "");
        Optional<SessionView> session =
                currentSnapshot.get().map(BoardSnapshot::sessions).flatMap(all -> Optional.ofNullable(all.get(id)));
        if (session.isEmpty() || !Subject.isId(id)) {
            HttpResponses.sendProblem(context, 404, "There is no session " + id + ".");
            return;
        }
        Optional<String> conflict = conflict(session.get(), what);
        if (conflict.isPresent()) {
            HttpResponses.sendProblem(context, 409, conflict.get());
            return;
        }
        StaffAction staffAction = action.of(new SessionId(id), clock.instant(), form.by(), form.note());
        execute(
                context,
                staffAction,
                () -> currentSnapshot.get().map(now -> now.sessions().get(id)));
    }

    /** Why the action does not fit how the session stands. */
    private static Optional<String> conflict(SessionView session, String what) {
        if (session.state().equals("cancelled")) {
            return Optional.of("This session is cancelled.");
        } else if (session.phase().equals("done")) {
            return Optional.of("This session is done.");
        } else if (what.equals("finished") && !session.phase().equals("live")) {
            return Optional.of("This session has not started.");
        } else if (what.equals("started") && session.phase().equals("ahead")) {
            return Optional.of("This session starts in more than 24 h.");
        } else if (what.equals("risk-acceptance") && !session.verdict().equals("AT_RISK")) {
            return Optional.of("Only a risk can be accepted, and this session is " + session.word() + ".");
        }
        return Optional.empty();
    }

    private void execute(RoutingContext context, StaffAction action, Supplier<Optional<?>> after) {
        io.vertx.core.Context web = context.vertx().getOrCreateContext();
        handler.handle(action)
                .whenComplete((result, failed) -> web.runOnContext(back -> {
                    if (failed != null) {
                        context.fail(failed);
                    } else if (result instanceof StaffActionResult.NotFound missing) {
                        HttpResponses.sendProblem(context, 404, missing.sentence());
                    } else if (result instanceof StaffActionResult.Conflict conflict) {
                        HttpResponses.sendProblem(context, 409, conflict.sentence());
                    } else {
                        Optional<?> now = after.get();
                        if (now.isPresent()) {
                            HttpResponses.sendJson(context, now.get());
                        } else {
                            HttpResponses.send(context, 204, "application/json", Buffer.buffer());
                        }
                    }
                }));
    }
}
