package org.firstbell.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** What a GET in several requests tells when some of it fails, is lacking, or comes too late. */
class GatheringTest {
    private static final List<OID> OBJECTS = IntStream.rangeClosed(1, 30)
            .mapToObj(i -> new OID("1.3.6.1.4.1.9." + i))
            .toList();
    private static final OID ODD = OBJECTS.get(12);

    private final VariableLimit limit = new VariableLimit();
    private final List<List<OID>> asked = new ArrayList<>();

    private List<VariableBinding> told(int budget, UnaryOperator<SnmpReply> odd) {
        List<SnmpReply> replies = new ArrayList<>();
        Look look = new Look(1, Duration.ofSeconds(1), 0, Duration.ofSeconds(5), () -> {});
        Gathering.Request request = (oids, pace, reply) -> {
            asked.add(oids);
            SnmpReply all = new SnmpReply.Variables(oids.stream()
                    .map(oid -> new VariableBinding(oid, new Integer32(1)))
                    .toList());
            reply.accept(oids.contains(ODD) ? odd.apply(all) : all);
        };
        new Gathering(limit, () -> asked.size() >= budget, look, request, replies::add).go(OBJECTS);
        assertThat(replies).hasSize(1);
        return ((SnmpReply.Variables) replies.get(0)).bindings();
    }

    @Test
    void objectThatTheAgentFailsAt_isNotTold_andAllOthersAre() {
        assertThat(told(100, all -> new SnmpReply.TooMuch("Generic error")))
                .extracting(VariableBinding::getOid)
                .hasSize(29)
                .doesNotContain(ODD);
    }

    @Test
    void objectThatTheAgentLacks_isToldAsLacking() {
        assertThat(told(100, all -> new SnmpReply.Missing(2)))
                .hasSize(30)
                .filteredOn(binding -> binding.getVariable().isException())
                .extracting(VariableBinding::getOid)
                .containsExactly(ODD);
    }

    @Test
    void timeThatIsOver_leavesTheRest() {
        assertThat(told(2, all -> all)).hasSize(20);
        assertThat(asked).hasSize(2);
    }

    @Test
    void limitMadeFromAnother_beginsWithWhatThatKnows_andTellsItNothing() {
        limit.refused(10);
        VariableLimit own = VariableLimit.from(limit);
        assertThat(own.most()).isEqualTo(5);
        own.refused(5);
        assertThat(own.most()).isEqualTo(3);
        assertThat(limit.most()).isEqualTo(5);
    }
}
