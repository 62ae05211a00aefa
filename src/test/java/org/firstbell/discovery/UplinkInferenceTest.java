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

/** Random school networks, drawn from a seed: what hangs on what is found again from what their switches tell. */
class UplinkInferenceTest {
    private final Map<String, String> truth = new HashMap<>();
    private final Map<String, DeviceKind> kinds = new HashMap<>();
    private final Map<String, MacAddress> macs = new HashMap<>();
    private final List<String> order = new ArrayList<>();

    private String add(DeviceKind kind, String uplink) {
        String key = "10.0." + order.size() / 200 + "." + (order.size() % 200 + 1);
        order.add(key);
        kinds.put(key, kind);
        int n = order.size();
        macs.put(key, MacAddress.of(new byte[] {0, 0x14, 0x22, 0, (byte) (n >> 8), (byte) n}));
        if (!uplink.isEmpty()) {
            truth.put(key, uplink);
        }
        return key;
    }

    private void draw(Random random) {
        String core = add(DeviceKind.SWITCH, "");
        List<String> switches = new ArrayList<>(List.of(core));
        int floors = 2 + random.nextInt(6);
        for (int i = 0; i < floors; i++) {
            switches.add(add(DeviceKind.SWITCH, core));
        }
        for (int i = 0; i < random.nextInt(4); i++) {
            switches.add(add(DeviceKind.SWITCH, switches.get(1 + random.nextInt(floors))));
        }
        List<String> units = new ArrayList<>();
        for (int i = 0; i < 3 + random.nextInt(20); i++) {
            units.add(add(DeviceKind.ACCESS_POINT, switches.get(1 + random.nextInt(switches.size() - 1))));
        }
        for (int i = 0; i < 20 + random.nextInt(150); i++) {
            boolean wireless = random.nextInt(5) == 0;
            add(
                    wireless ? DeviceKind.TABLET : DeviceKind.COMPUTER,
                    wireless ? units.get(random.nextInt(units.size())) : switches.get(random.nextInt(switches.size())));
        }
    }

    private boolean below(String key, String top) {
        Optional<String> at = Optional.of(key);
        while (at.isPresent()) {
            if (at.get().equals(top)) {
                return true;
            }
            at = Optional.ofNullable(truth.get(at.get()));
        }
        return false;
    }

    /** What one device tells; entries of forwarding tables age, and not every switch speaks LLDP. */
    private NetworkNode told(String key, boolean lldp, double aged, Random random) {
        Map<Integer, Set<MacAddress>> forwarding = new HashMap<>();
        List<NetworkNode.HeardNeighbour> neighbours = new ArrayList<>();
        boolean carries = kinds.get(key) == DeviceKind.SWITCH;
        Map<String, Integer> ports = new HashMap<>();
        for (String other : order) {
            if (key.equals(truth.get(other))) {
                ports.put(other, ports.size() + 1);
            }
        }
        int up = 49;
        if (carries) {
            for (String other : order) {
                if (other.equals(key) || random.nextDouble() < aged) {
                    continue;
                }
                int port = ports.entrySet().stream()
                        .filter(child -> below(other, child.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(up);
                forwarding.computeIfAbsent(port, none -> new HashSet<>()).add(macs.get(other));
            }
        }
        if (carries && lldp) {
            ports.forEach((child, port) -> {
                if (kinds.get(child) == DeviceKind.SWITCH || kinds.get(child) == DeviceKind.ACCESS_POINT) {
                    neighbours.add(new NetworkNode.HeardNeighbour(
                            port, Optional.of(macs.get(child)), child, Optional.empty()));
                }
            });
            Optional.ofNullable(truth.get(key))
                    .ifPresent(parent -> neighbours.add(new NetworkNode.HeardNeighbour(
                            up, Optional.of(macs.get(parent)), parent, Optional.empty())));
        }
        boolean tells = kinds.get(key) != DeviceKind.TABLET;
        Map<String, MacAddress> arp = truth.containsKey(key) ? Map.of() : macs;
        return new NetworkNode(
                key, kinds.get(key), key, tells ? Set.of(macs.get(key)) : Set.of(), neighbours, forwarding, arp);
    }

    private double share(Map<String, UplinkInference.InferredUplink> found) {
        long right = truth.entrySet().stream()
                .filter(link -> found.containsKey(link.getKey())
                        && found.get(link.getKey()).key().equals(link.getValue()))
                .count();
        return (double) right / truth.size();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void uplinks_ofSwitchesWithLldp_areAllFound(long seed) {
        Random random = new Random(seed);
        draw(random);
        Map<String, UplinkInference.InferredUplink> found = UplinkInference.infer(
                order.stream().map(key -> told(key, true, 0, random)).toList());
        assertThat(share(found)).as("seed " + seed).isEqualTo(1.0);
        assertThat(found).doesNotContainKey(order.get(0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void uplinks_withAgedTables_areMostlyFound(long seed) {
        Random random = new Random(seed);
        draw(random);
        Map<String, UplinkInference.InferredUplink> found = UplinkInference.infer(
                order.stream().map(key -> told(key, true, 0.02, random)).toList());
        assertThat(share(found)).as("seed " + seed).isGreaterThanOrEqualTo(0.95);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void uplinks_neverFormALoop_howeverLittleIsTold(long seed) {
        Random random = new Random(seed);
        draw(random);
        Map<String, UplinkInference.InferredUplink> found = UplinkInference.infer(order.stream()
                .map(key -> told(key, random.nextBoolean(), 0.5 * random.nextDouble(), random))
                .toList());
        for (String key : order) {
            Set<String> way = new HashSet<>();
            Optional<UplinkInference.InferredUplink> at = Optional.ofNullable(found.get(key));
            way.add(key);
            while (at.isPresent()) {
                assertThat(way.add(at.get().key()))
                        .as("seed %d: a loop at %s", seed, key)
                        .isTrue();
                at = Optional.ofNullable(found.get(at.get().key()));
            }
        }
    }
}
