package org.firstbell.probe.profile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.probe.snmp.client.ProfileNameCache;
import org.firstbell.probe.snmp.client.ScalarQueryPlan;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a probe between answers of its device: counters, access points, and names that its profile gives.
 * Confined to its probe.
 */
public final class ProbeMemory {
    /** A rate over less than this says little. */
    private static final double MIN_RATE_SECONDS = 1;

    /** TimeTicks wrap after 497.1 days. */
    private static final double TIMETICKS_WRAP_SECONDS = 0x1p32 / 100;

    /** A clock that falls to less than this from less than this below the wrap has wrapped; else it began anew. */
    private static final double WRAP_TOLERANCE_SECONDS = 3_600;

    /** Where counters of 32 bits begin anew (RFC 2578). */
    private static final double COUNTER32_WRAP = 0x1p32;

    /** How far an agent's clock and ours may differ over one interval, answers that came late included, in seconds. */
    private static final double MAX_CLOCK_DRIFT_SECONDS = 10;

    private record CounterSample(double value, double agentSeconds, long at) {}

    private record ReadingKey(Target target, SignalName signal) {}

    private final ProfileNameCache nameCache;
    private @Nullable Map<Object, CounterSample> lastCounts;
    private @Nullable Map<MacAddress, DeviceId> accessPoints;
    private @Nullable Map<MacAddress, MacAddress> bssids;
    private @Nullable Map<DeviceId, String> clientCountSources;
    private int listedAccessPoints;
    private ScalarQueryPlan.@Nullable TextCache textCaches;
    private @Nullable Map<FallbackColumns, FallbackColumns.ChosenFallbacks> fallbackColumns;
    private @Nullable Map<ReadingKey, SignalValue> lastValues;
    private @Nullable HundredfoldDetector hundredfoldDetector;
    private SignalSources sources;
    private double lastUptime = -1;
    private int uptimeWraps;

    /** Of a device on its own. */
    public ProbeMemory() {
        this(new ProfileNameCache(), new SignalSources());
    }

    /**
     * Of one of many devices.
     *
     * @param none the claims that its family begins with
     */
    ProbeMemory(ProfileNameCache lexicon, SignalSources none) {
        this.nameCache = lexicon;
        this.sources = none;
    }

    /**
     * A counter as a rate since it was last read, by the agent's clock where it told one that does not run at a multiple of
     * ours, as that of switches that tell microseconds does. A counter or clock that fell was reset: the interval is dropped,
     * and so is a rate above what is possible.
     *
     * @param counter which one; a value of its own
     * @param agentSeconds not a number where the agent told no clock
     * @param at in milliseconds since 1970
     * @param most per second
     * @return not a number where there is no rate to tell
     */
    double rate(Object counter, double value, double agentSeconds, long at, double most) {
        return rate(counter, value, agentSeconds, at, most, false);
    }

    /**
     * The same of a counter of 32 bits, which wraps. One that fell has wrapped once if its agent has been up for longer than
     * the interval; where it could have wrapped and risen past what it was, nothing can be told.
     */
    double rateOfCounter32(Object counter, double value, double agentSeconds, long at, double most) {
        return rate(counter, value, agentSeconds, at, most, true);
    }

    private double rate(Object counter, double value, double agentSeconds, long at, double most, boolean wraps) {
        if (lastCounts == null) {
            lastCounts = new HashMap<>();
        }
        CounterSample last = lastCounts.put(counter, new CounterSample(value, agentSeconds, at));
        if (last == null) {
            return Double.NaN;
        }
        double ours = (at - last.at()) / 1000.0;
        double agents = agentSeconds - last.agentSeconds();
        boolean lies = agents > 2 * ours + MAX_CLOCK_DRIFT_SECONDS;
        double passed = Double.isNaN(agents) || lies ? ours : agents;
        if (passed < MIN_RATE_SECONDS || (wraps && most * passed >= COUNTER32_WRAP)) {
            return Double.NaN;
        }
        double more = value - last.value();
        if (more < 0) {
            if (!wraps || !(agentSeconds > ours + MAX_CLOCK_DRIFT_SECONDS)) {
                return Double.NaN;
            }
            more += COUNTER32_WRAP;
        }
        double rate = more / passed;
        return rate > most ? Double.NaN : rate;
    }

    /** An uptime told in TimeTicks, going on past their wrap, so that a wrap is no reboot. */
    double unwrappedUptime(double seconds) {
        if (seconds < lastUptime) {
            boolean wrapped =
                    seconds < WRAP_TOLERANCE_SECONDS && lastUptime > TIMETICKS_WRAP_SECONDS - WRAP_TOLERANCE_SECONDS;
            uptimeWraps = wrapped ? uptimeWraps + 1 : 0;
        }
        lastUptime = seconds;
        return seconds + uptimeWraps * TIMETICKS_WRAP_SECONDS;
    }

    /** A signal's name of its profile, checked once. */
    public SignalName signalName(String text) {
        return nameCache.signalName(text);
    }

    /** A pattern of its profile, compiled once. */
    Pattern pattern(String text) {
        return nameCache.pattern(text);
    }

    /** Which of its percentages are told a hundredfold; null as long as none was, and this number is not. */
    @Nullable
    HundredfoldDetector hundredfoldDetector(double number, double most) {
        if (hundredfoldDetector == null && HundredfoldDetector.isHundredfold(number, most)) {
            hundredfoldDetector = new HundredfoldDetector();
        }
        return hundredfoldDetector;
    }

    /** What a table told of something last; null when it did not. */
    @Nullable
    SignalValue lastValue(Target about, SignalName signal) {
        return lastValues == null ? null : lastValues.get(new ReadingKey(about, signal));
    }

    void lastValue(Target about, SignalName signal, SignalValue value) {
        if (lastValues == null) {
            lastValues = new HashMap<>();
        }
        lastValues.put(new ReadingKey(about, signal), value);
    }

    /** Which older columns it has; null while that is not known. */
    FallbackColumns.@Nullable ChosenFallbacks fallbackColumns(FallbackColumns columns) {
        return fallbackColumns == null ? null : fallbackColumns.get(columns);
    }

    void fallbackColumns(FallbackColumns columns, FallbackColumns.ChosenFallbacks found) {
        if (fallbackColumns == null) {
            fallbackColumns = new HashMap<>();
        }
        fallbackColumns.put(columns, found);
    }

    /** The texts that a plan's objects held when they were last read. */
    ScalarQueryPlan.TextCache textCache(ScalarQueryPlan plan) {
        for (ScalarQueryPlan.TextCache one = textCaches; one != null; one = one.next()) {
            if (one.plan() == plan) {
                return one;
            }
        }
        ScalarQueryPlan.TextCache made = new ScalarQueryPlan.TextCache(plan, textCaches);
        textCaches = made;
        return made;
    }

    /** Whether a question tells a signal: the first that did, for good. */
    boolean claimSource(SignalName signal, String question) {
        String teller = sources.sourceOf(signal);
        if (teller == null) {
            sources = sources.with(signal, question);
            return true;
        }
        return teller.equals(question);
    }

    /** The question that tells a signal; empty while none did. */
    String sourceOf(SignalName signal) {
        String teller = sources.sourceOf(signal);
        return teller == null ? "" : teller;
    }

    public void accessPoint(MacAddress mac, DeviceId device) {
        if (accessPoints == null) {
            accessPoints = new HashMap<>();
        }
        accessPoints.put(mac, device);
    }

    Optional<DeviceId> accessPoint(MacAddress mac) {
        return accessPoints == null ? Optional.empty() : Optional.ofNullable(accessPoints.get(mac));
    }

    void recordBssid(MacAddress bssid, MacAddress unit) {
        if (bssids == null) {
            bssids = new HashMap<>();
        }
        bssids.put(bssid, unit);
    }

    Optional<DeviceId> accessPointOfBssid(MacAddress bssid) {
        MacAddress unit = bssids == null ? null : bssids.get(bssid);
        return Optional.ofNullable(unit).flatMap(this::accessPoint).or(() -> accessPoint(bssid));
    }

    /**
     * Whether a question of radios tells how many clients an access point has: the first that claimed it, for good.
     *
     * @param claims whether this one may
     */
    boolean isClientCountSource(DeviceId unit, String question, boolean claims) {
        if (claims) {
            if (clientCountSources == null) {
                clientCountSources = new HashMap<>();
            }
            clientCountSources.putIfAbsent(unit, question);
        }
        return clientCountSources != null && question.equals(clientCountSources.get(unit));
    }

    /** Whether a question of its radios tells how many clients an access point has. */
    boolean hasClientCountSource(DeviceId unit) {
        return clientCountSources != null && clientCountSources.containsKey(unit);
    }

    /** How many access points its table listed last. */
    int listedAccessPoints() {
        return listedAccessPoints;
    }

    void listedAccessPoints(int units) {
        listedAccessPoints = units;
    }

    /** The access points that it has ever told of. */
    public Set<DeviceId> accessPoints() {
        return accessPoints == null ? Set.of() : Set.copyOf(accessPoints.values());
    }
}
