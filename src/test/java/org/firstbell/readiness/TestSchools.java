package org.firstbell.readiness;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.SignalName;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ServiceKind;

/** Schools that many tests begin with. */
public final class TestSchools {
    private TestSchools() {}

    /** Core switch, two more, two Wi-Fi boxes, a controller that sights, a test cache, TestNav's edge, two anchors. */
    static SimulatedSchool network() {
        return new SimulatedSchool()
                .packs()
                .device("core", DeviceKind.SWITCH, "")
                .device("sw-2", DeviceKind.SWITCH, "", "core")
                .device("sw-3", DeviceKind.SWITCH, "", "core")
                .device("ap-2", DeviceKind.ACCESS_POINT, "lab", "sw-2")
                .device("ap-3", DeviceKind.ACCESS_POINT, "room", "sw-3")
                .device("wlc", DeviceKind.WLAN_CONTROLLER, "", TestDevices::sights, "core")
                .device("cache", DeviceKind.CACHE_SERVER, "", TestSchools.cache(Optional.empty()), "core")
                .service("edge", ServiceKind.VENDOR, SimulatedSchool.TESTNAV)
                .service("anchor-1", ServiceKind.INTERNET)
                .service("anchor-2", ServiceKind.INTERNET);
    }

    static java.util.function.UnaryOperator<org.firstbell.model.setup.Device> cache(Optional<Boolean> required) {
        return TestDevices.with(Set.of(SimulatedSchool.TESTNAV), required, Map.<SignalName, Double>of());
    }

    /** A lab of 30 computers behind sw-2, for a session of 28 at 9:00. */
    static SimulatedSchool lab() {
        return network().computers("lab", 30, "sw-2").session("ela", SimulatedSchool.TESTNAV, "lab", 28);
    }

    /** A cart of 30 Chromebooks known by sighting, at home on ap-3, for a session of 24 in a room at 9:00. */
    public static SimulatedSchool cart() {
        return network().cart("cart-b", 30, "ap-3").session("ela", SimulatedSchool.TESTNAV, "room", 24, "cart-b");
    }

    /** Begun, with all that is asked answering. */
    static SimulatedSchool ready(SimulatedSchool school) {
        return school.begin().allAnswer().pass(1);
    }

    /** The cart open, in two whole tables. */
    public static SimulatedSchool open(SimulatedSchool school) {
        school.begin().allAnswer();
        school.table("wlc", "ap-3", SimulatedSchool.names("cb-", 1, 30));
        return school.keep(30).tableOf("ap-3", 30).pass(1);
    }
}
