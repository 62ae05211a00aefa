package org.firstbell.incident;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;

/**
 * The search for an attribute that silent testing devices of several rooms share and no answering one has, such as an app
 * version or an access point: the one cause of what would else be an incident for each room. Made for one search.
 */
final class SilentAttributeSearch {
    /** Fewer are a coincidence. */
    private static final int MIN_DEVICES = 3;

    /** Silent devices with an attribute that they share. */
    record SilentGroup(Cause cause, Set<DeviceId> members) {
        SilentGroup {
            members = Set.copyOf(members);
        }
    }

    private final SearchInput input;
    private final DeviceAttributes attributes;

    SilentAttributeSearch(SearchInput input, DeviceAttributes attributes) {
        this.input = input;
        this.attributes = attributes;
    }

    /**
     * The groups that explain some of the silent devices, the largest first.
     *
     * @param openGroups open incidents of silent devices that share an attribute; they go on while a member is silent
     */
    List<SilentGroup> groups(Set<DeviceId> silent, Collection<Incident> openGroups) {
        List<SilentGroup> groups = new ArrayList<>();
        Set<DeviceId> left = new LinkedHashSet<>(silent);
        for (Incident open : openGroups) {
            Set<DeviceId> members = new LinkedHashSet<>(open.affected().devices());
            members.retainAll(left);
            if (!members.isEmpty()) {
                groups.add(new SilentGroup(open.cause(), members));
                left.removeAll(members);
            }
        }
        Optional<SilentGroup> best = best(left);
        while (best.isPresent()) {
            groups.add(best.get());
            left.removeAll(best.get().members());
            best = best(left);
        }
        return groups;
    }

    private Optional<SilentGroup> best(Set<DeviceId> silent) {
        if (silent.size() < MIN_DEVICES) {
            return Optional.empty();
        }
        Map<DeviceAttributes.DeviceAttribute, Set<DeviceId>> sharers = new LinkedHashMap<>();
        for (DeviceId device : silent) {
            for (DeviceAttributes.DeviceAttribute attribute : attributes.of(device)) {
                sharers.computeIfAbsent(attribute, key -> new LinkedHashSet<>()).add(device);
            }
        }
        return sharers.entrySet().stream()
                .filter(entry -> entry.getValue().size() >= MIN_DEVICES && spansRooms(entry.getValue()))
                .sorted(Comparator.comparing((Map.Entry<DeviceAttributes.DeviceAttribute, Set<DeviceId>> entry) ->
                                -entry.getValue().size())
                        .thenComparing(entry -> entry.getKey().rank())
                        .thenComparing(entry -> entry.getKey().value()))
                .filter(entry -> !anyAnswers(entry.getValue(), entry.getKey()))
                .map(entry -> new SilentGroup(
                        Cause.group(entry.getKey().name(), entry.getKey().value()), entry.getValue()))
                .findFirst();
    }

    /** No room holds them all, so that the room is no better name for what they share. */
    private boolean spansRooms(Set<DeviceId> devices) {
        Set<RoomId> common = null;
        for (DeviceId id : devices) {
            Set<RoomId> rooms =
                    new HashSet<>(input.topology.device(id).map(Device::rooms).orElse(List.of()));
            if (common == null) {
                common = rooms;
            } else {
                common.retainAll(rooms);
            }
        }
        return common != null && common.isEmpty();
    }

    private boolean anyAnswers(Set<DeviceId> devices, DeviceAttributes.DeviceAttribute attribute) {
        Set<DeviceKind> kinds = new HashSet<>();
        devices.forEach(id -> input.topology.device(id).map(Device::kind).ifPresent(kinds::add));
        return attributes.sharers(kinds, attribute).stream()
                .flatMap(Collection::stream)
                .filter(id -> !devices.contains(id) && !input.isDown(id))
                .anyMatch(id -> input.topology
                        .device(id)
                        .filter(device -> kinds.contains(device.kind()) && attributes.has(device, attribute))
                        .isPresent());
    }
}
