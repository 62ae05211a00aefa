package org.firstbell.readiness.target;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.status.Severity;
import org.firstbell.readiness.check.CheckState;
import org.firstbell.readiness.check.CompiledCheck;
import org.firstbell.readiness.signal.Trend;
import org.jspecify.annotations.Nullable;

/**
 * A forecast of the limits that a target will pass if its slow values go on as they do. Confined to the core loop.
 *
 * <p>Only what fills and does not empty by itself is forecast: disks. Clients, addresses and load rise every morning and
 * stop by themselves.
 */
public final class LimitForecast {
    static final Set<SignalName> FORECAST_SIGNALS =
            Set.of(new SignalName("disk.free.ratio"), new SignalName("disk.free.bytes"));
    /** A forecast that moves less than this says the same. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /**
     * A limit that will be passed.
     *
     * @param since when that was forecast first
     */
    public record ForecastBreach(CheckState check, Instant at, Instant since) {}

    private final Map<SignalName, Trend> trends = new HashMap<>();
    private List<ForecastBreach> breaches = List.of();

    /** Takes a value; true when what is forecast changed. */
    boolean add(SignalName name, SignalValue value, Instant at, TargetState target) {
        if (!(value instanceof SignalValue.Quantity quantity)
                || !trends.computeIfAbsent(name, key -> new Trend()).add(at, quantity.value())) {
            return false;
        }
        List<ForecastBreach> next = new ArrayList<>();
        for (CheckState check : target.checks) {
            Instant crossing = check.severity() == Severity.ADVISORY || check.fails() ? null : crossing(check, target);
            if (crossing != null) {
                next.add(new ForecastBreach(check, crossing, since(check, at)));
            }
        }
        boolean changed = differs(next);
        if (changed) {
            breaches = List.copyOf(next);
        }
        return changed;
    }

    private @Nullable Instant crossing(CheckState check, TargetState target) {
        CompiledCheck.QuantityBound bound = check.check().bound();
        Trend trend = bound == null ? null : trends.get(bound.signal());
        return bound == null || trend == null ? null : trend.reachesAt(bound.value(target));
    }

    /** Since when that check is forecast to fail. */
    private Instant since(CheckState check, Instant now) {
        return breaches.stream()
                .filter(one -> one.check().equals(check))
                .map(ForecastBreach::since)
                .findFirst()
                .orElse(now);
    }

    private boolean differs(List<ForecastBreach> next) {
        if (next.size() != breaches.size()) {
            return true;
        }
        for (int i = 0; i < next.size(); i++) {
            ForecastBreach a = breaches.get(i);
            ForecastBreach b = next.get(i);
            if (!a.check().equals(b.check())
                    || Duration.between(a.at(), b.at()).abs().compareTo(TOLERANCE) > 0) {
                return true;
            }
        }
        return false;
    }

    /** The limits that will be passed, and when; those of checks that fail already left out. */
    public List<ForecastBreach> breaches() {
        return breaches.stream().filter(one -> !one.check().fails()).toList();
    }

    /** Goes on with what another one has seen. */
    void continueFrom(LimitForecast before) {
        trends.putAll(before.trends);
    }

    void invalidate() {
        trends.values().forEach(Trend::reset);
        breaches = List.of();
    }
}
