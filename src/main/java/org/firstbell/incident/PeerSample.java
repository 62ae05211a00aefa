package org.firstbell.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.status.TargetAssessment;

/**
 * A bounded sample of the polled targets that share a dependency or an attribute with silent ones: what else hangs on the
 * same uplink, stands in the same room, belongs to the same cart or model, and everything above. Made for one search.
 */
final class PeerSample {
    /** Of one attribute (contract §5, incidents). */
    private static final int MAX_PER_ATTRIBUTE = 40;

    private static final int MAX_IN_ALL = 200;
    private final SearchInput input;
    private final DeviceAttributes attributes;
    private final Set<Target> chain = new LinkedHashSet<>();
    private final Map<Object, List<Target>> sharersByAttribute = new LinkedHashMap<>();

    PeerSample(SearchInput input) {
        this.input = input;
        this.attributes = new DeviceAttributes(input);
    }

    /** Adds what shares a dependency or an attribute with a target. */
    void addPeersOf(Target target) {
        if (chain.size() < MAX_IN_ALL) {
            chain.addAll(input.upstream(target));
        }
        List<DeviceId> uplinks = input.targetAssessment(target)
                .map(TargetAssessment::currentUplinks)
                .orElse(List.of());
        if (uplinks.isEmpty()) {
            add("root", input.rootTargets());
        }
        uplinks.forEach(uplink -> add(uplink, input.assessment.directDependents(uplink)));
        input.topology
                .device(target)
                .filter(device -> device.kind().isTestingDevice())
                .ifPresent(this::addPeersByAttribute);
    }

    private void addPeersByAttribute(Device device) {
        for (DeviceAttributes.DeviceAttribute attribute : attributes.of(device.id())) {
            if (!sharersByAttribute.containsKey(attribute)) {
                add(attribute, sharers(device.kind(), attribute));
            }
        }
    }

    private List<DeviceId> sharers(DeviceKind kind, DeviceAttributes.DeviceAttribute attribute) {
        return attributes.sharers(Set.of(kind), attribute).stream()
                .flatMap(Collection::stream)
                .filter(id -> input.topology
                        .device(id)
                        .filter(peer -> attributes.has(peer, attribute))
                        .isPresent())
                .toList();
    }

    private void add(Object attribute, Collection<? extends Target> sharers) {
        sharersByAttribute.computeIfAbsent(
                attribute,
                key -> sharers.stream()
                        .filter(this::isPolled)
                        .map(Target.class::cast)
                        .toList());
    }

    private boolean isPolled(Target target) {
        return input.topology
                .device(target)
                .map(device -> !device.probes().isEmpty())
                .orElse(true);
    }

    private Instant lastSeen(Target target) {
        return input.lastSeen(target).orElse(Instant.MIN);
    }

    /**
     * What must be polled before enough of each attribute is known: the whole chain, and of each attribute up to 40, those
     * heard longest ago first. What is silent is known, and nothing that was never reached counts.
     *
     * @param from an answer at this instant or later is recent enough
     */
    Set<Target> notHeardSince(Instant from) {
        Set<Target> stale = new LinkedHashSet<>();
        chain.stream().filter(target -> isStale(target, from)).forEach(stale::add);
        for (List<Target> sharers : sharersByAttribute.values()) {
            List<Target> unheard =
                    sharers.stream().filter(target -> isStale(target, from)).toList();
            int heard = sharers.size() - unheard.size();
            unheard.stream()
                    .sorted(Comparator.comparing(this::lastSeen))
                    .limit(Math.max(0, MAX_PER_ATTRIBUTE - heard))
                    .forEach(stale::add);
        }
        return stale.stream().limit(MAX_IN_ALL).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean isStale(Target target, Instant from) {
        Optional<TargetAssessment> assessment = input.targetAssessment(target).filter(TargetAssessment::reached);
        return assessment.isPresent()
                && assessment.get().up().equals(Optional.of(true))
                && assessment.get().silentSince().isEmpty()
                && assessment
                        .get()
                        .lastSeen()
                        .filter(life -> !life.isBefore(from))
                        .isEmpty();
    }
}
