package org.firstbell.incident;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.Evidence;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.TargetAssessment;

/**
 * Testing devices that fail the same check and share one attribute that no healthy device of their kind shares: an access
 * point, a room, a cart, a model, a version, a network. Made for one search.
 */
final class SharedAttributeSearch {
    /** Fewer are a coincidence. */
    private static final int MIN_DEVICES = 3;

    /**
     * Devices that share an attribute and a failure.
     *
     * @param first the finding of the first of them, for its words
     */
    record SharedAttributeGroup(Cause cause, CheckId check, Finding first, List<DeviceId> members) {}

    private final SearchInput input;
    private final DeviceAttributes attributes;
    private final Map<CheckId, Map<DeviceId, Finding>> failing = new LinkedHashMap<>();
    private final List<SharedAttributeGroup> groups = new ArrayList<>();
    private final Set<DeviceId> explained = new HashSet<>();

    SharedAttributeSearch(SearchInput input, DeviceAttributes attributes, Collection<Incident> openGroups) {
        this.input = input;
        this.attributes = attributes;
        collect();
        openGroups.forEach(this::continueGroup);
        failing.forEach((check, devices) -> find(check, devices));
    }

    List<SharedAttributeGroup> groups() {
        return groups;
    }

    /** Whether a device's failure of a check is explained by what it shares. */
    boolean explains(DeviceId device) {
        return explained.contains(device);
    }

    /** Whether no testing device that is up fails a check. */
    boolean isEmpty() {
        return failing.isEmpty();
    }

    private void collect() {
        for (TargetAssessment assessment : input.targetsWithProblems()) {
            if (assessment.target() instanceof DeviceId device
                    && input.topology.isTestingDevice(device)
                    && input.isUp(device)) {
                for (Finding finding : assessment.findings()) {
                    if (isFault(finding)) {
                        failing.computeIfAbsent(finding.check(), key -> new LinkedHashMap<>())
                                .put(device, finding);
                    }
                }
            }
        }
    }

    /** It fails, and weighs; silence has causes of its own. */
    static boolean isFault(Finding finding) {
        return finding.outcome() == CheckOutcome.FAIL
                && finding.severity() != Severity.ADVISORY
                && !CauseSearch.SILENCE_CHECKS.contains(finding.check());
    }

    /** A group that has an incident goes on while any of its members fails. */
    private void continueGroup(Incident incident) {
        Map<DeviceId, Finding> devices = failing.getOrDefault(incident.check(), Map.of());
        String id = incident.cause().id();
        Set<DeviceId> counted = new HashSet<>(incident.affected().devices());
        List<DeviceId> members = devices.keySet().stream()
                .filter(device -> counted.contains(device)
                        || attributes.of(device).stream().anyMatch(one -> id.equals(one.name() + "=" + one.value())))
                .toList();
        if (!members.isEmpty()) {
            add(incident.cause(), incident.check(), members);
        }
    }

    private void add(Cause cause, CheckId check, List<DeviceId> members) {
        Map<DeviceId, Finding> devices = failing.getOrDefault(check, Map.of());
        Finding first = devices.get(members.get(0));
        if (first != null) {
            groups.add(new SharedAttributeGroup(cause, check, first, members));
            explained.addAll(members);
            members.forEach(devices::remove);
        }
    }

    private void find(CheckId check, Map<DeviceId, Finding> devices) {
        while (devices.size() >= MIN_DEVICES) {
            Optional<Map.Entry<DeviceAttributes.DeviceAttribute, List<DeviceId>>> best = best(check, devices);
            if (best.isEmpty()) {
                return;
            }
            DeviceAttributes.DeviceAttribute attribute = best.get().getKey();
            add(
                    Cause.group(attribute.name(), attribute.value()),
                    check,
                    best.get().getValue());
        }
    }

    private Optional<Map.Entry<DeviceAttributes.DeviceAttribute, List<DeviceId>>> best(
            CheckId check, Map<DeviceId, Finding> devices) {
        Map<DeviceAttributes.DeviceAttribute, List<DeviceId>> sharers = new LinkedHashMap<>();
        Set<DeviceKind> kinds = new HashSet<>();
        devices.forEach((device, finding) -> {
            input.topology.device(device).map(Device::kind).ifPresent(kinds::add);
            for (DeviceAttributes.DeviceAttribute attribute : attributes.of(device)) {
                DeviceAttributes.DeviceAttribute ranked = isInEvidence(finding, attribute)
                        ? new DeviceAttributes.DeviceAttribute(attribute.name(), attribute.value(), -1)
                        : attribute;
                sharers.computeIfAbsent(ranked, key -> new ArrayList<>()).add(device);
            }
        });
        sharers.values().removeIf(members -> members.size() < MIN_DEVICES);
        if (sharers.isEmpty()) {
            return Optional.empty();
        }
        Comparator<Map.Entry<DeviceAttributes.DeviceAttribute, List<DeviceId>>> better =
                Comparator.comparing(entry -> -entry.getValue().size());
        return sharers.entrySet().stream()
                .sorted(Comparator.<Map.Entry<DeviceAttributes.DeviceAttribute, List<DeviceId>>, Boolean>comparing(
                                entry -> entry.getKey().rank() >= 0)
                        .thenComparing(better)
                        .thenComparing(entry -> entry.getKey().rank())
                        .thenComparing(entry -> entry.getKey().value()))
                .filter(entry -> !anyHealthy(check, kinds, entry.getKey()))
                .findFirst();
    }

    /** Whether the check itself rests on that attribute. */
    private static boolean isInEvidence(Finding finding, DeviceAttributes.DeviceAttribute attribute) {
        return finding.evidence().stream()
                .map(Evidence::signal)
                .anyMatch(signal -> signal.value().equals(attribute.name()));
    }

    /** Whether a device of these kinds that passes the check has the attribute too. */
    private boolean anyHealthy(CheckId check, Set<DeviceKind> kinds, DeviceAttributes.DeviceAttribute attribute) {
        for (Collection<DeviceId> some : attributes.sharers(kinds, attribute)) {
            for (DeviceId id : some) {
                boolean ofKind = input.topology
                        .device(id)
                        .filter(device -> kinds.contains(device.kind()) && attributes.has(device, attribute))
                        .isPresent();
                if (ofKind
                        && input.targetAssessment(id)
                                .filter(assessment -> CauseHealth.passes(assessment, check))
                                .isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }
}
