package org.firstbell.probe.snmp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.SnmpProfile;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.profile.ProfileMatcher;
import org.firstbell.probe.snmp.client.SnmpClient;
import org.firstbell.probe.snmp.client.VariableConverter;
import org.firstbell.probe.snmp.transport.SnmpReply;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * One device's family being found: from what it says of itself, and by the deciding questions of the families that fit.
 * Confined to the polling loop.
 */
final class ProfileDetection {
    private static final OID SYS_DESCR = new OID("1.3.6.1.2.1.1.1.0");
    private static final OID SYS_OBJECT_ID = new OID("1.3.6.1.2.1.1.2.0");
    private static final OID SYS_SERVICES = new OID("1.3.6.1.2.1.1.7.0");

    /** What must be asked of a device first. */
    static final List<OID> IDENTITY_OBJECTS = List.of(SYS_DESCR, SYS_OBJECT_ID, SYS_SERVICES);

    private static final Duration DECIDING_TIMEOUT = Duration.ofMillis(1500);

    /** A deciding question that is lost so often is taken as unanswered for good. */
    private static final int MAX_LOST_REPLIES = 3;

    private final SnmpClient client;
    private final ProfileMatcher profileMatcher;
    private int lostReplies;

    /** The family it is, and why. */
    record DetectedProfile(SnmpProfile profile, String reason) {}

    ProfileDetection(SnmpClient client, ProfileMatcher families) {
        this.client = client;
        this.profileMatcher = families;
    }

    /**
     * Finds the family of a device that told its objects. The result comes once; empty when a deciding question was lost,
     * so that all should be asked again.
     */
    void detect(
            List<VariableBinding> told,
            Optional<DeviceKind> kind,
            Attempt attempt,
            Consumer<Optional<DetectedProfile>> done) {
        List<ProfileMatcher.PossibleProfile> fitting = profileMatcher.possibleProfiles(
                text(told, SYS_OBJECT_ID), text(told, SYS_DESCR), text(told, SYS_SERVICES), kind);
        decide(new ArrayDeque<>(fitting), attempt, done);
    }

    private static String text(List<VariableBinding> told, OID oid) {
        return told.stream()
                .filter(binding -> oid.equals(binding.getOid()) && VariableConverter.isPresent(binding.getVariable()))
                .map(binding -> VariableConverter.text(binding.getVariable()))
                .findFirst()
                .orElse("");
    }

    private void decide(
            Deque<ProfileMatcher.PossibleProfile> left, Attempt attempt, Consumer<Optional<DetectedProfile>> done) {
        ProfileMatcher.PossibleProfile next = left.poll();
        if (next == null) {
            done.accept(profileMatcher
                    .findProfile(ProfileMatcher.GENERIC_PROFILE)
                    .map(any -> new DetectedProfile(any, "nothing marks its family")));
            return;
        }
        Optional<String> deciding = next.decidingObject();
        if (deciding.isEmpty()) {
            done.accept(Optional.of(new DetectedProfile(next.profile(), next.reason())));
            return;
        }
        OID root = ProfileMatcher.subtree(deciding.get());
        client.getNext(root, new Attempt(2, DECIDING_TIMEOUT, 2, attempt.interval(), () -> {}), reply -> {
            if (hasObject(reply, root)) {
                String why = next.reason() + ", and it answers " + deciding.get();
                done.accept(Optional.of(new DetectedProfile(next.profile(), why)));
            } else if (reply instanceof SnmpReply.TimedOut && ++lostReplies < MAX_LOST_REPLIES) {
                done.accept(Optional.empty());
            } else {
                decide(left, attempt, done);
            }
        });
    }

    private static boolean hasObject(SnmpReply reply, OID root) {
        return reply instanceof SnmpReply.BindingsReply variables
                && variables.bindings().stream()
                        .anyMatch(binding -> binding.getOid() != null
                                && binding.getOid().startsWith(root)
                                && VariableConverter.isPresent(binding.getVariable()));
    }
}
