package org.firstbell.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.SnmpProfile;

/** Which family a device is of: by sysObjectID, sysDescr or kind, and then by one deciding question. */
final class Identification {
    /** The profile of what nothing recognises. */
    static final String ANY = "snmp";

    private final List<SnmpProfile> profiles;

    Identification(List<SnmpProfile> profiles) {
        this.profiles = List.copyOf(profiles);
    }

    /** A family that it may be, and why. */
    record Candidate(SnmpProfile profile, int weight, String why) {}

    Optional<SnmpProfile> named(String id) {
        return profiles.stream().filter(profile -> profile.id().equals(id)).findFirst();
    }

    /** Families that fit, the likeliest first; those with a deciding object still have to be asked for it. */
    List<Candidate> candidates(String objectId, String description, Optional<DeviceKind> kind) {
        List<Candidate> fitting = new ArrayList<>();
        for (SnmpProfile profile : profiles) {
            SnmpProfile.Match match = profile.match();
            int longest = match.objectIds().stream()
                    .filter(prefix -> objectId.equals(prefix) || objectId.startsWith(prefix + "."))
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            boolean described = match.description()
                    .filter(pattern -> Pattern.compile(pattern).matcher(description).find())
                    .isPresent();
            boolean ofKind = kind.filter(k -> match.kinds().contains(k.word())).isPresent();
            if (longest > 0) {
                fitting.add(new Candidate(
                        profile, 1_000 + 10 * longest + (ofKind ? 5 : 0), "its sysObjectID is " + objectId));
            } else if (described) {
                fitting.add(new Candidate(profile, 500 + (ofKind ? 5 : 0), "its sysDescr fits"));
            } else if (ofKind) {
                fitting.add(new Candidate(profile, 100, "it is a " + kind.get().word()));
            } else if (kind.isEmpty() && !match.kinds().isEmpty() && match.asks().isPresent()) {
                fitting.add(new Candidate(profile, 50, "it answers " + match.asks().get()));
            }
        }
        fitting.sort(Comparator.comparingInt(Candidate::weight).reversed());
        return fitting;
    }
}
