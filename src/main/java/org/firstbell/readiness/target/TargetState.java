package org.firstbell.readiness.target;

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
import org.firstbell.model.DeviceId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.model.setup.Service;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.CheckResult;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Sighting;
import org.firstbell.model.status.Signal;
import org.firstbell.readiness.check.ApplicableChecks;
import org.firstbell.readiness.check.CheckInputs;
import org.firstbell.readiness.check.CheckStates;
import org.firstbell.readiness.check.CompiledCheck;
import org.firstbell.readiness.signal.LatestSignal;
import org.firstbell.readiness.signal.LatestSignals;
import org.firstbell.readiness.signal.SignalNames;
import org.jspecify.annotations.Nullable;

/** All that is known of one device or service: presence, signals, checks. Confined to the core loop. */
public final class TargetState implements CheckInputs {
    static final SignalName UP = new SignalName("up");
    private static final SignalValue.Flag YES = new SignalValue.Flag(true);
    private static final SignalValue.Flag NO = new SignalValue.Flag(false);
    /**
     * What went stale while it was silent is asked at once after its return, and rates need two readings: so long such a
     * signal makes no check UNKNOWN. Better news is held longer than that.
     */
    private static final long RETURN_GRACE_MILLIS = 30_000;

    public final Target id;
    final @Nullable public Device device;
    final @Nullable public Service service;
    public final Presence presence;
    public final CheckStates checks;
    /** Its place in the order of the configuration. */
    public int index;
    /** Whether the present event touched it; kept by {@link UpdatedTargets}. */
    boolean updated;
    /** The cut of its way that its rooms were judged by; null when it was open. Kept by {@code SeatAssessor}. */
    public UplinkPaths.@Nullable PathCut assessedCut;
    /** What it hangs on now; kept by {@link TargetStates}. */
    List<DeviceId> currentUplinks = List.of();

    private final ApplicableChecks applicableChecks;
    private final Map<SignalName, Double> limits;
    private final boolean polled;
    private final LatestSignals signals;
    private Presence.PresenceState state = Presence.PresenceState.UNMEASURED;
    private @Nullable Instant silentSince;
    /** When it last came back from a silence, in milliseconds since 1970. */
    private long returnedAt = Long.MIN_VALUE / 2;

    private @Nullable DeviceId sightedOn;
    private @Nullable SeatState seatState;
    /** Of things that seats share; null for the seats themselves. */
    final @Nullable public LimitForecast forecast;

    private boolean forecastChanged;
    private @Nullable CheckSummary checkSummary;
    private boolean newEvidence;
    private long nowMillis;
    private long nextChange = Long.MAX_VALUE;

    private TargetState(
            Target id,
            @Nullable Device device,
            @Nullable Service service,
            Presence presence,
            ApplicableChecks plan,
            SignalNames none) {
        this.id = id;
        this.device = device;
        this.service = service;
        this.presence = presence;
        this.applicableChecks = plan;
        this.signals = new LatestSignals(none);
        this.checks = new CheckStates(plan.checks());
        this.limits = limits(device, service);
        this.polled = device != null ? !device.probes().isEmpty() : service != null;
        this.forecast = device != null && device.kind() == DeviceKind.CACHE_SERVER ? new LimitForecast() : null;
        checks.markAllDirty();
    }

    /** Its own limits; where a filter may open its connection, one that allows that. */
    private static Map<SignalName, Double> limits(@Nullable Device device, @Nullable Service service) {
        Map<SignalName, Double> own = device != null ? device.limits() : service != null ? service.limits() : Map.of();
        List<ProbeSpec> probes = device != null ? device.probes() : service != null ? service.probes() : List.of();
        boolean allowed = probes.stream()
                .anyMatch(probe -> probe instanceof ProbeSpec.Tls tls
                        && tls.interception() == ProbeSpec.InterceptionPolicy.ALLOWED);
        if (!allowed) {
            return own;
        }
        Map<SignalName, Double> more = new HashMap<>(own);
        more.putIfAbsent(new SignalName("tls.intercepted"), 1.0);
        return more;
    }

    /** @param none of no names, shared by all */
    static TargetState of(Device device, Presence presence, ApplicableChecks plan, SignalNames none) {
        return new TargetState(device.id(), device, null, presence, plan, none);
    }

    static TargetState of(Service service, ApplicableChecks plan, SignalNames none) {
        return new TargetState(service.id(), null, service, new Presence(List.of()), plan, none);
    }

    /** Whether the same thing stands behind it: kind, address and the ways of asking are those of the other. */
    boolean isPolledLike(TargetState other) {
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
    void continueFrom(TargetState before, Function<DeviceId, ClientTable> tables) {
        presence.continueFrom(before.presence, tables);
        signals.addMissing(before.signals);
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

    public boolean isTestingDevice() {
        return device != null && device.kind().isTestingDevice();
    }

    public boolean sleeps() {
        return device != null && device.kind().sleeps();
    }

    public String name() {
        return device != null ? device.name() : service != null ? service.name() : id.value();
    }

    /** Whether anything can tell that it lives. */
    public boolean isMonitored() {
        return polled || isTestingDevice() || presence.isMeasurable();
    }

    /** Takes a reading; marks the checks that it can change. */
    void record(SignalName name, SignalValue value, String source, Instant at, Duration interval) {
        int known = signals.indexOf(name);
        int place = known < 0 ? signals.add(name) : known;
        boolean changed = signals.put(place, value, source, at, interval);
        nextChange = Math.min(nextChange, signals.nextChange(place));
        if (changed) {
            markReadersDirty(name);
        }
        if (forecast != null && LimitForecast.FORECAST_SIGNALS.contains(name)) {
            forecastChanged |= forecast.add(name, value, at, this);
        }
    }

    private void markReadersDirty(SignalName name) {
        for (int reader : applicableChecks.indexesReading(name)) {
            checks.markDirty(reader);
        }
    }

    /**
     * Brings presence, staleness and checks up to the instant. Tells whether anything that is judged or shown changed.
     *
     * @param down whether a device is known to be down
     */
    public boolean refresh(Instant at, Predicate<DeviceId> down) {
        nowMillis = at.toEpochMilli();
        boolean changed = refreshPresence(down) | forecastChanged;
        forecastChanged = false;
        boolean due = isDue(nowMillis);
        if (due) {
            for (int i = 0; i < signals.size(); i++) {
                if (signals.becameStale(i, nowMillis)) {
                    markReadersDirty(signals.name(i));
                }
            }
        }
        newEvidence = false;
        for (int i = 0; i < checks.size(); i++) {
            if (checks.clearDirty(i)) {
                boolean otherwise = evaluate(i, at);
                changed |= otherwise;
                newEvidence |= !otherwise && checks.fails(i);
            }
        }
        scheduleNext(due);
        return changed;
    }

    private boolean refreshPresence(Predicate<DeviceId> down) {
        Presence.PresenceState next = presence.state(nowMillis, down);
        Instant silence = presence.silentSince(nowMillis);
        DeviceId nowAt = sightedOn();
        boolean changed = next != state || !Objects.equals(silence, silentSince) || !Objects.equals(nowAt, sightedOn);
        if (next != state) {
            markReadersDirty(UP);
            if (state == Presence.PresenceState.DOWN && next == Presence.PresenceState.UP) {
                returnedAt = nowMillis;
                checks.markAllDirty();
            }
        }
        state = next;
        silentSince = silence;
        sightedOn = nowAt;
        return changed;
    }

    /** A check that goes on failing has other values now, and may say something else. */
    public boolean hasNewEvidence() {
        return newEvidence;
    }

    /** A summary of a target's checks, made on demand and kept until something changes. */
    public record CheckSummary(List<CheckResult> checks, List<Finding> findings, Set<PlatformId> usableFor) {
        public CheckSummary {
            checks = List.copyOf(checks);
            findings = List.copyOf(findings);
            usableFor = Set.copyOf(usableFor);
        }
    }

    @Nullable
    public CheckSummary checkSummary() {
        return checkSummary;
    }

    public void checkSummary(@Nullable CheckSummary next) {
        checkSummary = next;
    }

    private boolean evaluate(int place, Instant at) {
        CompiledCheck check = checks.check(place);
        boolean applies = true;
        for (SignalName needed : check.requiredSignals()) {
            applies &= signals.indexOf(needed) >= 0 || (needed.equals(UP) && isMonitored());
        }
        @Nullable CheckOutcome outcome = applies ? check.evaluate(this) : null;
        if (outcome == CheckOutcome.UNKNOWN && nowMillis < returnedAt + RETURN_GRACE_MILLIS && !check.isLiveness()) {
            outcome = null;
        }
        return checks.update(place, outcome, at, check.isLiveness() ? silentSince : null);
    }

    /** The next instant at which time alone changes something; never later than that. */
    private void scheduleNext(boolean anew) {
        long next = anew ? Long.MAX_VALUE : nextChange;
        if (anew) {
            for (int i = 0; i < signals.size(); i++) {
                next = Math.min(next, signals.nextChange(i));
            }
        }
        next = Math.min(next, presence.nextChange(nowMillis));
        if (nowMillis < returnedAt + RETURN_GRACE_MILLIS) {
            next = Math.min(next, returnedAt + RETURN_GRACE_MILLIS - 1);
            checks.markAllDirty();
        }
        long confirmed = checks.confirmedAt();
        if (confirmed < Long.MAX_VALUE) {
            next = Math.min(next, confirmed - 1);
            checks.markUnconfirmedDirty();
        }
        nextChange = next;
    }

    /** Whether time alone may have changed something by then. */
    public boolean isDue(long instant) {
        return instant > nextChange;
    }

    @Override
    public @Nullable SignalValue freshValue(SignalName name) {
        int place = signals.indexOf(name);
        if (place >= 0) {
            return signals.isFresh(place, nowMillis) ? signals.value(place) : null;
        }
        return !name.equals(UP)
                ? null
                : state == Presence.PresenceState.UP ? YES : state == Presence.PresenceState.DOWN ? NO : null;
    }

    @Override
    public boolean isFresh(SignalName name) {
        int place = signals.indexOf(name);
        return place >= 0 ? signals.isFresh(place, nowMillis) : freshValue(name) != null;
    }

    @Override
    public double freshNumber(SignalName name) {
        int place = signals.indexOf(name);
        return place >= 0 && signals.isFresh(place, nowMillis) ? signals.number(place) : Double.NaN;
    }

    @Override
    public double limit(SignalName name, double otherwise) {
        Double own = limits.get(name);
        return own == null ? otherwise : own;
    }

    public Presence.PresenceState state() {
        return state;
    }

    public boolean isUp() {
        return state == Presence.PresenceState.UP;
    }

    /** Down, and not merely never reached. */
    public boolean isDown() {
        return state == Presence.PresenceState.DOWN && presence.reached();
    }

    /** It may be or have a cause: silent though reached once, confirmed or not, or a check of its own fails. */
    boolean hasProblem() {
        return (presence.reached() && (silentSince != null || state == Presence.PresenceState.DOWN))
                || failsAnyCondition();
    }

    /** A check fails on it other than that of life. */
    boolean failsAnyCondition() {
        return checks.failsAnyCondition();
    }

    @Nullable
    public Instant silentSince() {
        return silentSince;
    }

    /** What it was last sighted on: the place its table named, else the sighting device when others hang on that. */
    @Nullable
    DeviceId sightedOn() {
        Sighting sighting = presence.lastSighting();
        return sighting == null ? null : sighting.connectedTo().orElse(null);
    }

    /** A check of that weight fails on it, other than that of life. */
    public boolean fails(Severity severity, PlatformId platform) {
        return checks.fails(severity, platform);
    }

    /** A blocking check fails on it, or did when it was last known. */
    public boolean isUnfit(PlatformId platform) {
        return checks.isUnfit(platform);
    }

    /** A blocking check cannot tell any more. */
    public boolean isUncertain(PlatformId platform) {
        return checks.isUncertain(platform);
    }

    @Nullable
    public SeatState seatState() {
        return seatState;
    }

    /** Tells whether it changed. */
    public boolean seatState(SeatState next) {
        boolean changed = seatState != next;
        seatState = next;
        return changed;
    }

    public Collection<Signal> signals() {
        List<Signal> all = new ArrayList<>(signals.size());
        for (int i = 0; i < signals.size(); i++) {
            all.add(signals.signal(i, id));
        }
        all.sort(java.util.Comparator.comparing(Signal::name));
        return all;
    }

    public int freshNumericCount(long instant) {
        int count = 0;
        for (int i = 0; i < signals.size(); i++) {
            boolean number = !Double.isNaN(signals.number(i)) || signals.value(i) instanceof SignalValue.Flag;
            count += number && signals.isFresh(i, instant) ? 1 : 0;
        }
        return count;
    }

    Optional<LatestSignal> latestSignal(SignalName name) {
        return Optional.ofNullable(signals.latest(name));
    }

    @Nullable
    public LatestSignal latestSignalOrNull(SignalName name) {
        return signals.latest(name);
    }

    /** Whether a signal that it told is fresh at an instant. */
    public boolean isStillFresh(Signal signal, long instant) {
        LatestSignal held = signals.latest(signal.name());
        return held != null && held.observedAt().equals(signal.observedAt()) && held.isFresh(instant);
    }

    /** Whether it hangs on nothing else, and is asked. */
    boolean isRoot() {
        return polled && (device == null || device.uplinks().isEmpty());
    }

    /** Nothing seen so far is believed any more. */
    public void invalidate() {
        presence.invalidate();
        signals.invalidate();
        if (forecast != null) {
            forecast.invalidate();
        }
        nextChange = Long.MIN_VALUE;
    }
}
