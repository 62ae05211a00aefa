package org.firstbell.probe;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.firstbell.model.setup.Credentials;

/**
 * One table read in the context of each VLAN, as classic Cisco switches tell their forwarding tables: with the community
 * {@code NAME@VLAN}, or with SNMPv3 in the context {@code vlan-VLAN}. One VLAN after the other; the first that does not
 * answer ends it. Confined to the polling loop.
 */
final class VlanTables {
    /** More than a school's switch carries; each costs a request and more. */
    private static final int MOST_VLANS = 64;

    private static final int DEFAULT_VLAN = 1;

    /** What FDDI and token ring were given (VTP). */
    private static final int FIRST_OLD = 1002;

    private static final int LAST_OLD = 1005;

    /** Of vtpVlanState (CISCO-VTP-MIB). */
    private static final double OPERATIONAL = 1;

    private final SnmpAsking asking;
    private final IntFunction<SnmpAsking> contexts;
    private final TableWalk.Plan plan;
    private final InstantSource clock;
    private final Consumer<TableWalk.Walked> done;
    private final Deque<Integer> left = new ArrayDeque<>();
    private final List<TableRow> rows = new ArrayList<>();
    private boolean whole = true;
    private String problem = "";

    private VlanTables(
            SnmpAsking asking,
            IntFunction<SnmpAsking> contexts,
            TableWalk.Plan plan,
            InstantSource clock,
            Consumer<TableWalk.Walked> done) {
        this.asking = asking;
        this.contexts = contexts;
        this.plan = plan;
        this.clock = clock;
        this.done = done;
    }

    /** Reads it; where the switch lists no VLANs, as any table. */
    static void read(
            SnmpAsking asking,
            IntFunction<SnmpAsking> contexts,
            String vlans,
            TableWalk.Plan plan,
            InstantSource clock,
            Consumer<TableWalk.Walked> done) {
        VlanTables tables = new VlanTables(asking, contexts, plan, clock, done);
        TableWalk.Plan list = TableWalk.Plan.of(Map.of("state", vlans), plan.timeout(), false);
        TableWalk.read(asking, list, clock, tables::listed);
    }

    /** The same credentials in a VLAN's context. */
    static Credentials in(Credentials who, int vlan) {
        if (who instanceof Credentials.Community community) {
            return new Credentials.Community(community.name(), community.v1(), community.community() + "@" + vlan);
        }
        Credentials.User user = (Credentials.User) who;
        return new Credentials.User(
                user.name(),
                user.user(),
                user.auth(),
                user.authSecret(),
                user.priv(),
                user.privSecret(),
                "vlan-" + vlan);
    }

    private void listed(TableWalk.Walked walked) {
        walked.rows().stream()
                .filter(row -> row.number("state")
                        .filter(state -> state == OPERATIONAL)
                        .isPresent())
                .map(row -> row.index().last())
                .filter(vlan -> vlan > 0 && (vlan < FIRST_OLD || vlan > LAST_OLD))
                .distinct()
                .limit(MOST_VLANS)
                .forEach(left::add);
        if (left.isEmpty()) {
            left.add(DEFAULT_VLAN);
        }
        next();
    }

    private void next() {
        Integer vlan = left.poll();
        if (vlan == null) {
            done.accept(new TableWalk.Walked(rows, whole, problem, true));
            return;
        }
        TableWalk.read(vlan == DEFAULT_VLAN ? asking : contexts.apply(vlan), plan, clock, walked -> read(vlan, walked));
    }

    private void read(int vlan, TableWalk.Walked walked) {
        rows.addAll(walked.rows());
        if (!walked.whole()) {
            whole = false;
            problem = walked.problem();
        }
        if (walked.answered() || walked.whole()) {
            next();
        } else if (rows.isEmpty() && vlan == DEFAULT_VLAN) {
            done.accept(walked);
        } else {
            problem = "the table of VLAN " + vlan + " does not answer: allow the community with '@" + vlan
                    + "' behind it, with SNMPv3 the context vlan-" + vlan;
            done.accept(new TableWalk.Walked(rows, false, problem, true));
        }
    }
}
