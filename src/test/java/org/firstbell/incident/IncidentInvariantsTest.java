package org.firstbell.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.firstbell.model.DeviceId;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ServiceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What must hold of incidents whatever is plugged into what and whatever fails in which order (contract §5). Each seed
 * makes a school and a morning of faults; a morning that breaks a rule is cut down to the fewest faults that still do.
 */
class IncidentInvariantsTest {
    /** How long a confirmed failure may be without an incident: the looks at what it hangs on, and a settle time. */
    private static final Duration UNCOVERED_AT_MOST = Duration.ofSeconds(75);

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 40);
    }

    private record Fault(String id, int after, int lasts) {}

    private record Morning(int seed, List<String> carriers, Map<String, String> uplinks, List<Fault> faults) {}

    private static Morning morning(int seed) {
        Random random = new Random(seed);
        List<String> carriers = new ArrayList<>();
        Map<String, String> uplinks = new HashMap<>();
        int switches = 2 + random.nextInt(4);
        for (int i = 0; i < switches; i++) {
            String id = "sw-" + i;
            uplinks.put(id, i == 0 ? "" : carriers.get(random.nextInt(carriers.size())));
            carriers.add(id);
        }
        int seats = 4 + random.nextInt(12);
        for (int i = 0; i < seats; i++) {
            uplinks.put("pc-" + i, carriers.get(random.nextInt(carriers.size())));
        }
        List<String> all = new ArrayList<>(uplinks.keySet());
        all.add("edge");
        all.add("internet");
        all.sort(String::compareTo);
        List<Fault> faults = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            faults.add(new Fault(all.get(random.nextInt(all.size())), random.nextInt(240), 1 + random.nextInt(300)));
        }
        return new Morning(seed, carriers, uplinks, faults);
    }

    private static SchoolDay school(Morning morning, int students) {
        SchoolDay day = new SchoolDay();
        morning.carriers().forEach(id -> day.device(id, DeviceKind.SWITCH, "", up(morning, id)));
        morning.uplinks().keySet().stream()
                .filter(id -> id.startsWith("pc-"))
                .sorted()
                .forEach(id -> day.device(id, DeviceKind.COMPUTER, "lab", up(morning, id)));
        return day.service("edge", ServiceKind.VENDOR)
                .service("anchor-1", ServiceKind.INTERNET)
                .service("anchor-2", ServiceKind.INTERNET)
                .session("ela", "lab", students, "08:30");
    }

    private static String[] up(Morning morning, String id) {
        String uplink = morning.uplinks().getOrDefault(id, "");
        return uplink.isEmpty() ? new String[0] : new String[] {uplink};
    }

    /** The broken rule, or nothing. */
    private static String run(Morning morning, int restartAt) {
        int seats = (int) morning.uplinks().keySet().stream()
                .filter(id -> id.startsWith("pc-"))
                .count();
        SchoolDay day = school(morning, Math.max(1, seats - morning.seed() % 3)).begin("08:40");
        Watch watch = new Watch(day);
        day.watch = watch::look;
        try {
            day.run(60);
            for (int second = 0; second < 600; second++) {
                for (Fault fault : morning.faults()) {
                    if (fault.after() == second) {
                        day.kill(fault.id());
                    }
                    if (fault.after() + fault.lasts() == second) {
                        day.revive(fault.id());
                    }
                }
                if (second == restartAt) {
                    day.restart();
                    watch.forget();
                }
                day.run(1);
            }
            day.revive(morning.faults().stream().map(Fault::id).toArray(String[]::new))
                    .run(480);
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
        if (!watch.broken.isEmpty()) {
            return watch.broken;
        }
        if (!day.allWell()) {
            return "not everything came back: " + day.downDevices();
        }
        if (!day.incidents.open().isEmpty()) {
            return "open though all is well: " + day.incidents.open();
        }
        Set<Long> opened = new HashSet<>();
        Set<Long> ended = new HashSet<>();
        for (IncidentEvent event : day.events) {
            if (event instanceof IncidentEvent.Opened) {
                opened.add(event.incident().number());
            } else if (event instanceof IncidentEvent.Resolved || event instanceof IncidentEvent.Merged) {
                ended.add(event.incident().number());
            }
        }
        return opened.equals(ended) ? "" : "bad news without good news: " + opened + " and " + ended;
    }

    /** Looks after each step. */
    private static final class Watch {
        private final SchoolDay day;
        private final Map<DeviceId, Instant> uncoveredSince = new HashMap<>();
        private String broken = "";

        private Watch(SchoolDay day) {
            this.day = day;
        }

        private void forget() {
            uncoveredSince.clear();
        }

        private void look() {
            List<Cause> causes = day.causes();
            if (new HashSet<>(causes).size() != causes.size()) {
                broken = day.now + ": two open incidents of one cause: " + causes;
            }
            Set<DeviceId> down = day.downDevices();
            uncoveredSince.keySet().retainAll(down);
            for (DeviceId device : down) {
                if (covered(device)) {
                    uncoveredSince.remove(device);
                } else if (uncoveredSince
                        .computeIfAbsent(device, key -> day.now)
                        .isBefore(day.now.minus(UNCOVERED_AT_MOST))) {
                    broken = day.now + ": " + device + " fails and no incident says so: " + day.causes();
                }
            }
        }

        private boolean covered(DeviceId device) {
            for (Incident incident : day.incidents.open()) {
                if (incident.cause().equals(Cause.MONITOR)
                        || incident.cause().equals(Cause.of(device))
                        || incident.affected().devices().contains(device)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static Morning smallest(Morning morning, int restartAt) {
        Morning small = morning;
        boolean smaller = true;
        while (smaller && small.faults().size() > 1) {
            smaller = false;
            for (Fault fault : small.faults()) {
                List<Fault> fewer = new ArrayList<>(small.faults());
                fewer.remove(fault);
                Morning candidate = new Morning(small.seed(), small.carriers(), small.uplinks(), fewer);
                if (!run(candidate, restartAt).isEmpty()) {
                    small = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return small;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void incidents_whateverFails_keepTheirInvariants(int seed) {
        holds(morning(seed), -1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void incidents_restartedInTheMiddle_keepTheirInvariants(int seed) {
        holds(morning(seed), new Random(seed).nextInt(600));
    }

    private static void holds(Morning morning, int restartAt) {
        String broken = run(morning, restartAt);
        if (!broken.isEmpty()) {
            Morning small = smallest(morning, restartAt);
            throw new AssertionError("seed " + morning.seed() + ", restart at " + restartAt + ": "
                    + run(small, restartAt) + "\nsmallest: " + small);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void carrier_thatAloneFails_isTheOneIncident(int seed) {
        Random random = new Random(seed);
        Morning plain = morning(seed);
        String carrier = plain.carriers().get(random.nextInt(plain.carriers().size()));
        SchoolDay day = school(plain, 3).begin("08:40").run(60 + random.nextInt(5) + random.nextDouble());

        day.kill(carrier).run(15 + random.nextInt(200)).revive(carrier).run(300);

        assertThat(day.opened()).as("seed %s: %s", seed, plain).containsExactly(carrier);
        assertThat(day.incidents.open()).isEmpty();
    }

    @Test
    void incidents_ofTheSameMorning_areTheSame() {
        SchoolDay one = school(morning(3), 4).begin("08:40");
        SchoolDay other = school(morning(3), 4).begin("08:40");
        for (SchoolDay day : List.of(one, other)) {
            day.run(60)
                    .kill("sw-0", "edge")
                    .run(40)
                    .revive("sw-0")
                    .run(100)
                    .revive("edge")
                    .run(100);
        }
        assertThat(one.events).isNotEmpty().isEqualTo(other.events);
    }
}
