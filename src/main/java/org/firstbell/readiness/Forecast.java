package org.firstbell.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstbell.model.Severity;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.readiness.check.CompiledCheck;
import org.jspecify.annotations.Nullable;

/**
 * Which limits a target will pass if its slow values go on as they do. Confined to the core loop.
 *
 * <p>Only what fills and does not empty by itself is forecast: disks. Clients, addresses and load rise every morning and
 * stop by themselves.
 */
final class Forecast {
    static final Set<SignalName> SLOW = Set.of(new SignalName("disk.free.ratio"), new SignalName("disk.free.bytes"));
    /** A forecast that moves less than this says the same. */
    private static final Duration SAME = Duration.ofMinutes(5);

    /**
     * A limit that will be passed.
     *
     * @param since when that was forecast first
     */
    record Passing(CheckState check, Instant at, Instant since) {}

    private final Map<SignalName, Trend> trends = new HashMap<>();
    private List<Passing> passing = List.of();

    /** Takes a value; true when what is forecast changed. */
    boolean take(SignalName name, SignalValue value, Instant at, TargetBook book) {
        if (!(value instanceof SignalValue.Quantity quantity)
                || !trends.computeIfAbsent(name, key -> new Trend()).take(at, quantity.value())) {
            return false;
        }
        List<Passing> next = new ArrayList<>();
        for (CheckState check : book.checks) {
            Instant crossing = check.severity() == Severity.ADVISORY || check.fails() ? null : crossing(check, book);
            if (crossing != null) {
                next.add(new Passing(check, crossing, since(check, at)));
            }
        }
        boolean changed = differs(next);
        if (changed) {
            passing = List.copyOf(next);
        }
        return changed;
    }

    private @Nullable Instant crossing(CheckState check, TargetBook book) {
        CompiledCheck.Bound bound = check.check().bound();
        Trend trend = bound == null ? null : trends.get(bound.signal());
        return bound == null || trend == null ? null : trend.reaches(bound.value(book));
    }

    /** Since when that check is forecast to fail. */
    private Instant since(CheckState check, Instant now) {
        return passing.stream()
                .filter(one -> one.check().equals(check))
                .map(Passing::since)
                .findFirst()
                .orElse(now);
    }

    private boolean differs(List<Passing> next) {
        if (next.size() != passing.size()) {
            return true;
        }
        for (int i = 0; i < next.size(); i++) {
            Passing a = passing.get(i);
            Passing b = next.get(i);
            if (!a.check().equals(b.check())
                    || Duration.between(a.at(), b.at()).abs().compareTo(SAME) > 0) {
                return true;
            }
        }
        return false;
    }

    /** The limits that will be passed, and when; those of checks that fail already left out. */
    List<Passing> passing() {
        return passing.stream().filter(one -> !one.check().fails()).toList();
    }

    /** Goes on with what another one has seen. */
    void continueFrom(Forecast before) {
        trends.putAll(before.trends);
    }

    void withdraw() {
        trends.values().forEach(Trend::withdraw);
        passing = List.of();
    }
}
