package org.firstbell.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.firstbell.model.Blindness;
import org.jspecify.annotations.Nullable;

/**
 * Whether Firstbell itself can see: not when every root is silent, when no network interface is up, or after its clock
 * jumped until something answered anew. Confined to the core loop.
 */
final class Sight {
    /** A clock that moves more than this beside the tick of a second has jumped (contract §4). */
    static final Duration JUMP = Duration.ofSeconds(30);

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Books books;
    private final List<TargetBook> roots;
    /** Seats that hang on nothing tell nothing of the network: they may all be switched off. */
    private final boolean onlySeats;

    /** A root that was not silent when it was last looked at; looked at first. */
    private @Nullable TargetBook openRoot;

    private @Nullable TargetBook witness;
    private @Nullable Instant lastTick;
    private boolean networkUp = true;
    private @Nullable Instant jumpedAt;
    private @Nullable Blindness blindness;

    Sight(Books books) {
        this.books = books;
        this.roots = books.all().stream().filter(TargetBook::isRoot).collect(Collectors.toList());
        this.onlySeats = roots.stream().allMatch(TargetBook::seats);
    }

    /** Takes a tick; true when the clock jumped, and nothing seen before can be believed. */
    boolean tick(Instant now, boolean network) {
        networkUp = network;
        boolean jumped = lastTick != null
                && Duration.between(lastTick.plus(TICK), now).abs().compareTo(JUMP) > 0;
        lastTick = now;
        if (jumped) {
            jumpedAt = now;
        }
        return jumped;
    }

    /** Goes on as it was before a reload. */
    void continueFrom(Sight before) {
        lastTick = before.lastTick;
        networkUp = before.networkUp;
        jumpedAt = before.jumpedAt;
        blindness = before.blindness;
    }

    /** Judges anew; true when sight was lost or came back. */
    boolean judge(Instant now) {
        Optional<String> why = why();
        boolean was = blindness != null;
        if (why.isEmpty()) {
            blindness = null;
        } else if (blindness == null || !blindness.sentence().equals(why.get())) {
            blindness = new Blindness(blindness == null ? now : blindness.since(), why.get());
        }
        return was != (blindness != null);
    }

    private Optional<String> why() {
        if (!networkUp) {
            return Optional.of("this computer has no network. Check its cable.");
        }
        if (jumpedAt != null) {
            if (!books.anyUp()) {
                return Optional.of("this computer slept, or its clock was set. It is looking again.");
            }
            jumpedAt = null;
        }
        return allSilent()
                ? Optional.of("nothing answers, not even what hangs on nothing else. Check this computer's cable.")
                : Optional.empty();
    }

    private boolean allSilent() {
        if (onlySeats || roots.size() < 2) {
            return false;
        }
        TargetBook up = openRoot;
        if (up != null && up.state() != Presence.State.DOWN) {
            return false;
        }
        Instant last = null;
        for (TargetBook root : roots) {
            Instant silent = root.silentSince();
            if (root.state() != Presence.State.DOWN || silent == null) {
                openRoot = root;
                return false;
            }
            last = last == null || silent.isAfter(last) ? silent : last;
        }
        Instant since = last;
        return since != null && !anyAnsweredAfter(since);
    }

    /** One that answered when it was last asked about; looked at first, since it mostly still does. */
    private boolean anyAnsweredAfter(Instant since) {
        Instant newest = books.newestLife();
        if (newest == null || !newest.isAfter(since)) {
            return false;
        }
        TargetBook known = witness;
        if (known == null || !answeredAfter(known, since)) {
            known = books.all().stream()
                    .filter(book -> answeredAfter(book, since))
                    .findFirst()
                    .orElse(null);
            witness = known;
        }
        return known != null;
    }

    private static boolean answeredAfter(TargetBook book, Instant since) {
        Instant life = book.presence.lastLife();
        return book.isUp() && life != null && life.isAfter(since);
    }

    boolean blind() {
        return blindness != null;
    }

    Optional<Blindness> blindness() {
        return Optional.ofNullable(blindness);
    }
}
