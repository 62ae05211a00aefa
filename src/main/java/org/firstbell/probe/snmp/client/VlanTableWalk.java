package org.firstbell.probe.snmp.client;

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
public final class VlanTableWalk {
    /** More than a school's switch carries; each costs a request and more. */
    private static final int MAX_VLANS = 64;

    private static final int DEFAULT_VLAN = 1;

    /** What FDDI and token ring were given (VTP). */
    private static final int FIRST_LEGACY_VLAN = 1002;

    private static final int LAST_LEGACY_VLAN = 1005;

    /** Of vtpVlanState (CISCO-VTP-MIB). */
    private static final double OPERATIONAL = 1;

    private final SnmpClient client;
    private final IntFunction<SnmpClient> vlanClients;
    private final TableWalk.TablePlan plan;
    private final InstantSource clock;
    private final Consumer<TableWalk.WalkResult> done;
    private final Deque<Integer> remainingVlans = new ArrayDeque<>();
    private final List<TableRow> rows = new ArrayList<>();
    private boolean complete = true;
    private String problem = "";

    private VlanTableWalk(
            SnmpClient client,
            IntFunction<SnmpClient> contexts,
            TableWalk.TablePlan plan,
            InstantSource clock,
            Consumer<TableWalk.WalkResult> done) {
        this.client = client;
        this.vlanClients = contexts;
        this.plan = plan;
        this.clock = clock;
        this.done = done;
    }

    /** Reads it; where the switch lists no VLANs, as any table. */
    public static void walk(
            SnmpClient client,
            IntFunction<SnmpClient> contexts,
            String vlans,
            TableWalk.TablePlan plan,
            InstantSource clock,
            Consumer<TableWalk.WalkResult> done) {
        VlanTableWalk tables = new VlanTableWalk(client, contexts, plan, clock, done);
        TableWalk.TablePlan list = TableWalk.TablePlan.of(Map.of("state", vlans), plan.timeout(), false);
        TableWalk.start(client, list, clock, tables::vlansListed);
    }

    /** The same credentials in a VLAN's context. */
    public static Credentials inVlanContext(Credentials who, int vlan) {
        if (who instanceof Credentials.Community community) {
            return new Credentials.Community(community.name(), community.v1(), community.community() + "@" + vlan);
        }
        Credentials.UsmCredentials user = (Credentials.UsmCredentials) who;
        return new Credentials.UsmCredentials(
                user.name(),
                user.user(),
                user.auth(),
                user.authSecret(),
                user.priv(),
                user.privSecret(),
                "vlan-" + vlan);
    }

    private void vlansListed(TableWalk.WalkResult walked) {
        walked.rows().stream()
                .filter(row -> row.number("state")
                        .filter(state -> state == OPERATIONAL)
                        .isPresent())
                .map(row -> row.index().last())
                .filter(vlan -> vlan > 0 && (vlan < FIRST_LEGACY_VLAN || vlan > LAST_LEGACY_VLAN))
                .distinct()
                .limit(MAX_VLANS)
                .forEach(remainingVlans::add);
        if (remainingVlans.isEmpty()) {
            remainingVlans.add(DEFAULT_VLAN);
        }
        walkNext();
    }

    private void walkNext() {
        Integer vlan = remainingVlans.poll();
        if (vlan == null) {
            done.accept(new TableWalk.WalkResult(rows, complete, problem, true));
            return;
        }
        TableWalk.start(
                vlan == DEFAULT_VLAN ? client : vlanClients.apply(vlan), plan, clock, walked -> walk(vlan, walked));
    }

    private void walk(int vlan, TableWalk.WalkResult walked) {
        rows.addAll(walked.rows());
        if (!walked.complete()) {
            complete = false;
            problem = walked.problem();
        }
        if (walked.answered() || walked.complete()) {
            walkNext();
        } else if (rows.isEmpty() && vlan == DEFAULT_VLAN) {
            done.accept(walked);
        } else {
            problem = "the table of VLAN " + vlan + " does not answer: allow the community with '@" + vlan
                    + "' behind it, with SNMPv3 the context vlan-" + vlan;
            done.accept(new TableWalk.WalkResult(rows, false, problem, true));
        }
    }
}
