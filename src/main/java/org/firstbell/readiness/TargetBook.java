package org.firstbell.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.CheckResult;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Finding;
import org.firstbell.model.PlatformId;
import org.firstbell.model.SeatState;
import org.firstbell.model.Severity;
import org.firstbell.model.Sighting;
import org.firstbell.model.Signal;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.model.setup.Service;
import org.firstbell.readiness.check.CheckPlan;
import org.firstbell.readiness.check.CompiledCheck;
import org.firstbell.readiness.check.Facts;
import org.jspecify.annotations.Nullable;

/** All that is known of one device or service: presence, signals, checks. Confined to the core loop. */
final class TargetBook implements Facts {
    static final SignalName UP = new SignalName("up");
    private static final SignalValue.Flag YES = new SignalValue.Flag(true);
    private static final SignalValue.Flag NO = new SignalValue.Flag(false);
    /**
     * What went stale while it was silent is asked at once after its return, and rates need two readings: so long such a
     * signal makes no check UNKNOWN. Better news is held longer than that.
     */
    private static final long AFTER_RETURN_MILLIS = 30_000;

    final Target id;
    final @Nullable Device device;
    final @Nullable Service service;
    final Presence presence;
    final CheckStates checks;
    /** Its place in the order of the configuration. */
    int place;
    /** Whether the present event touched it; kept by {@link Touched}. */
    boolean touched;
    /** The rooms in sessions that are judged anew when it changes; kept by {@link Sessions}. */
    Set<Sessions.Place> listening = Set.of();
    /** The session as which its seat's state is told; kept by {@link Sessions}. */
    @Nullable
    SessionBook primary;
    /** The cut of its way that its rooms were judged by; null when it was open. Kept by {@link SeatJudge}. */
    Paths.@Nullable Cut judgedCut;
    /** What it hangs on now; kept by {@link Books}. */
    List<DeviceId> path = List.of();

    private final CheckPlan plan;
    private final Map<SignalName, Double> limits;
    private final boolean asked;
    private final LatestSignals signals;
    private Presence.State state = Presence.State.UNMEASURED;
    private @Nullable Instant silentSince;
    /** When it last came back from a silence, in milliseconds since 1970. */
    private long returnedAt = Long.MIN_VALUE / 2;

    private @Nullable DeviceId sightedAt;
    private @Nullable SeatState seat;
    /** Of things that seats share; null for the seats themselves. */
    final @Nullable Forecast forecast;

    private boolean forecastChanged;
    private @Nullable Told told;
    private boolean reworded;
    private long now;
    private long nextChange = Long.MAX_VALUE;

    private TargetBook(
            Target id,
            @Nullable Device device,
            @Nullable Service service,
            Presence presence,
            CheckPlan plan,
            Vocabulary none) {
        this.id = id;
        this.device = device;
        this.service = service;
        this.presence = presence;
        this.plan = plan;
        this.signals = new LatestSignals(none);
        this.checks = new CheckStates(plan.checks());
        this.limits = limits(device, service);
        this.asked = device != null ? !device.probes().isEmpty() : service != null;
        this.forecast = device != null && device.kind() == DeviceKind.CACHE_SERVER ? new Forecast() : null;
        checks.touchAll();
    }

    /** Its own limits; where a filter may open its connection, one that allows that. */
    private static Map<SignalName, Double> limits(@Nullable Device device, @Nullable Service service) {
        Map<SignalName, Double> own = device != null ? device.limits() : service != null ? service.limits() : Map.of();
        List<ProbeSpec> probes = device != null ? device.probes() : service != null ? service.probes() : List.of();
        boolean allowed = probes.stream()
                .anyMatch(probe ->
                        probe instanceof ProbeSpec.Tls tls && tls.intercepted() == ProbeSpec.Intercepted.ALLOWED);
        if (!allowed) {
            return own;
        }
        Map<SignalName, Double> more = new HashMap<>(own);
        more.putIfAbsent(new SignalName("tls.intercepted"), 1.0);
        return more;
    }

    /** @param none of no names, shared by all */
    static TargetBook of(Device device, Presence presence, CheckPlan plan, Vocabulary none) {
        return new TargetBook(device.id(), device, null, presence, plan, none);
    }

    static TargetBook of(Service service, CheckPlan plan, Vocabulary none) {
        return new TargetBook(service.id(), null, service, new Presence(List.of()), plan, none);
    }

    /** Whether the same thing stands behind it: kind, address and the ways of asking are those of the other. */
    boolean isAskedAs(TargetBook other) {
        if (device != null && other.device != null) {
            return device.kind() == other.device.kind()
                    && device.address().equals(other.device.address())
                    && device.mac().equals(other.device.mac())
                    && device.probes().equals(other.device.probes());
        }
        return service != null
                && other.service != null
                && service.kind() == other.service.kind()
                && service.probes().equals(other.service.probes());
    }

    /** Goes on as it stood before a reload; its checks are judged anew, and what failed keeps its time. */
    void continueFrom(TargetBook before, Function<DeviceId, ClientTable> tables) {
        presence.continueFrom(before.presence, tables);
        signals.addAll(before.signals);
        if (forecast != null && before.forecast != null) {
            forecast.continueFrom(before.forecast);
        }
        checks.continueFrom(before.checks);
        nextChange = Long.MIN_VALUE;
    }

    @Nullable
    DeviceKind kind() {
        return device == null ? null : device.kind();
    }

    boolean seats() {
        return device != null && device.kind().seats();
    }

    boolean sleeps() {
        return device != null && device.kind().sleeps();
    }

    String name() {
        return device != null ? device.name() : service != null ? service.name() : id.value();
    }

    /** Whether anything can tell that it lives. */
    boolean watched() {
        return asked || seats() || presence.measurable();
    }

    /** Takes a reading; marks the checks that it can change. */
    void put(SignalName name, SignalValue value, String source, Instant at, Duration interval) {
        int known = signals.find(name);
        int place = known < 0 ? signals.add(name) : known;
        boolean changed = signals.put(place, value, source, at, interval);
        nextChange = Math.min(nextChange, signals.nextChange(place));
        if (changed) {
            touch(name);
        }
        if (forecast != null && Forecast.SLOW.contains(name)) {
            forecastChanged |= forecast.take(name, value, at, this);
        }
    }

    private void touch(SignalName name) {
        for (int reader : plan.readers(name)) {
            checks.touch(reader);
        }
    }

    /**
     * Brings presence, staleness and checks up to the instant. Tells whether anything that is judged or shown changed.
     *
     * @param down whether a device is known to be down
     */
    boolean refresh(Instant at, Predicate<DeviceId> down) {
        now = at.toEpochMilli();
        boolean changed = refreshPresence(down) | forecastChanged;
        forecastChanged = false;
        boolean due = due(now);
        if (due) {
            for (int i = 0; i < signals.size(); i++) {
                if (signals.wentStale(i, now)) {
                    touch(signals.name(i));
                }
            }
        }
        reworded = false;
        for (int i = 0; i < checks.size(); i++) {
            if (checks.untouch(i)) {
                boolean otherwise = judge(i, at);
                changed |= otherwise;
                reworded |= !otherwise && checks.fails(i);
            }
        }
        planNext(due);
        return changed;
    }

    private boolean refreshPresence(Predicate<DeviceId> down) {
        Presence.State next = presence.state(now, down);
        Instant silence = presence.silentSince(now);
        DeviceId nowAt = sightedAt();
        boolean changed = next != state || !Objects.equals(silence, silentSince) || !Objects.equals(nowAt, sightedAt);
        if (next != state) {
            touch(UP);
            if (state == Presence.State.DOWN && next == Presence.State.UP) {
                returnedAt = now;
                checks.touchAll();
            }
        }
        state = next;
        silentSince = silence;
        sightedAt = nowAt;
        return changed;
    }

    /** A check that goes on failing has other values now, and may say something else. */
    boolean reworded() {
        return reworded;
    }

    /** What it says of its checks; made when it is asked for, kept until something changes. */
    record Told(List<CheckResult> checks, List<Finding> findings, Set<PlatformId> usableFor) {
        Told {
            checks = List.copyOf(checks);
            findings = List.copyOf(findings);
            usableFor = Set.copyOf(usableFor);
        }
    }

    @Nullable
    Told told() {
        return told;
    }

    void told(@Nullable Told next) {
        told = next;
    }

    private boolean judge(int place, Instant at) {
        CompiledCheck check = checks.check(place);
        boolean applies = true;
        for (SignalName needed : check.needed()) {
            applies &= signals.find(needed) >= 0 || (needed.equals(UP) && watched());
        }
        @Nullable CheckOutcome outcome = applies ? check.judge(this) : null;
        if (outcome == CheckOutcome.UNKNOWN && now < returnedAt + AFTER_RETURN_MILLIS && !check.isAnswers()) {
            outcome = null;
        }
        return checks.take(place, outcome, at, check.isAnswers() ? silentSince : null);
    }

    /** The next instant at which time alone changes something; never later than that. */
    private void planNext(boolean anew) {
        long next = anew ? Long.MAX_VALUE : nextChange;
        if (anew) {
            for (int i = 0; i < signals.size(); i++) {
                next = Math.min(next, signals.nextChange(i));
            }
        }
        next = Math.min(next, presence.nextChange(now));
        if (now < returnedAt + AFTER_RETURN_MILLIS) {
            next = Math.min(next, returnedAt + AFTER_RETURN_MILLIS - 1);
            checks.touchAll();
        }
        long confirmed = checks.confirmedAt();
        if (confirmed < Long.MAX_VALUE) {
            next = Math.min(next, confirmed - 1);
            checks.touchUnconfirmed();
        }
        nextChange = next;
    }

    /** Whether time alone may have changed something by then. */
    boolean due(long instant) {
        return instant > nextChange;
    }

    @Override
    public @Nullable SignalValue fresh(SignalName name) {
        int place = signals.find(name);
        if (place >= 0) {
            return signals.fresh(place, now) ? signals.value(place) : null;
        }
        return !name.equals(UP) ? null : state == Presence.State.UP ? YES : state == Presence.State.DOWN ? NO : null;
    }

    @Override
    public boolean isFresh(SignalName name) {
        int place = signals.find(name);
        return place >= 0 ? signals.fresh(place, now) : fresh(name) != null;
    }

    @Override
    public double number(SignalName name) {
        int place = signals.find(name);
        return place >= 0 && signals.fresh(place, now) ? signals.number(place) : Double.NaN;
    }

    @Override
    public double limit(SignalName name, double otherwise) {
        Double own = limits.get(name);
        return own == null ? otherwise : own;
    }

    Presence.State state() {
        return state;
    }

    boolean isUp() {
        return state == Presence.State.UP;
    }

    /** Down, and not merely never reached. */
    boolean isDown() {
        return state == Presence.State.DOWN && presence.reached();
    }

    /** It may be or have a cause: silent though reached once, confirmed or not, or a check of its own fails. */
    boolean troubled() {
        return (presence.reached() && (silentSince != null || state == Presence.State.DOWN)) || failsSomething();
    }

    /** A check fails on it other than that of life. */
    boolean failsSomething() {
        return checks.failsSomething();
    }

    @Nullable
    Instant silentSince() {
        return silentSince;
    }

    /** What it was last sighted on: the place its table named, else the sighting device when others hang on that. */
    @Nullable
    DeviceId sightedAt() {
        Sighting sighting = presence.lastSighting();
        return sighting == null ? null : sighting.place().orElse(null);
    }

    /** A check of that weight fails on it, other than that of life. */
    boolean fails(Severity severity, PlatformId platform) {
        return checks.fails(severity, platform);
    }

    /** A blocking check fails on it, or did when it was last known. */
    boolean unfit(PlatformId platform) {
        return checks.unfit(platform);
    }

    /** A blocking check cannot tell any more. */
    boolean doubtful(PlatformId platform) {
        return checks.doubtful(platform);
    }

    @Nullable
    SeatState seat() {
        return seat;
    }

    /** Tells whether it changed. */
    boolean seat(SeatState next) {
        boolean changed = seat != next;
        seat = next;
        return changed;
    }

    Collection<Signal> signals() {
        List<Signal> all = new ArrayList<>(signals.size());
        for (int i = 0; i < signals.size(); i++) {
            all.add(signals.signal(i, id));
        }
        all.sort(java.util.Comparator.comparing(Signal::name));
        return all;
    }

    int freshNumbers(long instant) {
        int count = 0;
        for (int i = 0; i < signals.size(); i++) {
            boolean number = !Double.isNaN(signals.number(i)) || signals.value(i) instanceof SignalValue.Flag;
            count += number && signals.fresh(i, instant) ? 1 : 0;
        }
        return count;
    }

    Optional<Held> held(SignalName name) {
        return Optional.ofNullable(signals.held(name));
    }

    @Nullable
    Held heldOrNull(SignalName name) {
        return signals.held(name);
    }

    /** Whether a signal that it told is fresh at an instant. */
    boolean believed(Signal signal, long instant) {
        Held held = signals.held(signal.name());
        return held != null && held.observedAt().equals(signal.observedAt()) && held.fresh(instant);
    }

    /** Whether it hangs on nothing else, and is asked. */
    boolean isRoot() {
        return asked && (device == null || device.uplinks().isEmpty());
    }

    /** Nothing seen so far is believed any more. */
    void withdraw() {
        presence.withdraw();
        signals.withdraw();
        if (forecast != null) {
            forecast.withdraw();
        }
        nextChange = Long.MIN_VALUE;
    }
}
