package org.firstbell.readiness.target;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.DeviceMap;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Service;
import org.firstbell.readiness.check.ApplicableChecks;
import org.firstbell.readiness.check.CompiledChecks;
import org.firstbell.readiness.signal.SignalNames;
import org.jspecify.annotations.Nullable;

/** The state of each device and service in use, and the tables that sight them. Confined to the core loop. */
public final class TargetStates {
    /** Of those in use. */
    private final DeviceMap<TargetState> devices;

    private final Map<ServiceId, TargetState> services = new HashMap<>();
    private final Map<DeviceId, ClientTable> clientTables = new HashMap<>();
    private final List<TargetState> inConfigurationOrder = new ArrayList<>();
    /** Services, and devices of the kinds that serve whole rooms without carrying them. */
    private final List<TargetState> sharedCandidates = new ArrayList<>();

    /** The places of targets with some problem ({@link TargetState#hasProblem}). */
    private final BitSet withProblem = new BitSet();
    /** The places of targets that are up. */
    private final BitSet up = new BitSet();
    /** What hangs directly on a device now, by {@link #currentUplinks}. */
    private final Map<DeviceId, List<TargetState>> directDependents = new HashMap<>();

    private final Inventory inventory;
    private @Nullable Instant lastSeenOfAny;

    public TargetStates(Configuration configuration, CompiledChecks checks) {
        inventory = configuration.inventory();
        devices = inventory.newDeviceMap();
        for (Device device : inventory.devices()) {
            if (device.inUse() && device.reportsClients()) {
                clientTables.put(device.id(), new ClientTable(device.id()));
            }
        }
        Map<List<Object>, ApplicableChecks> plans = new HashMap<>();
        SignalNames none = new SignalNames();
        for (Device device : inventory.devices()) {
            if (device.inUse()) {
                ApplicableChecks plan = plans.computeIfAbsent(
                        List.of(device.kind(), device.platforms()),
                        key -> checks.applicableTo(device.kind().keyword(), device.platforms()));
                add(TargetState.of(device, new Presence(tablesExpectedToName(device)), plan, none));
            }
        }
        for (Service service : inventory.services()) {
            add(TargetState.of(service, checks.applicableTo(service.kind().keyword(), service.platforms()), none));
        }
        inConfigurationOrder.forEach(this::updateUplinks);
    }

    private void add(TargetState target) {
        target.index = inConfigurationOrder.size();
        inConfigurationOrder.add(target);
        if (target.device == null || SharedDependencies.SHARED_KINDS.contains(target.device.kind())) {
            sharedCandidates.add(target);
        }
        if (target.id instanceof ServiceId service) {
            services.put(service, target);
        } else if (target.device != null) {
            devices.put(target.device.id(), target);
        }
        target.presence.owner = target;
    }

    /** Notes what it hangs on now. */
    private void updateUplinks(TargetState target) {
        List<DeviceId> path = findCurrentUplinks(target);
        if (path.equals(target.currentUplinks)) {
            return;
        }
        for (DeviceId uplink : target.currentUplinks) {
            directDependents.getOrDefault(uplink, List.of()).remove(target);
        }
        target.currentUplinks = path;
        for (DeviceId uplink : path) {
            directDependents
                    .computeIfAbsent(uplink, first -> new ArrayList<>(2))
                    .add(target);
        }
    }

    /** Takes note of how a target stands after its refresh; true when it hangs on something else than before. */
    @SuppressWarnings("ReferenceEquality")
    public // a path that stays is the same list
    boolean recordChange(TargetState target) {
        withProblem.set(target.index, target.hasProblem());
        up.set(target.index, target.isUp());
        List<DeviceId> before = target.currentUplinks;
        updateUplinks(target);
        return target.currentUplinks != before;
    }

    /** Whether anything is up. */
    boolean anyUp() {
        return !up.isEmpty();
    }

    /** Whether it was in some trouble when it was last noted. */
    public boolean hadProblem(TargetState target) {
        return withProblem.get(target.index);
    }

    /** It missed an attempt, nothing else is wrong with it, and others have lived since: nothing hangs on that yet. */
    public boolean isOnlySuspected(TargetState target) {
        Instant silent = target.silentSince();
        return silent != null
                && target.state() != Presence.PresenceState.DOWN
                && lastSeenOfAny != null
                && lastSeenOfAny.isAfter(silent)
                && !target.failsAnyCondition();
    }

    /** Takes note that something lived. */
    public void recordSeen(TargetState target) {
        Instant life = target.presence.lastSeen();
        if (life != null && (lastSeenOfAny == null || life.isAfter(lastSeenOfAny))) {
            lastSeenOfAny = life;
        }
    }

    /** The latest sign of life of all; null before the first. */
    @Nullable
    public Instant lastSeenOfAny() {
        return lastSeenOfAny;
    }

    /** How many have some trouble. */
    public int problemCount() {
        return withProblem.cardinality();
    }

    /** Books with some trouble, in the order of the configuration. */
    public List<TargetState> withProblem() {
        List<TargetState> some = new ArrayList<>(withProblem.cardinality());
        for (int i = withProblem.nextSetBit(0); i >= 0; i = withProblem.nextSetBit(i + 1)) {
            some.add(inConfigurationOrder.get(i));
        }
        return some;
    }

    /** What hangs directly on a device now, in no order. */
    public List<TargetState> directDependents(Target device) {
        return device instanceof DeviceId id ? directDependents.getOrDefault(id, List.of()) : List.of();
    }

    /** The tables that would name a device: those of what it hangs on by drawing, else every one. */
    private List<ClientTable> tablesExpectedToName(Device device) {
        if (device.mac().isEmpty() || clientTables.isEmpty() || !device.kind().isTestingDevice()) {
            return List.of();
        }
        List<ClientTable> near = new ArrayList<>();
        for (DeviceId above : inventory.topology().upstream(device.id())) {
            addTable(near, above);
            inventory.device(above).flatMap(Device::controller).ifPresent(controller -> addTable(near, controller));
        }
        return near.isEmpty() ? List.copyOf(clientTables.values()) : near;
    }

    private void addTable(List<ClientTable> near, DeviceId source) {
        ClientTable table = clientTables.get(source);
        if (table != null && !near.contains(table)) {
            near.add(table);
        }
    }

    /** Goes on with what is known of every target that is asked as before. */
    public void continueFrom(TargetStates before) {
        before.clientTables.forEach((source, table) -> {
            if (find(source) != null) {
                clientTable(source).continueFrom(table);
            }
        });
        for (TargetState target : inConfigurationOrder) {
            TargetState old = before.find(target.id);
            if (old != null && target.isPolledLike(old)) {
                target.continueFrom(old, this::clientTable);
            }
        }
    }

    @Nullable
    public TargetState find(Target id) {
        return id instanceof DeviceId device ? devices.get(device) : services.get(id);
    }

    TargetState ownerOf(Presence presence) {
        TargetState target = presence.owner;
        if (target == null) {
            throw new IllegalStateException("a presence without its target");
        }
        return target;
    }

    public Collection<TargetState> all() {
        return Collections.unmodifiableList(inConfigurationOrder);
    }

    /** What rooms may share without hanging on it, in the order of the configuration. */
    List<TargetState> sharedCandidates() {
        return sharedCandidates;
    }

    /** The table of a device that sights others; made when one tells sightings unasked. */
    ClientTable clientTable(DeviceId source) {
        return clientTables.computeIfAbsent(source, ClientTable::new);
    }

    /** The table of a device that has told one, or is configured to. */
    Optional<ClientTable> existingClientTable(DeviceId source) {
        return Optional.ofNullable(clientTables.get(source));
    }

    public Collection<ClientTable> clientTables() {
        return clientTables.values();
    }

    public boolean isDown(DeviceId id) {
        TargetState target = find(id);
        return target != null && target.isDown();
    }

    public Inventory inventory() {
        return inventory;
    }

    /** What a device hangs on now: the place it was last sighted on, else its drawing. */
    public List<DeviceId> currentUplinks(TargetState target) {
        return target.currentUplinks;
    }

    private List<DeviceId> findCurrentUplinks(TargetState target) {
        if (target.device == null) {
            return List.of();
        }
        DeviceId place = target.sightedOn();
        return place != null && find(place) != null ? List.of(place) : target.device.uplinks();
    }

    /** The kinds of some targets, each once. */
    public static List<DeviceKind> kinds(Collection<TargetState> targets) {
        List<DeviceKind> kinds = new ArrayList<>();
        for (TargetState target : targets) {
            DeviceKind kind = target.kind();
            if (kind != null && !kinds.contains(kind)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** Everything above a target by its present path, nearest first. */
    public Set<TargetState> upstream(TargetState target) {
        Set<TargetState> above = new java.util.LinkedHashSet<>();
        collectUpstream(target, above);
        return above;
    }

    /** Everything above some targets, in their order. */
    public Set<TargetState> upstream(Collection<TargetState> seats) {
        Set<TargetState> above = new java.util.LinkedHashSet<>();
        seats.forEach(seat -> collectUpstream(seat, above));
        return above;
    }

    private void collectUpstream(TargetState from, Set<TargetState> above) {
        for (DeviceId uplink : currentUplinks(from)) {
            TargetState next = find(uplink);
            if (next != null && above.add(next)) {
                collectUpstream(next, above);
            }
        }
    }
}
