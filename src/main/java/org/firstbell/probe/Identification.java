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

    /** Of sysServices (RFC 3418): the layers of bridges (2) and routers (4). */
    private static final int FORWARDS = 2 | 4;

    /** dot1dBase of BRIDGE-MIB (RFC 4188). */
    private static final String BRIDGE = "1.3.6.1.2.1.17.1";

    private static final String UNMARKED = "nothing else marks its family";

    private final List<SnmpProfile> profiles;
    private final Scripts scripts = new Scripts();

    Identification(List<SnmpProfile> profiles) {
        this.profiles = List.copyOf(profiles);
    }

    /**
     * A family that it may be, and why.
     *
     * @param asks the object that decides, unless what it says of itself was clear already
     */
    record Candidate(SnmpProfile profile, int weight, String why, Optional<String> asks) {}

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
     * @param services sysServices, which tells bridges and routers among devices of unknown kind
     */
    List<Candidate> candidates(String objectId, String description, String services, Optional<DeviceKind> kind) {
        boolean counted = services.matches("\\d{1,3}");
        boolean forwards = counted && (Integer.parseInt(services) & FORWARDS) != 0;
        List<Candidate> fitting = new ArrayList<>();
        for (SnmpProfile profile : profiles) {
            SnmpProfile.Match match = profile.match();
            int longest = longest(match, objectId);
            boolean described = match.description()
                    .filter(pattern ->
                            Pattern.compile(pattern).matcher(description).find())
                    .isPresent();
            boolean ofKind = kind.filter(k -> match.kinds().contains(k.word())).isPresent();
            boolean otherKind = kind.isPresent() && !ofKind && !match.kinds().isEmpty();
            if (match.both() && !(longest > 0 && described)) {
                continue;
            }
            if (longest > 0) {
                int weight = otherKind ? 90 : 1_000 + 10 * longest + (match.both() ? 8 : 0) + (ofKind ? 5 : 0);
                String identity = "its sysObjectID is " + objectId;
                fitting.add(
                        described
                                ? new Candidate(profile, weight, identity + " and its sysDescr fits", Optional.empty())
                                : new Candidate(profile, weight, identity, match.asks()));
            } else if (described) {
                // Where there is no sysObjectID, sysDescr is all that can mark it.
                Optional<String> asks = objectId.isEmpty() ? Optional.empty() : match.asks();
                fitting.add(new Candidate(profile, otherKind ? 80 : 500 + (ofKind ? 5 : 0), "its sysDescr fits", asks));
            } else if (ofKind) {
                fitting.add(new Candidate(profile, 100, "it is a " + kind.get().word(), match.asks()));
            } else if (kind.isEmpty() && match.asks().isPresent()) {
                unmarked(profile, counted, forwards).ifPresent(fitting::add);
            }
        }
        // What is listed later is more special, or the school's own: it comes first among equals.
        Collections.reverse(fitting);
        fitting.sort(Comparator.comparingInt(Candidate::weight).reversed());
        return fitting;
    }

    /** The longest of a family's identities that this one begins with, in letters; 0 for none. */
    private static int longest(SnmpProfile.Match match, String objectId) {
        return match.objectIds().stream()
                .filter(prefix -> objectId.equals(prefix) || objectId.startsWith(prefix + "."))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /** A family whose deciding object alone may mark it; for a switch it must forward, as it says or as its bridge shows. */
    private static Optional<Candidate> unmarked(SnmpProfile profile, boolean counted, boolean forwards) {
        if (!profile.match().kinds().contains(DeviceKind.SWITCH.word())) {
            return Optional.of(
                    new Candidate(profile, 50, UNMARKED, profile.match().asks()));
        }
        if (forwards) {
            return Optional.of(new Candidate(
                    profile,
                    60,
                    "its sysServices is that of a bridge or router",
                    profile.match().asks()));
        }
        return counted ? Optional.empty() : Optional.of(new Candidate(profile, 40, UNMARKED, Optional.of(BRIDGE)));
    }
}
