package org.firstbell.model.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.firstbell.model.DeviceId;
import org.junit.jupiter.api.Test;

class InventoryTest {
    private static final int MANY = 5_000;

    private static Device computer(String id, String uplink) {
        return DeviceBuilder.device(id, DeviceKind.COMPUTER).uplinks(uplink).build();
    }

    /** Each hangs on the one before it, and the first on one that is not there. */
    private static List<Device> chain() {
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            devices.add(computer("pc-" + i, i == 0 ? "gone" : "pc-" + (i - 1)));
        }
        return devices;
    }

    private static Inventory of(List<Device> devices) {
        return new Inventory(List.of(), List.of(), devices, List.of());
    }

    @Test
    void inventory_ofManyDevices_findsEachByItsIdInItsPlace() {
        List<Device> devices = chain();

        Inventory inventory = of(devices);

        for (int i = 0; i < devices.size(); i++) {
            DeviceId id = new DeviceId("pc-" + i);
            assertThat(inventory.device(id)).containsSame(devices.get(i));
            assertThat(inventory.indexOf(id)).isEqualTo(i);
        }
        assertThat(inventory.device(new DeviceId("pc-5000"))).isEmpty();
        assertThat(inventory.indexOf(new DeviceId("pc-5000"))).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void topology_ofManyDevices_knowsWhatHangsOnWhat_andNothingOfUplinksThatAreNotThere() {
        Topology topology = of(chain()).topology();

        assertThat(topology.roots()).containsExactly(new DeviceId("pc-0"));
        assertThat(topology.uplinks(new DeviceId("pc-0"))).isEmpty();
        assertThat(topology.uplinks(new DeviceId("pc-1"))).containsExactly(new DeviceId("pc-0"));
        assertThat(topology.uplinks(new DeviceId("gone"))).isEmpty();
        assertThat(topology.downstream(new DeviceId("gone"))).isEmpty();
        assertThat(topology.downstream(new DeviceId("pc-4997")))
                .containsExactly(new DeviceId("pc-4998"), new DeviceId("pc-4999"));
        assertThat(topology.upstream(new DeviceId("pc-2"))).containsExactly(new DeviceId("pc-1"), new DeviceId("pc-0"));
    }

    @Test
    void thingsByDevice_areKeptForEach_andForNoneThatIsNotThere() {
        DeviceMap<String> names = of(chain()).newDeviceMap();
        DeviceId last = new DeviceId("pc-4999");
        DeviceId stranger = new DeviceId("pc-5000");

        assertThat(names.get(last)).isNull();
        assertThat(names.get(last, "nobody")).isEqualTo("nobody");
        assertThat(names.put(last, "first")).isTrue();
        assertThat(names.put(last, "last")).isTrue();
        assertThat(names.put(stranger, "stranger")).isFalse();
        assertThat(names.get(last, "nobody")).isEqualTo("last");
        assertThat(names.get(new DeviceId("pc-0"))).isNull();
        assertThat(names.get(stranger, "nobody")).isEqualTo("nobody");
    }

    @Test
    void device_namedTwice_isKeptOnceAtThePlaceOfTheFirst() {
        Device again = computer("pc-0", "pc-1");
        Inventory inventory = of(List.of(computer("pc-0", "gone"), computer("pc-1", "gone"), again));
        DeviceMap<String> names = inventory.newDeviceMap();

        assertThat(inventory.devices()).hasSize(2);
        assertThat(inventory.device(new DeviceId("pc-0"))).containsSame(again);
        assertThat(inventory.topology().uplinks(new DeviceId("pc-0"))).containsExactly(new DeviceId("pc-1"));
        assertThat(names.put(new DeviceId("pc-1"), "one")).isTrue();
    }
}
