package org.firstbell.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.firstbell.model.MacAddress;
import org.firstbell.model.setup.DeviceKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Districts of six schools and some five hundred devices as they are: switches and access points without LLDP, hubs under
 * desks that put a whole row of computers on one port, tables that have aged, and routers that know their own school only.
 */
class DirtyDistrictTest {
    private static final int UP = 4_900;

    private final Map<String, String> truth = new HashMap<>();
    private final Map<String, DeviceKind> kinds = new HashMap<>();
    private final Map<String, MacAddress> macs = new HashMap<>();
    private final Map<String, Integer> portAbove = new HashMap<>();
    private final Map<String, Integer> schools = new HashMap<>();
    private final Set<String> mute = new HashSet<>();
    private final List<String> order = new ArrayList<>();
    private final Map<String, Integer> used = new HashMap<>();

    private String add(DeviceKind kind, String uplink, int school) {
        int n = order.size();
        String key = "10." + school + "." + n / 250 + "." + (n % 250 + 1);
        order.add(key);
        kinds.put(key, kind);
        schools.put(key, school);
        macs.put(key, MacAddress.of(new byte[] {0, 0x14, 0x22, 0, (byte) (n >> 8), (byte) n}));
        if (!uplink.isEmpty()) {
            truth.put(key, uplink);
            portAbove.put(key, 100 + used.merge(uplink, 1, Integer::sum));
        }
        return key;
    }

    private void draw(Random random) {
        String district = add(DeviceKind.SWITCH, "", 0);
        for (int school = 1; school <= 6; school++) {
            String core = add(DeviceKind.SWITCH, district, school);
            List<String> switches = new ArrayList<>();
            for (int i = 0; i < 3 + random.nextInt(4); i++) {
                switches.add(add(DeviceKind.SWITCH, core, school));
            }
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                switches.add(add(DeviceKind.SWITCH, switches.get(random.nextInt(switches.size())), school));
            }
            List<String> units = new ArrayList<>();
            for (int i = 0; i < 8 + random.nextInt(8); i++) {
                units.add(add(DeviceKind.ACCESS_POINT, any(switches, random), school));
            }
            for (int i = 0; i < 40 + random.nextInt(30); i++) {
                add(DeviceKind.COMPUTER, any(switches, random), school);
            }
            for (int i = 0; i < 15; i++) {
                add(DeviceKind.TABLET, any(units, random), school);
            }
            hub(any(switches, random), school);
            for (String one : List.copyOf(switches)) {
                if (random.nextInt(7) == 0) {
                    mute.add(one);
                }
            }
            units.stream().filter(one -> random.nextInt(4) == 0).forEach(mute::add);
        }
    }

    private static String any(List<String> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    /** A row of computers behind one port. */
    private void hub(String on, int school) {
        String first = add(DeviceKind.COMPUTER, on, school);
        for (int i = 0; i < 7; i++) {
            portAbove.put(add(DeviceKind.COMPUTER, on, school), portAbove.get(first));
        }
    }

    private int port(String here, String other) {
        String at = other;
        while (truth.containsKey(at)) {
            if (truth.get(at).equals(here)) {
                return portAbove.get(at);
            }
            at = truth.get(at);
        }
        return UP;
    }

    private NetworkNode told(String key, double aged, Random random) {
        boolean carries = kinds.get(key) == DeviceKind.SWITCH;
        Map<Integer, Set<MacAddress>> forwarding = new HashMap<>();
        List<NetworkNode.HeardNeighbour> neighbours = new ArrayList<>();
        Map<String, MacAddress> arp = new HashMap<>();
        for (String other : order) {
            // What is above a school's own router is not seen by its switches, but for that router.
            boolean near = schools.get(other).equals(schools.get(key)) || (carries && schools.get(key) == 0);
            if (!carries || other.equals(key) || (!near && schools.get(other) != 0)) {
                continue;
            }
            if (random.nextDouble() >= aged) {
                forwarding
                        .computeIfAbsent(port(key, other), none -> new HashSet<>())
                        .add(macs.get(other));
            }
            if (schools.get(truth.getOrDefault(key, key)) == 0
                    && schools.get(other).equals(schools.get(key))) {
                arp.put(other, macs.get(other));
            }
            boolean linked = key.equals(truth.get(other)) || other.equals(truth.get(key));
            boolean speaks = kinds.get(other) == DeviceKind.SWITCH || kinds.get(other) == DeviceKind.ACCESS_POINT;
            if (linked && speaks && !mute.contains(key) && !mute.contains(other)) {
                neighbours.add(new NetworkNode.HeardNeighbour(
                        port(key, other), Optional.of(macs.get(other)), other, Optional.empty()));
            }
        }
        boolean tells = kinds.get(key) != DeviceKind.TABLET;
        return new NetworkNode(
                key, kinds.get(key), key, tells ? Set.of(macs.get(key)) : Set.of(), neighbours, forwarding, arp);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void uplinks_ofADirtyDistrict_areMostlyFound_andAwayFromItsMiddle(long seed) {
        Random random = new Random(seed);
        draw(random);
        Map<String, UplinkInference.InferredUplink> found = UplinkInference.infer(
                order.stream().map(key -> told(key, 0.02, random)).toList());
        List<String> wrong = truth.entrySet().stream()
                .filter(link -> !found.containsKey(link.getKey())
                        || !found.get(link.getKey()).key().equals(link.getValue()))
                .map(link -> kinds.get(link.getKey()) + " " + link + " found " + found.get(link.getKey())
                        + (mute.contains(link.getKey()) ? " mute" : ""))
                .toList();
        assertThat(order).hasSizeGreaterThan(400);
        assertThat(found).as("seed " + seed).doesNotContainKey(order.get(0));
        assertThat(1 - (double) wrong.size() / truth.size())
                .as("seed %d: %s", seed, wrong)
                .isGreaterThanOrEqualTo(0.95);
    }
}
