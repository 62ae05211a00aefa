package org.firstbell.app;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.board.ActionResult;
import org.firstbell.board.BoardSnapshot;
import org.firstbell.board.BoardStatus;
import org.firstbell.board.Boards;
import org.firstbell.board.SeenTargets;
import org.firstbell.board.Showing;
import org.firstbell.history.Store;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.Journal;
import org.firstbell.model.Phase;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.StaffAction;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.notify.Delivered;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon at work: the present duty, what comes to it, and where its results go. Confined to the core's loop, but for
 * {@link #heard} and {@link #delivered}, which come from other loops.
 */
final class Shift implements Duty.House {
    private static final Logger LOG = LoggerFactory.getLogger(Shift.class);

    private final Foundation ground;
    private final Store store;
    private final Asking asking;
    private final Outlets outlets;
    private final History history;
    private final Network network = new Network();
    private final Map<SessionId, String> verdicts = new HashMap<>();
    private Map<SessionId, Phase> phases = Map.of();
    private Optional<String> reloadTrouble = Optional.empty();
    /** Read by any thread. */
    private volatile Duty duty;

    /** What shows and delivers; each call returns at once. */
    interface Outlets {
        /** Shows a newer board. */
        void show(BoardSnapshot snapshot);

        /** There are new notices on disk. */
        void wake();

        /** Another configuration is in force. */
        void replaced(Configuration configuration);

        /** What keeps news from people at present: the mail server, or the disk. */
        Optional<String> trouble();
    }

    /** The first duty, with what the store remembers. */
    Shift(Foundation ground, Store store, Asking asking, Outlets outlets, Loaded loaded) {
        this.ground = ground;
        this.store = store;
        this.asking = asking;
        this.outlets = outlets;
        this.history = new History(store.recover());
        this.duty = new Duty(loaded, history.past(), Optional.empty(), this, now());
    }

    private Instant now() {
        return ground.clock().instant();
    }

    /** The duty in force. */
    Duty duty() {
        return duty;
    }

    /** Judges what is known, and begins to ask. */
    void begin() {
        duty.tick(now(), true);
        ask();
    }

    private void ask() {
        phases = duty.phases();
        asking.begin(duty.loaded(), phases);
    }

    /** A second passed. */
    void tick() {
        duty.tick(now(), network.up(duty.configuration(), now()));
        remember();
        Map<SessionId, Phase> next = duty.phases();
        if (!next.equals(phases)) {
            phases = next;
            asking.phases(next);
        }
    }

    /** Keeps what was reached since the last call, so that after a restart it is not taken as never seen. */
    void remember() {
        Set<Target> reached = history.reached(duty.takeReached());
        if (!reached.isEmpty()) {
            store.reached(reached, now());
        }
    }

    /** Goes on by another configuration. */
    void take(Loaded next) {
        remember();
        duty = new Duty(next, history.past(), Optional.of(duty), this, now());
        reloadTrouble = Optional.empty();
        outlets.replaced(next.configuration());
        ask();
        duty.tick(now(), true);
        LOG.info("The changed configuration is in force.");
    }

    /** A changed configuration was not taken. */
    void refused(String sentence) {
        reloadTrouble = Optional.of(sentence);
        duty.mark(Set.of(), true);
    }

    /** Outcomes came, all of one turn of the polling loop together; called on that loop. */
    void heard(List<ProbeOutcome> together) {
        ground.core().run(() -> take(together.iterator()));
    }

    /** One that fails takes no other with it. */
    private void take(Iterator<ProbeOutcome> left) {
        try {
            Instant now = now();
            while (left.hasNext()) {
                duty.outcome(left.next(), now);
            }
        } finally {
            if (left.hasNext()) {
                ground.core().run(() -> take(left));
            }
        }
    }

    /** One attempt to deliver ended, and an incident's timeline shall tell it; called on the delivery's loop. */
    void delivered(Delivered delivered) {
        ground.core()
                .run(() -> delivered
                        .notice()
                        .incidents()
                        .forEach(incident -> duty.told(new IncidentEvent.Told(incident, now(), delivered.sentence()))));
    }

    ActionResult act(StaffAction action) {
        return duty.act(action)
                .map(sentence -> (ActionResult) new ActionResult.NotFound(sentence))
                .orElseGet(ActionResult.Done::new);
    }

    SeenTargets look(Collection<? extends Target> targets) {
        return SeenTargets.of(duty.configuration().inventory(), duty.assessment(), targets);
    }

    /** Takes to the books what the next page of metrics shows. */
    void capture() {
        ground.telemetry().capture(duty.assessment(), duty.open(), duty.configuration());
    }

    @Override
    public Showing showing(Boards boards, Duty of) {
        return new Showing(
                ground.core(),
                ground.clock(),
                () -> of.compose(new BoardStatus(outlets.trouble(), reloadTrouble, of.nextMails(now()))),
                outlets::show);
    }

    @Override
    public Pipeline.Outlets outlets(Duty of) {
        return new Pipeline.Outlets() {
            @Override
            public void commit(Journal.Commit commit) {
                Shift.this.commit(commit);
            }

            @Override
            public void verdict(SessionStanding standing) {
                Shift.this.verdict(standing);
            }

            @Override
            public void lookNow(Set<Target> targets) {
                asking.lookNow(targets);
            }

            @Override
            public void show(Set<Target> changed, boolean urgent) {
                of.mark(changed, urgent);
            }
        };
    }

    private void commit(Journal.Commit commit) {
        commit.events().forEach(this::say);
        history.add(commit);
        store.commit(commit, trouble -> {
            trouble.ifPresent(LOG::warn);
            if (!commit.notices().isEmpty()) {
                outlets.wake();
            }
        });
    }

    private void say(IncidentEvent event) {
        if (event instanceof IncidentEvent.Opened opened) {
            ground.telemetry().incidentOpened(opened.firstSignAt(), opened.at());
            LOG.info("#{} begins: {}", opened.incident(), opened.summary().full());
        } else if (event instanceof IncidentEvent.Resolved resolved) {
            LOG.info("#{} is over: {}", resolved.incident(), resolved.reason());
        }
    }

    private void verdict(SessionStanding standing) {
        String key = standing.verdict() + " " + standing.word();
        if (!key.equals(verdicts.put(standing.id(), key))) {
            String reason = standing.reasons().isEmpty()
                    ? ""
                    : standing.reasons().get(0).message().full();
            store.verdict(standing.id(), now(), standing.verdict(), standing.word(), reason);
            LOG.info("{}: {}{}", standing.id(), standing.word().text(), reason.isEmpty() ? "" : ", " + reason);
        }
    }
}
