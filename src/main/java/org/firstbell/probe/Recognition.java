package org.firstbell.probe;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.SnmpProfile;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * One device's family being found: from what it says of itself, and by the deciding questions of the families that fit.
 * Confined to the polling loop.
 */
final class Recognition {
    private static final OID SYS_DESCR = new OID("1.3.6.1.2.1.1.1.0");
    private static final OID SYS_OBJECT_ID = new OID("1.3.6.1.2.1.1.2.0");
    private static final OID SYS_SERVICES = new OID("1.3.6.1.2.1.1.7.0");

    /** What must be asked of a device first. */
    static final List<OID> OBJECTS = List.of(SYS_DESCR, SYS_OBJECT_ID, SYS_SERVICES);

    private static final Duration DECIDING = Duration.ofMillis(1500);

    /** A deciding question that is lost so often is taken as unanswered for good. */
    private static final int MOST_UNDECIDED = 3;

    private final SnmpAsking asking;
    private final Identification families;
    private int undecided;

    /** The family it is, and why. */
    record Family(SnmpProfile profile, String why) {}

    Recognition(SnmpAsking asking, Identification families) {
        this.asking = asking;
        this.families = families;
    }

    /**
     * Finds the family of a device that told its objects. The result comes once; empty when a deciding question was lost,
     * so that all should be asked again.
     */
    void of(List<VariableBinding> told, Optional<DeviceKind> kind, Look look, Consumer<Optional<Family>> done) {
        List<Identification.Candidate> fitting =
                families.candidates(text(told, SYS_OBJECT_ID), text(told, SYS_DESCR), text(told, SYS_SERVICES), kind);
        decide(new ArrayDeque<>(fitting), look, done);
    }

    private static String text(List<VariableBinding> told, OID oid) {
        return told.stream()
                .filter(binding -> oid.equals(binding.getOid()) && Cells.told(binding.getVariable()))
                .map(binding -> Cells.text(binding.getVariable()))
                .findFirst()
                .orElse("");
    }

    private void decide(Deque<Identification.Candidate> left, Look look, Consumer<Optional<Family>> done) {
        Identification.Candidate next = left.poll();
        if (next == null) {
            done.accept(families.named(Identification.ANY).map(any -> new Family(any, "nothing marks its family")));
            return;
        }
        Optional<String> deciding = next.asks();
        if (deciding.isEmpty()) {
            done.accept(Optional.of(new Family(next.profile(), next.why())));
            return;
        }
        OID root = Identification.root(deciding.get());
        asking.next(root, new Look(2, DECIDING, 2, look.interval(), () -> {}), reply -> {
            if (has(reply, root)) {
                String why = next.why() + ", and it answers " + deciding.get();
                done.accept(Optional.of(new Family(next.profile(), why)));
            } else if (reply instanceof SnmpReply.Nothing && ++undecided < MOST_UNDECIDED) {
                done.accept(Optional.empty());
            } else {
                decide(left, look, done);
            }
        });
    }

    private static boolean has(SnmpReply reply, OID root) {
        return reply instanceof SnmpReply.Variables variables
                && variables.bindings().stream()
                        .anyMatch(binding -> binding.getOid() != null
                                && binding.getOid().startsWith(root)
                                && Cells.told(binding.getVariable()));
    }
}
