package org.firstbell.probe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.SnmpProfile;
import org.snmp4j.smi.OID;

/** Which family a device is of: by sysObjectID, sysDescr or kind, and then by one deciding question. */
final class Identification {
    /** The profile of what nothing recognises. */
    static final String ANY = "snmp";

    private static final int BRIDGE = 2;

    private final List<SnmpProfile> profiles;
    private final Scripts scripts = new Scripts();

    Identification(List<SnmpProfile> profiles) {
        this.profiles = List.copyOf(profiles);
    }

    /** A family that it may be, and why. */
    record Candidate(SnmpProfile profile, int weight, String why) {}

    /** The families' questions made ready, shared by all their devices. */
    Scripts scripts() {
        return scripts;
    }

    Optional<SnmpProfile> named(String id) {
        return profiles.stream().filter(profile -> profile.id().equals(id)).findFirst();
    }

    /** The subtree that a deciding question asks for: an object in it in whatever row, or the scalar itself. */
    static OID root(String asks) {
        OID oid = new OID(asks);
        return oid.last() == 0 ? oid.trim() : oid;
    }

    /**
     * Families that fit, the likeliest first; those with a deciding object still have to be asked for it. The kind that the
     * inventory gives outweighs an identity that many makers share: net-snmp's, which computers, switches and access points
     * tell alike.
     *
     * @param services sysServices (RFC 3418): 2 stands for a bridge, for devices of unknown kind
     */
    List<Candidate> candidates(String objectId, String description, String services, Optional<DeviceKind> kind) {
        boolean bridges = services.matches("\\d{1,3}") && (Integer.parseInt(services) & BRIDGE) != 0;
        List<Candidate> fitting = new ArrayList<>();
        for (SnmpProfile profile : profiles) {
            SnmpProfile.Match match = profile.match();
            int longest = match.objectIds().stream()
                    .filter(prefix -> objectId.equals(prefix) || objectId.startsWith(prefix + "."))
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            boolean described = match.description()
                    .filter(pattern ->
                            Pattern.compile(pattern).matcher(description).find())
                    .isPresent();
            boolean ofKind = kind.filter(k -> match.kinds().contains(k.word())).isPresent();
            boolean otherKind = kind.isPresent() && !ofKind && !match.kinds().isEmpty();
            if (longest > 0) {
                int weight = otherKind ? 90 : 1_000 + 10 * longest + (ofKind ? 5 : 0);
                fitting.add(new Candidate(profile, weight, "its sysObjectID is " + objectId));
            } else if (described) {
                fitting.add(new Candidate(profile, otherKind ? 80 : 500 + (ofKind ? 5 : 0), "its sysDescr fits"));
            } else if (ofKind) {
                fitting.add(new Candidate(profile, 100, "it is a " + kind.get().word()));
            } else if (kind.isEmpty() && match.asks().isPresent()) {
                boolean bridge = bridges && match.kinds().contains(DeviceKind.SWITCH.word());
                fitting.add(new Candidate(
                        profile,
                        bridge ? 60 : 50,
                        bridge ? "its sysServices is that of a bridge" : "nothing else marks its family"));
            }
        }
        // What is listed later is more special, or the school's own: it comes first among equals.
        Collections.reverse(fitting);
        fitting.sort(Comparator.comparingInt(Candidate::weight).reversed());
        return fitting;
    }
}
