package org.firstbell.board;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.firstbell.model.IncidentId;
import org.firstbell.model.SessionId;
import org.firstbell.model.StaffAction;
import org.firstbell.model.Subject;

/** What staff may do over HTTP (contract §6). Confined to the web's event loop. */
final class StaffActions {
    /** Largest body of an action, in bytes. */
    static final int MOST_BODY = 8 * 1024;

    private final Supplier<Optional<BoardSnapshot>> board;
    private final Supplier<Access> access;
    private final BoardServer.StaffDesk desk;
    private final InstantSource clock;

    /** Makes the action out of who, what and when. */
    private interface OnSession {
        StaffAction of(SessionId session, Instant at, String by, String note);
    }

    private interface OnIncident {
        StaffAction of(IncidentId incident, Instant at, String by, String note);
    }

    StaffActions(
            Supplier<Optional<BoardSnapshot>> board,
            Supplier<Access> access,
            BoardServer.StaffDesk desk,
            InstantSource clock) {
        this.board = board;
        this.access = access;
        this.desk = desk;
        this.clock = clock;
    }

    void mount(Router router) {
        incident(router, HttpMethod.POST, "acknowledgement", "note", StaffAction.Taken::new);
        incident(router, HttpMethod.DELETE, "acknowledgement", "note", StaffAction.HandedBack::new);
        incident(router, HttpMethod.POST, "notes", "text", StaffAction.NoteAdded::new);
        incident(router, HttpMethod.POST, "resolution", "note", StaffAction.Closed::new);
        session(router, "started", StaffAction.Started::new);
        session(router, "finished", StaffAction.Finished::new);
        session(router, "cancellation", StaffAction.Cancelled::new);
        session(router, "risk-acceptance", StaffAction.RiskAccepted::new);
    }

    private void incident(Router router, HttpMethod method, String what, String textKey, OnIncident action) {
        router.route(method, "/api/v1/incidents/:id/" + what).handler(this::allow);
        router.route(method, "/api/v1/incidents/:id/" + what)
                .handler(BodyHandler.create(false).setBodyLimit(MOST_BODY))
                .handler(context -> form(context, textKey).ifPresent(form -> onIncident(context, form, action)));
    }

    private void session(Router router, String what, OnSession action) {
        router.post("/api/v1/sessions/:id/" + what).handler(this::allow);
        router.post("/api/v1/sessions/:id/" + what)
                .handler(BodyHandler.create(false).setBodyLimit(MOST_BODY))
                .handler(context -> form(context, "note").ifPresent(form -> onSession(context, form, what, action)));
    }

    private void allow(RoutingContext context) {
        Optional<Access.Refusal> refusal = access.get().toAct(context.request());
        if (refusal.isPresent()) {
            Replies.problem(context, refusal.get());
            return;
        }
        String type =
                Optional.ofNullable(context.request().getHeader("Content-Type")).orElse("");
        boolean json = type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json");
        if (json || (context.request().method().equals(HttpMethod.DELETE) && type.isEmpty())) {
            context.next();
        } else {
            Replies.problem(context, 415, "The body is JSON: send Content-Type: application/json.");
        }
    }

    private static Optional<StaffForm> form(RoutingContext context, String textKey) {
        Buffer body = context.body() == null || context.body().buffer() == null
                ? Buffer.buffer()
                : context.body().buffer();
        if (body.length() == 0) {
            Replies.problem(context, 400, "The body is a JSON object such as {\"by\":\"Tech office\"}.");
            return Optional.empty();
        }
        try {
            return Optional.of(StaffForm.read(body, textKey, textKey.equals("text")));
        } catch (StaffForm.Unfit unfit) {
            Replies.problem(context, 400, unfit.sentence());
            return Optional.empty();
        }
    }

    private void onIncident(RoutingContext context, StaffForm form, OnIncident action) {
        String id = Objects.requireNonNullElse(context.pathParam("id"), "");
        Optional<IncidentView> incident =
                board.get().map(BoardSnapshot::incidents).flatMap(all -> Optional.ofNullable(all.get(id)));
        if (incident.isEmpty()) {
            Replies.problem(context, 404, "There is no incident #" + id + ".");
        } else if (incident.get().state().equals("RESOLVED")
                && !Objects.requireNonNullElse(context.request().path(), "").endsWith("/notes")) {
            Replies.problem(context, 409, "Incident #" + id + " is resolved.");
        } else {
            StaffAction staffAction =
                    action.of(new IncidentId(Long.parseLong(id)), clock.instant(), form.by(), form.note());
            hand(
                    context,
                    staffAction,
                    () -> board.get().map(now -> now.incidents().get(id)));
        }
    }

    private void onSession(RoutingContext context, StaffForm form, String what, OnSession action) {
        String id = Objects.requireNonNullElse(context.pathParam("id"), "");
        Optional<SessionView> session =
                board.get().map(BoardSnapshot::sessions).flatMap(all -> Optional.ofNullable(all.get(id)));
        if (session.isEmpty() || !Subject.isId(id)) {
            Replies.problem(context, 404, "There is no session " + id + ".");
            return;
        }
        Optional<String> conflict = conflict(session.get(), what);
        if (conflict.isPresent()) {
            Replies.problem(context, 409, conflict.get());
            return;
        }
        StaffAction staffAction = action.of(new SessionId(id), clock.instant(), form.by(), form.note());
        hand(context, staffAction, () -> board.get().map(now -> now.sessions().get(id)));
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

    private void hand(RoutingContext context, StaffAction action, Supplier<Optional<?>> after) {
        io.vertx.core.Context web = context.vertx().getOrCreateContext();
        desk.act(action)
                .whenComplete((result, failed) -> web.runOnContext(back -> {
                    if (failed != null) {
                        context.fail(failed);
                    } else if (result instanceof ActionResult.NotFound missing) {
                        Replies.problem(context, 404, missing.sentence());
                    } else if (result instanceof ActionResult.Conflict conflict) {
                        Replies.problem(context, 409, conflict.sentence());
                    } else {
                        Optional<?> now = after.get();
                        if (now.isPresent()) {
                            Replies.json(context, now.get());
                        } else {
                            Replies.send(context, 204, "application/json", Buffer.buffer());
                        }
                    }
                }));
    }
}
