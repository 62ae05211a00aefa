package org.firstbell.probe;

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
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;

/**
 * What a probe remembers of its device between answers: counters, who its access points are, and what its profile names.
 * Confined to its probe.
 */
final class Memory {
    /** A rate over less than this says little. */
    private static final double SHORTEST_SECONDS = 1;

    /** TimeTicks wrap after 497.1 days. */
    private static final double WRAP_SECONDS = 0x1p32 / 100;

    /** A clock that falls to less than this from less than this below the wrap has wrapped; else it began anew. */
    private static final double AROUND_THE_WRAP = 3_600;

    /** Where counters of 32 bits begin anew (RFC 2578). */
    private static final double COUNTER32 = 0x1p32;

    /** How far an agent's clock and ours may differ over one interval, answers that came late included, in seconds. */
    private static final double CLOCKS_APART = 10;

    private record Count(double value, double agentSeconds, long at) {}

    private record Told(Target about, SignalName signal) {}

    private final Lexicon lexicon;
    private @Nullable Map<Object, Count> counters;
    private @Nullable Map<MacAddress, DeviceId> units;
    private @Nullable Map<MacAddress, MacAddress> bssids;
    private @Nullable Map<DeviceId, String> clientTellers;
    private int listed;
    private ScalarPlan.@Nullable Texts texts;
    private @Nullable Map<OlderColumns, OlderColumns.Found> older;
    private @Nullable Map<Told, SignalValue> last;
    private @Nullable Percentages percentages;
    private Claims claims;
    private double ticks = -1;
    private int wraps;

    /** Of a device on its own. */
    Memory() {
        this(new Lexicon(), new Claims());
    }

    /**
     * Of one of many devices.
     *
     * @param none the claims that its family begins with
     */
    Memory(Lexicon lexicon, Claims none) {
        this.lexicon = lexicon;
        this.claims = none;
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
    double rateOf32Bits(Object counter, double value, double agentSeconds, long at, double most) {
        return rate(counter, value, agentSeconds, at, most, true);
    }

    private double rate(Object counter, double value, double agentSeconds, long at, double most, boolean wraps) {
        if (counters == null) {
            counters = new HashMap<>();
        }
        Count last = counters.put(counter, new Count(value, agentSeconds, at));
        if (last == null) {
            return Double.NaN;
        }
        double ours = (at - last.at()) / 1000.0;
        double agents = agentSeconds - last.agentSeconds();
        boolean lies = agents > 2 * ours + CLOCKS_APART;
        double passed = Double.isNaN(agents) || lies ? ours : agents;
        if (passed < SHORTEST_SECONDS || (wraps && most * passed >= COUNTER32)) {
            return Double.NaN;
        }
        double more = value - last.value();
        if (more < 0) {
            if (!wraps || !(agentSeconds > ours + CLOCKS_APART)) {
                return Double.NaN;
            }
            more += COUNTER32;
        }
        double rate = more / passed;
        return rate > most ? Double.NaN : rate;
    }

    /** An uptime told in TimeTicks, going on past their wrap, so that a wrap is no reboot. */
    double unwrapped(double seconds) {
        if (seconds < ticks) {
            boolean wrapped = seconds < AROUND_THE_WRAP && ticks > WRAP_SECONDS - AROUND_THE_WRAP;
            wraps = wrapped ? wraps + 1 : 0;
        }
        ticks = seconds;
        return seconds + wraps * WRAP_SECONDS;
    }

    /** An OID of its profile, read once. */
    OID oid(String text) {
        return lexicon.oid(text);
    }

    /** A signal's name of its profile, checked once. */
    SignalName name(String text) {
        return lexicon.name(text);
    }

    /** A pattern of its profile, compiled once. */
    Pattern pattern(String text) {
        return lexicon.pattern(text);
    }

    /** Which of its percentages are told a hundredfold; null as long as none was, and this number is not. */
    @Nullable
    Percentages percentages(double number, double most) {
        if (percentages == null && Percentages.isHundredfold(number, most)) {
            percentages = new Percentages();
        }
        return percentages;
    }

    /** What a table told of something last; null when it did not. */
    @Nullable
    SignalValue last(Target about, SignalName signal) {
        return last == null ? null : last.get(new Told(about, signal));
    }

    void last(Target about, SignalName signal, SignalValue value) {
        if (last == null) {
            last = new HashMap<>();
        }
        last.put(new Told(about, signal), value);
    }

    /** Which older columns it has; null while that is not known. */
    OlderColumns.@Nullable Found older(OlderColumns columns) {
        return older == null ? null : older.get(columns);
    }

    void older(OlderColumns columns, OlderColumns.Found found) {
        if (older == null) {
            older = new HashMap<>();
        }
        older.put(columns, found);
    }

    /** The texts that a plan's objects held when they were last read. */
    ScalarPlan.Texts texts(ScalarPlan plan) {
        for (ScalarPlan.Texts one = texts; one != null; one = one.others()) {
            if (one.plan() == plan) {
                return one;
            }
        }
        ScalarPlan.Texts made = new ScalarPlan.Texts(plan, texts);
        texts = made;
        return made;
    }

    /** Whether a question tells a signal: the first that did, for good. */
    boolean tells(SignalName signal, String question) {
        String teller = claims.teller(signal);
        if (teller == null) {
            claims = claims.with(signal, question);
            return true;
        }
        return teller.equals(question);
    }

    /** The question that tells a signal; empty while none did. */
    String teller(SignalName signal) {
        String teller = claims.teller(signal);
        return teller == null ? "" : teller;
    }

    void unit(MacAddress mac, DeviceId device) {
        if (units == null) {
            units = new HashMap<>();
        }
        units.put(mac, device);
    }

    Optional<DeviceId> unit(MacAddress mac) {
        return units == null ? Optional.empty() : Optional.ofNullable(units.get(mac));
    }

    void bssid(MacAddress bssid, MacAddress unit) {
        if (bssids == null) {
            bssids = new HashMap<>();
        }
        bssids.put(bssid, unit);
    }

    Optional<DeviceId> unitOfBssid(MacAddress bssid) {
        MacAddress unit = bssids == null ? null : bssids.get(bssid);
        return Optional.ofNullable(unit).flatMap(this::unit).or(() -> unit(bssid));
    }

    /**
     * Whether a question of radios tells how many clients an access point has: the first that claimed it, for good.
     *
     * @param claims whether this one may
     */
    boolean tellsClients(DeviceId unit, String question, boolean claims) {
        if (claims) {
            if (clientTellers == null) {
                clientTellers = new HashMap<>();
            }
            clientTellers.putIfAbsent(unit, question);
        }
        return clientTellers != null && question.equals(clientTellers.get(unit));
    }

    /** Whether a question of its radios tells how many clients an access point has. */
    boolean radiosTellClients(DeviceId unit) {
        return clientTellers != null && clientTellers.containsKey(unit);
    }

    /** How many access points its table listed last. */
    int listed() {
        return listed;
    }

    void listed(int units) {
        listed = units;
    }

    /** The access points that it has ever told of. */
    Set<DeviceId> units() {
        return units == null ? Set.of() : Set.copyOf(units.values());
    }
}
