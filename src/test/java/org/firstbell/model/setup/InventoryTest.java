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
            assertThat(inventory.place(id)).isEqualTo(i);
        }
        assertThat(inventory.device(new DeviceId("pc-5000"))).isEmpty();
        assertThat(inventory.place(new DeviceId("pc-5000"))).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void topology_ofManyDevices_knowsWhatHangsOnWhat_andNothingOfUplinksThatAreNotThere() {
        Topology topology = of(chain()).topology();

        assertThat(topology.roots()).containsExactly(new DeviceId("pc-0"));
        assertThat(topology.uplinks(new DeviceId("pc-0"))).isEmpty();
        assertThat(topology.uplinks(new DeviceId("pc-1"))).containsExactly(new DeviceId("pc-0"));
        assertThat(topology.uplinks(new DeviceId("gone"))).isEmpty();
        assertThat(topology.below(new DeviceId("gone"))).isEmpty();
        assertThat(topology.below(new DeviceId("pc-4997")))
                .containsExactly(new DeviceId("pc-4998"), new DeviceId("pc-4999"));
        assertThat(topology.above(new DeviceId("pc-2"))).containsExactly(new DeviceId("pc-1"), new DeviceId("pc-0"));
    }

    @Test
    void thingsByDevice_areKeptForEach_andForNoneThatIsNotThere() {
        ByDevice<String> names = of(chain()).byDevice();
        DeviceId last = new DeviceId("pc-4999");
        DeviceId stranger = new DeviceId("pc-5000");

        assertThat(names.find(last)).isNull();
        assertThat(names.find(last, "nobody")).isEqualTo("nobody");
        assertThat(names.put(last, "first")).isTrue();
        assertThat(names.put(last, "last")).isTrue();
        assertThat(names.put(stranger, "stranger")).isFalse();
        assertThat(names.find(last, "nobody")).isEqualTo("last");
        assertThat(names.find(new DeviceId("pc-0"))).isNull();
        assertThat(names.find(stranger, "nobody")).isEqualTo("nobody");
    }

    @Test
    void device_namedTwice_isKeptOnceAtThePlaceOfTheFirst() {
        Device again = computer("pc-0", "pc-1");
        Inventory inventory = of(List.of(computer("pc-0", "gone"), computer("pc-1", "gone"), again));
        ByDevice<String> names = inventory.byDevice();

        assertThat(inventory.devices()).hasSize(2);
        assertThat(inventory.device(new DeviceId("pc-0"))).containsSame(again);
        assertThat(inventory.topology().uplinks(new DeviceId("pc-0"))).containsExactly(new DeviceId("pc-1"));
        assertThat(names.put(new DeviceId("pc-1"), "one")).isTrue();
    }
}
