package org.firstbell.probe.snmp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.snmp.transport.SnmpReply;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** What a GET in several requests tells when some of it fails, is lacking, or comes too late. */
class SplitGetTest {
    private static final List<OID> OBJECTS = IntStream.rangeClosed(1, 30)
            .mapToObj(i -> new OID("1.3.6.1.4.1.9." + i))
            .toList();
    private static final OID ODD = OBJECTS.get(12);

    private final GetRequestLimit limit = new GetRequestLimit();
    private final List<List<OID>> asked = new ArrayList<>();

    private List<VariableBinding> told(int budget, UnaryOperator<SnmpReply> odd) {
        List<SnmpReply> replies = new ArrayList<>();
        Attempt attempt = new Attempt(1, Duration.ofSeconds(1), 0, Duration.ofSeconds(5), () -> {});
        SplitGet.GetSender request = (oids, pace, reply) -> {
            asked.add(oids);
            SnmpReply all = new SnmpReply.BindingsReply(oids.stream()
                    .map(oid -> new VariableBinding(oid, new Integer32(1)))
                    .toList());
            reply.accept(oids.contains(ODD) ? odd.apply(all) : all);
        };
        new SplitGet(limit, () -> asked.size() >= budget, attempt, request, replies::add).requestObjects(OBJECTS);
        assertThat(replies).hasSize(1);
        return ((SnmpReply.BindingsReply) replies.get(0)).bindings();
    }

    @Test
    void objectThatTheAgentFailsAt_isNotTold_andAllOthersAre() {
        assertThat(told(100, all -> new SnmpReply.TooMuchRequested("Generic error")))
                .extracting(VariableBinding::getOid)
                .hasSize(29)
                .doesNotContain(ODD);
    }

    @Test
    void objectThatTheAgentLacks_isToldAsLacking() {
        assertThat(told(100, all -> new SnmpReply.NoSuchName(2)))
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
        limit.tooBig(10);
        GetRequestLimit own = GetRequestLimit.copyOf(limit);
        assertThat(own.currentLimit()).isEqualTo(5);
        own.tooBig(5);
        assertThat(own.currentLimit()).isEqualTo(3);
        assertThat(limit.currentLimit()).isEqualTo(5);
    }
}
