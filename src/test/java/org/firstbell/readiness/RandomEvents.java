package org.firstbell.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ServiceKind;

/** A random school and what befalls it, from a seed. The same seed gives the same school and the same events. */
final class RandomEvents {
    private final Random random;
    private final List<String> asked = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private int computers;
    private int chromebooks;

    RandomEvents(long seed) {
        this.random = new Random(seed);
    }

    /** A school of a few switches, Wi-Fi boxes, a lab, a cart, services, and two sessions. */
    SimulatedSchool school() {
        SimulatedSchool morning = new SimulatedSchool().packs().device("core", DeviceKind.SWITCH, "");
        asked.add("core");
        int switches = 1 + random.nextInt(3);
        for (int i = 1; i <= switches; i++) {
            morning.device("sw-" + i, DeviceKind.SWITCH, "", i > 1 && random.nextBoolean() ? "sw-1" : "core");
            asked.add("sw-" + i);
        }
        int boxes = 1 + random.nextInt(3);
        for (int i = 1; i <= boxes; i++) {
            morning.device("ap-" + i, DeviceKind.ACCESS_POINT, "room", "sw-" + (1 + random.nextInt(switches)));
            asked.add("ap-" + i);
            places.add("ap-" + i);
        }
        morning.device("wlc", DeviceKind.WLAN_CONTROLLER, "", TestDevices::sights, "core");
        asked.add("wlc");
        morning.device("cache", DeviceKind.CACHE_SERVER, "", "core");
        asked.add("cache");
        computers = 2 + random.nextInt(8);
        morning.computers("lab", computers, "sw-" + (1 + random.nextInt(switches)));
        for (int i = 1; i <= computers; i++) {
            asked.add("pc-" + i);
        }
        chromebooks = 2 + random.nextInt(8);
        morning.cart("cart", chromebooks, "ap-" + (1 + random.nextInt(boxes)));
        morning.service("edge", ServiceKind.VENDOR, SimulatedSchool.TESTNAV);
        asked.add("edge");
        for (int i = 1; i <= random.nextInt(3); i++) {
            morning.service("anchor-" + i, ServiceKind.INTERNET);
            asked.add("anchor-" + i);
        }
        morning.session(
                "lab",
                SimulatedSchool.TESTNAV,
                SimulatedSchool.hour("08:10"),
                0,
                morning.seating("lab", 1 + random.nextInt(computers)));
        morning.session(
                "cart",
                SimulatedSchool.INSIGHT,
                SimulatedSchool.hour("08:20"),
                random.nextInt(2),
                morning.seating("room", 1 + random.nextInt(chromebooks), "cart"));
        return morning;
    }

    /** Something that happens now. */
    Consumer<SimulatedSchool> event() {
        String id = asked.get(random.nextInt(asked.size()));
        switch (random.nextInt(12)) {
            case 0:
                return m -> m.misses(id);
            case 1:
                return m -> m.silent(id);
            case 2:
                double free = random.nextDouble() / 3;
                return m -> m.answers("cache", m.number("cache", "disk.free.ratio", free));
            case 3:
                int clients = random.nextInt(140);
                String box = places.get(random.nextInt(places.size()));
                return m -> m.answers(box, m.number(box, "wifi.clients", clients));
            case 4, 5:
                String place = places.get(random.nextInt(places.size()));
                int count = random.nextInt(chromebooks + 1);
                boolean whole = random.nextInt(5) > 0;
                return m -> m.table("wlc", place, whole, SimulatedSchool.names("cb-", 1, count));
            case 6:
                return m -> m.answers(id, m.version(id, "app.testnav.version", "1." + random.nextInt(14)));
            default:
                return m -> m.answers(id);
        }
    }

    /** Everything answers, most of the time. */
    List<Consumer<SimulatedSchool>> beat() {
        List<Consumer<SimulatedSchool>> events = new ArrayList<>();
        for (String id : asked) {
            if (random.nextInt(20) > 0) {
                events.add(m -> m.answers(id));
            }
        }
        String place = places.get(random.nextInt(places.size()));
        events.add(m -> m.tableOf(place, chromebooks));
        return events;
    }

    int seconds() {
        return 1 + random.nextInt(8);
    }

    boolean calm() {
        return random.nextInt(3) > 0;
    }

    Random random() {
        return random;
    }
}
