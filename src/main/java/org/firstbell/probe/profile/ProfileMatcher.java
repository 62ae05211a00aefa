package org.firstbell.probe.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.SnmpProfile;
import org.snmp4j.smi.OID;

/** A matcher of devices to families: by sysObjectID, sysDescr or kind, and then by one deciding query. */
public final class ProfileMatcher {
    /** The profile of what nothing recognises. */
    public static final String GENERIC_PROFILE = "snmp";

    /** Of sysServices (RFC 3418): the layers of bridges (2) and routers (4). */
    private static final int FORWARDING_LAYERS = 2 | 4;

    /** dot1dBase of BRIDGE-MIB (RFC 4188). */
    private static final String BRIDGE = "1.3.6.1.2.1.17.1";

    private static final String NO_IDENTITY_REASON = "nothing else marks its family";

    private final List<SnmpProfile> profiles;
    private final CompiledProfiles compiledProfiles = new CompiledProfiles();

    public ProfileMatcher(List<SnmpProfile> profiles) {
        this.profiles = List.copyOf(profiles);
    }

    /**
     * A family that it may be, and why.
     *
     * @param decidingObject the object that decides, unless what it says of itself was clear already
     */
    public record PossibleProfile(SnmpProfile profile, int weight, String reason, Optional<String> decidingObject) {}

    /** The families' questions made ready, shared by all their devices. */
    public CompiledProfiles compiledProfiles() {
        return compiledProfiles;
    }

    public Optional<SnmpProfile> findProfile(String id) {
        return profiles.stream().filter(profile -> profile.id().equals(id)).findFirst();
    }

    /** The subtree that a deciding question asks for: an object in it in whatever row, or the scalar itself. */
    public static OID subtree(String asks) {
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
    public List<PossibleProfile> possibleProfiles(
            String objectId, String description, String services, Optional<DeviceKind> kind) {
        boolean counted = services.matches("\\d{1,3}");
        boolean forwards = counted && (Integer.parseInt(services) & FORWARDING_LAYERS) != 0;
        List<PossibleProfile> fitting = new ArrayList<>();
        for (SnmpProfile profile : profiles) {
            SnmpProfile.ProfileMatch match = profile.match();
            int longest = longestPrefix(match, objectId);
            boolean described = match.description()
                    .filter(pattern ->
                            Pattern.compile(pattern).matcher(description).find())
                    .isPresent();
            boolean ofKind =
                    kind.filter(k -> match.kinds().contains(k.keyword())).isPresent();
            boolean otherKind = kind.isPresent() && !ofKind && !match.kinds().isEmpty();
            if (match.requiresBoth() && !(longest > 0 && described)) {
                continue;
            }
            if (longest > 0) {
                int weight = otherKind ? 90 : 1_000 + 10 * longest + (match.requiresBoth() ? 8 : 0) + (ofKind ? 5 : 0);
                String identity = "its sysObjectID is " + objectId;
                fitting.add(
                        described
                                ? new PossibleProfile(
                                        profile, weight, identity + " and its sysDescr fits", Optional.empty())
                                : new PossibleProfile(profile, weight, identity, match.decidingObject()));
            } else if (described) {
                // Where there is no sysObjectID, sysDescr is all that can mark it.
                Optional<String> asks = objectId.isEmpty() ? Optional.empty() : match.decidingObject();
                fitting.add(new PossibleProfile(
                        profile, otherKind ? 80 : 500 + (ofKind ? 5 : 0), "its sysDescr fits", asks));
            } else if (ofKind) {
                fitting.add(new PossibleProfile(
                        profile, 100, "it is a " + kind.get().keyword(), match.decidingObject()));
            } else if (kind.isEmpty() && match.decidingObject().isPresent()) {
                withoutIdentity(profile, counted, forwards).ifPresent(fitting::add);
            }
        }
        // What is listed later is more special, or the school's own: it comes first among equals.
        Collections.reverse(fitting);
        fitting.sort(Comparator.comparingInt(PossibleProfile::weight).reversed());
        return fitting;
    }

    /** The longest of a family's identities that this one begins with, in letters; 0 for none. */
    private static int longestPrefix(SnmpProfile.ProfileMatch match, String objectId) {
        return match.objectIds().stream()
                .filter(prefix -> objectId.equals(prefix) || objectId.startsWith(prefix + "."))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /** A family whose deciding object alone may mark it; for a switch it must forward, as it says or as its bridge shows. */
    private static Optional<PossibleProfile> withoutIdentity(SnmpProfile profile, boolean counted, boolean forwards) {
        if (!profile.match().kinds().contains(DeviceKind.SWITCH.keyword())) {
            return Optional.of(new PossibleProfile(
                    profile, 50, NO_IDENTITY_REASON, profile.match().decidingObject()));
        }
        if (forwards) {
            return Optional.of(new PossibleProfile(
                    profile,
                    60,
                    "its sysServices is that of a bridge or router",
                    profile.match().decidingObject()));
        }
        return counted
                ? Optional.empty()
                : Optional.of(new PossibleProfile(profile, 40, NO_IDENTITY_REASON, Optional.of(BRIDGE)));
    }
}
