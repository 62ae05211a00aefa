package org.firstbell.readiness.check;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.firstbell.model.PlatformId;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The states of all checks of one target. An octet for each check, and instants only where they differ: a target has
 * dozens of checks and mostly all of them pass since its first answer. Confined to the core loop.
 */
public final class CheckStates implements Iterable<CheckState> {
    private static final CheckOutcome[] OUTCOMES = CheckOutcome.values();
    /** The outcome's place in the order of its type, counted from 1; 0 when the check does not apply. */
    private static final int OUTCOME = 0b0111;
    /** It failed when it was last known. */
    private static final int FAILED_WHEN_LAST_KNOWN = 0b1000;
    /** Something that it reads is another since it was judged last. */
    private static final int DIRTY = 0b1_0000;

    private final List<CompiledCheck> checks;
    private final byte[] states;
    /** Since when they stand as they do; those that have an instant of their own do not count. */
    private Instant since = Instant.EPOCH;

    private Instant @Nullable [] ownSince;
    /** Since when conditions fail, confirmed or not; null while none does. */
    private Instant @Nullable [] failingSince;

    private int failing;

    public CheckStates(List<CompiledCheck> checks) {
        this.checks = checks;
        this.states = new byte[checks.size()];
    }

    /** Goes on as the same checks stood before a reload. */
    public void continueFrom(CheckStates before) {
        for (int i = 0; i < states.length; i++) {
            for (int j = 0; j < before.states.length; j++) {
                if (check(i).spec().equals(before.check(j).spec())) {
                    states[i] = (byte) ((before.states[j] & ~DIRTY) | (states[i] & DIRTY));
                    since(i, before.since(j));
                    failingSince(i, before.failingSince(j));
                }
            }
        }
    }

    public int size() {
        return states.length;
    }

    public CompiledCheck check(int place) {
        return checks.get(place);
    }

    CheckState get(int place) {
        return new CheckState(this, place);
    }

    @Override
    public Iterator<CheckState> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < states.length;
            }

            @Override
            public CheckState next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return get(next++);
            }
        };
    }

    public Stream<CheckState> stream() {
        return IntStream.range(0, states.length).mapToObj(this::get);
    }

    /** Something that it reads is another now. */
    public void markDirty(int place) {
        states[place] |= DIRTY;
    }

    public void markAllDirty() {
        for (int i = 0; i < states.length; i++) {
            markDirty(i);
        }
    }

    /** Whether it has to be judged anew; tells so once. */
    public boolean clearDirty(int place) {
        boolean dirty = (states[place] & DIRTY) != 0;
        states[place] &= ~DIRTY;
        return dirty;
    }

    /**
     * Takes what a condition says now; null when the check does not apply. Tells whether it counts otherwise than before.
     *
     * @param firstSign when the failure began, if that is known better than now
     */
    public boolean update(int place, @Nullable CheckOutcome raw, Instant now, @Nullable Instant firstSign) {
        CheckOutcome was = outcome(place);
        CheckOutcome next = raw;
        Instant failed = null;
        if (raw == CheckOutcome.FAIL) {
            failed = failingSince(place);
            failed = failed != null ? failed : firstSign != null ? firstSign : now;
            boolean confirmed = was != CheckOutcome.PASS
                    || !now.isBefore(failed.plus(check(place).spec().confirmation()));
            next = confirmed ? CheckOutcome.FAIL : was;
        }
        failingSince(place, failed);
        boolean bad = next == CheckOutcome.FAIL
                || (next != CheckOutcome.PASS && (states[place] & FAILED_WHEN_LAST_KNOWN) != 0);
        states[place] = (byte) ((next == null ? 0 : next.ordinal() + 1)
                | (bad ? FAILED_WHEN_LAST_KNOWN : 0)
                | (states[place] & DIRTY));
        if (next == was) {
            return false;
        }
        since(place, next == CheckOutcome.FAIL && failed != null ? failed : now);
        return true;
    }

    /** When the first failure that is not confirmed yet will be, in milliseconds since 1970; else the end of time. */
    public long confirmedAt() {
        long first = Long.MAX_VALUE;
        for (int i = 0; failingSince != null && i < states.length; i++) {
            first = Math.min(first, confirmedAt(i));
        }
        return first;
    }

    /** Those whose failure is not confirmed yet are judged again. */
    public void markUnconfirmedDirty() {
        for (int i = 0; failingSince != null && i < states.length; i++) {
            if (confirmedAt(i) < Long.MAX_VALUE) {
                markDirty(i);
            }
        }
    }

    private long confirmedAt(int place) {
        Instant failed = failingSince(place);
        return failed != null && outcome(place) == CheckOutcome.PASS
                ? failed.plus(check(place).spec().confirmation()).toEpochMilli()
                : Long.MAX_VALUE;
    }

    /** Null when it does not apply. */
    @Nullable
    CheckOutcome outcome(int place) {
        int outcome = states[place] & OUTCOME;
        return outcome == 0 ? null : OUTCOMES[outcome - 1];
    }

    public boolean fails(int place) {
        return outcome(place) == CheckOutcome.FAIL;
    }

    /** It fails, or failed when it was last known. */
    boolean failedWhenLastKnown(int place) {
        CheckOutcome outcome = outcome(place);
        return outcome == CheckOutcome.FAIL
                || (outcome == CheckOutcome.UNKNOWN && (states[place] & FAILED_WHEN_LAST_KNOWN) != 0);
    }

    /** A check fails other than that of life. */
    public boolean failsAnyCondition() {
        for (int i = 0; failingSince != null && i < states.length; i++) {
            if (fails(i) && !check(i).isLiveness()) {
                return true;
            }
        }
        return false;
    }

    /** A degrading check fails; that of life weighs only on what was reached once. */
    public boolean isDegraded(boolean reached) {
        for (int i = 0; failingSince != null && i < states.length; i++) {
            if (fails(i) && check(i).spec().severity() == Severity.DEGRADING && (reached || !check(i).isLiveness())) {
                return true;
            }
        }
        return false;
    }

    /** How many say something: pass, fail or cannot tell. */
    public int applicableCount() {
        int applying = 0;
        for (byte state : states) {
            applying += (state & OUTCOME) == 0 ? 0 : 1;
        }
        return applying;
    }

    /** A check of that weight fails, other than that of life. */
    public boolean fails(Severity severity, PlatformId platform) {
        for (int i = 0; failingSince != null && i < states.length; i++) {
            if (fails(i) && countsAs(i, severity, platform)) {
                return true;
            }
        }
        return false;
    }

    /** A blocking check fails, or did when it was last known. */
    public boolean isUnfit(PlatformId platform) {
        for (int i = 0; i < states.length; i++) {
            if (failedWhenLastKnown(i) && countsAs(i, Severity.BLOCKING, platform)) {
                return true;
            }
        }
        return false;
    }

    /** A blocking check cannot tell any more. */
    public boolean isUncertain(PlatformId platform) {
        for (int i = 0; i < states.length; i++) {
            if (outcome(i) == CheckOutcome.UNKNOWN && countsAs(i, Severity.BLOCKING, platform)) {
                return true;
            }
        }
        return false;
    }

    private boolean countsAs(int place, Severity severity, PlatformId platform) {
        CompiledCheck check = check(place);
        return check.spec().severity() == severity && !check.isLiveness() && check.appliesTo(platform);
    }

    Instant since(int place) {
        Instant own = ownSince == null ? null : ownSince[place];
        return own == null ? since : own;
    }

    private void since(int place, Instant at) {
        if (since.equals(Instant.EPOCH)) {
            since = at;
        }
        boolean common = since.equals(at);
        if (ownSince == null && !common) {
            ownSince = new Instant[states.length];
        }
        if (ownSince != null) {
            ownSince[place] = common ? null : at;
        }
    }

    private @Nullable Instant failingSince(int place) {
        return failingSince == null ? null : failingSince[place];
    }

    private void failingSince(int place, @Nullable Instant at) {
        Instant was = failingSince(place);
        if (Objects.equals(was, at)) {
            return;
        }
        if (failingSince == null) {
            failingSince = new Instant[states.length];
        }
        failingSince[place] = at;
        failing += (at == null ? 0 : 1) - (was == null ? 0 : 1);
        failingSince = failing == 0 ? null : failingSince;
    }
}
