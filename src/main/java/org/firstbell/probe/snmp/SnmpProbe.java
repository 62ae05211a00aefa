package org.firstbell.probe.snmp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.firstbell.model.Target;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.SnmpProfile;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeContext;
import org.firstbell.probe.Query;
import org.firstbell.probe.SafeText;
import org.firstbell.probe.profile.CompiledProfile;
import org.firstbell.probe.profile.ProbeMemory;
import org.firstbell.probe.profile.ProfileMatcher;
import org.firstbell.probe.profile.ReadingCollector;
import org.firstbell.probe.profile.ScalarMapper;
import org.firstbell.probe.profile.TableMapper;
import org.firstbell.probe.profile.TableMappers;
import org.firstbell.probe.snmp.client.AgentCapabilities;
import org.firstbell.probe.snmp.client.ScalarQueryPlan;
import org.firstbell.probe.snmp.client.SnmpClient;
import org.firstbell.probe.snmp.client.TableRecheck;
import org.firstbell.probe.snmp.client.TableWalk;
import org.firstbell.probe.snmp.client.VlanTableWalk;
import org.firstbell.probe.snmp.transport.SnmpReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.smi.OID;

/**
 * Asks one device over SNMP: finds out its family first, unless the configuration names it, then asks what its profile
 * says. Confined to the polling loop.
 */
public final class SnmpProbe implements Probe {
    private static final Query IDENTITY_QUERY = new Query("system", true, Query.QueryPace.SESSION);
    private static final List<Query> QUERIES_BEFORE_DETECTION = List.of(IDENTITY_QUERY);
    private static final Logger LOG = LoggerFactory.getLogger(SnmpProbe.class);

    private final Target target;
    private final SnmpClient client;
    private final ProfileMatcher profileMatcher;
    private final Optional<DeviceKind> kind;
    private final boolean readsClientTables;
    private final ProbeContext context;
    private final InstantSource clock;
    private final SnmpFollowUps followUps;
    private final ProbeMemory memory;
    private @Nullable CompiledProfile compiledProfile;
    private String profileReason = "";
    /** Until its family is found. */
    private @Nullable ProfileDetection detection;

    /**
     * Ways of asking on from what the device told.
     *
     * @param echoSender pings a machine
     * @param vlanClients asks the same device in a VLAN's context
     */
    public record SnmpFollowUps(SightingVerification.EchoSender echoSender, IntFunction<SnmpClient> vlanClients) {}

    public SnmpProbe(
            Target target,
            SnmpClient client,
            ProfileMatcher families,
            String profile,
            Optional<DeviceKind> kind,
            boolean sights,
            ProbeContext context,
            InstantSource clock,
            SnmpFollowUps ways) {
        this.target = target;
        this.client = client;
        this.profileMatcher = families;
        this.kind = kind;
        this.readsClientTables = sights;
        this.context = context;
        this.clock = clock;
        this.followUps = ways;
        this.memory = families.compiledProfiles().newMemory();
        families.findProfile(profile).ifPresent(named -> selectProfile(named, "the configuration names it"));
    }

    private void selectProfile(SnmpProfile chosen, String reason) {
        compiledProfile = profileMatcher.compiledProfiles().profile(chosen, readsClientTables);
        detection = null;
        profileReason = profileMatcher.compiledProfiles().nameCache().text(reason);
        if (!chosen.bulk()) {
            client.tableLimit().disableBulk();
        }
    }

    /** The family it was found to be, and why; empty until it answered. */
    public Optional<String> profileSummary() {
        return compiledProfile == null
                ? Optional.empty()
                : Optional.of(compiledProfile.profile().id() + ": " + profileReason);
    }

    /** The signals that its profile names one by one. */
    public List<String> expectedSignals() {
        return compiledProfile == null
                ? List.of()
                : compiledProfile.profile().queries().stream()
                        .flatMap(question -> Stream.concat(
                                question.scalars().stream().map(SnmpProfile.ScalarMapping::signal),
                                question.mappers().stream()
                                        .flatMap(use -> Optional.ofNullable(
                                                use.options().get("signal"))
                                                .stream())))
                        .distinct()
                        .toList();
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public String type() {
        return "snmp";
    }

    @Override
    public List<Query> queries() {
        return compiledProfile == null ? QUERIES_BEFORE_DETECTION : compiledProfile.queries();
    }

    @Override
    public boolean hasRates(Query query) {
        return query.name().equals("ports");
    }

    @Override
    public void execute(Query query, Attempt attempt, Consumer<ProbeOutcome> answer) {
        Instant begun = clock.instant();
        CompiledProfile family = compiledProfile;
        if (family == null) {
            identify(attempt, begun, answer);
            return;
        }
        CompiledProfile.CompiledQuery question = family.compiledQuery(query);
        if (question == null) {
            answer.accept(new ProbeOutcome.Skipped(execution(query, attempt, begun), "its profile changed meanwhile"));
        } else if (question.scalarPlan() != null) {
            queryScalars(question.scalarPlan(), query, attempt, begun, answer);
        } else {
            queryTable(question, query, attempt, begun, answer);
        }
    }

    private QueryExecution execution(Query query, Attempt attempt, Instant begun) {
        return execution(query, attempt, begun, clock.instant());
    }

    private QueryExecution execution(Query query, Attempt attempt, Instant begun, Instant now) {
        return new QueryExecution(
                target,
                type(),
                query.name(),
                query.liveness(),
                begun,
                Duration.between(begun, now),
                attempt.interval());
    }

    private static ProbeOutcome failureOutcome(SnmpReply reply, QueryExecution execution) {
        if (reply instanceof SnmpReply.RequestRefused refusal) {
            return new ProbeOutcome.Refused(execution, refusal.reason());
        }
        if (reply instanceof SnmpReply.PortClosed) {
            return new ProbeOutcome.Refused(
                    execution, "the machine is there and nothing listens on its SNMP port: its SNMP service is off");
        }
        if (reply instanceof SnmpReply.NotSnmp) {
            return new ProbeOutcome.Garbled(
                    execution, "what it sends is no SNMP answer: damaged on its way, or another program has the port");
        }
        if (reply instanceof SnmpReply.TooMuchRequested tooMuch) {
            return new ProbeOutcome.Garbled(
                    execution, "the agent answered " + tooMuch.status() + " to its simplest question");
        }
        return new ProbeOutcome.Silent(
                execution, "no answer over SNMP: switched off, cut off, or community, version or access list differs");
    }

    /** Reads an answer; what an agent sends must not be able to end in anything else than an outcome. */
    private static ProbeOutcome readSafely(QueryExecution execution, Supplier<ProbeOutcome> how) {
        try {
            return how.get();
        } catch (RuntimeException unreadable) {
            LOG.error("An SNMP answer of {} could not be read ({})", execution.target(), execution.query(), unreadable);
            return new ProbeOutcome.Garbled(execution, "its answer could not be read: " + SafeText.of(unreadable));
        }
    }

    /** How it is asked, for what no profile reads. */
    public SnmpClient client() {
        return client;
    }

    /** What was learned of how it can be asked. */
    public AgentCapabilities capabilities() {
        return client.capabilities();
    }

    private ProbeOutcome answeredOutcome(QueryExecution execution, ReadingCollector read) {
        if (execution.liveness()) {
            read.addQuantity("response.time.seconds", execution.duration().toNanos() / 1e9);
            if (client.isLimited()) {
                client.capabilities().limitations().ifPresent(limits -> read.addText("snmp.limits", limits));
            }
            client.duplicateEngineAgent()
                    .ifPresent(other -> read.addProblem("the agent at " + other
                            + " has the same SNMPv3 engine id (a cloned machine?): give each an engine id of its own"));
        }
        return new ProbeOutcome.Answered(execution, read.readings(), read.sightings(), read.problems());
    }

    private void queryScalars(
            ScalarQueryPlan plan, Query query, Attempt attempt, Instant begun, Consumer<ProbeOutcome> answer) {
        client.get(plan, attempt, reply -> {
            Instant now = clock.instant();
            QueryExecution asked = execution(query, attempt, begun, now);
            answer.accept(
                    reply instanceof SnmpReply.ValuesReply told
                            ? readSafely(asked, () -> answeredOutcome(asked, readScalars(plan, told, query, now)))
                            : failureOutcome(reply, asked));
        });
    }

    private ReadingCollector readScalars(ScalarQueryPlan plan, SnmpReply.ValuesReply told, Query query, Instant now) {
        ReadingCollector read = new ReadingCollector(target, now, query.name(), true, memory, context);
        ScalarMapper.map(plan, told.values(), read);
        return read;
    }

    private void queryTable(
            CompiledProfile.CompiledQuery question,
            Query query,
            Attempt attempt,
            Instant begun,
            Consumer<ProbeOutcome> answer) {
        SnmpProfile.ProfileQuery asks = question.profileQuery();
        Consumer<TableWalk.WalkResult> read = walked -> tableReceived(question, walked, query, attempt, begun, answer);
        if (asks.vlans().isPresent()) {
            VlanTableWalk.walk(client, followUps.vlanClients(), asks.vlans().get(), question.tablePlan(), clock, read);
        } else if (question.fallbackColumns() != null) {
            question.fallbackColumns().walk(client, memory, clock, read);
        } else {
            TableWalk.start(client, question.tablePlan(), clock, read);
        }
    }

    private void tableReceived(
            CompiledProfile.CompiledQuery question,
            TableWalk.WalkResult walked,
            Query query,
            Attempt attempt,
            Instant begun,
            Consumer<ProbeOutcome> answer) {
        QueryExecution asked = execution(query, attempt, begun);
        if (!walked.answered() && !walked.complete()) {
            answer.accept(new ProbeOutcome.Silent(asked, walked.problem()));
            return;
        }
        ReadingCollector read =
                new ReadingCollector(target, clock.instant(), asked.query(), walked.complete(), memory, context);
        ProbeOutcome outcome = readSafely(asked, () -> mapRows(question.profileQuery(), walked, read, asked));
        if (!question.tablePlan().hasCounters() && walked.complete() && read.changesCheckInputs()) {
            TableRecheck.recheck(client, question.tablePlan(), walked, confirmed -> {
                ReadingCollector again = read.forRecheck(clock.instant());
                QueryExecution longer = execution(query, attempt, begun);
                deliver(
                        again,
                        longer,
                        readSafely(longer, () -> mapRows(question.profileQuery(), confirmed, again, longer)),
                        answer);
            });
        } else {
            deliver(read, asked, outcome, answer);
        }
    }

    private void deliver(
            ReadingCollector read, QueryExecution execution, ProbeOutcome outcome, Consumer<ProbeOutcome> answer) {
        read.rememberCheckInputs();
        if (read.unverifiedSightings().isEmpty()) {
            answer.accept(outcome);
        } else {
            SightingVerification.verify(
                    read,
                    followUps.echoSender(),
                    () -> answer.accept(readSafely(execution, () -> answeredOutcome(execution, read))));
        }
    }

    private ProbeOutcome mapRows(
            SnmpProfile.ProfileQuery question,
            TableWalk.WalkResult walked,
            ReadingCollector read,
            QueryExecution execution) {
        if (walked.rows().isEmpty() && !walked.complete()) {
            return new ProbeOutcome.Refused(execution, walked.problem());
        }
        if (!walked.complete()) {
            read.addProblem(execution.query() + ": " + walked.problem());
        }
        for (SnmpProfile.MapperUse use : question.mappers()) {
            TableMappers.find(use.mapper())
                    .ifPresentOrElse(
                            recipe -> {
                                TableMapper.MapperOptions options = new TableMapper.MapperOptions(use.options());
                                recipe.map(options.filter(walked.rows()), options, read);
                            },
                            () -> read.addProblem("there is no recipe '" + use.mapper() + "'"));
        }
        return answeredOutcome(execution, read);
    }

    /** Asks who it is; the profile's own questions begin with the next beat. */
    private void identify(Attempt attempt, Instant begun, Consumer<ProbeOutcome> answer) {
        List<OID> oids = new ArrayList<>(ProfileDetection.IDENTITY_OBJECTS);
        ScalarQueryPlan any = profileMatcher
                .compiledProfiles()
                .basicScalars(profileMatcher.findProfile(ProfileMatcher.GENERIC_PROFILE));
        any.oids().stream().filter(oid -> !oids.contains(oid)).forEach(oids::add);
        ProfileDetection asks = detection == null ? new ProfileDetection(client, profileMatcher) : detection;
        detection = asks;
        client.get(oids, attempt, reply -> {
            QueryExecution asked = execution(IDENTITY_QUERY, attempt, begun);
            if (!(reply instanceof SnmpReply.BindingsReply variables)) {
                answer.accept(failureOutcome(reply, asked));
                return;
            }
            SnmpReply.ValuesReply told = new SnmpReply.ValuesReply(any.values(variables.bindings()));
            ProbeOutcome outcome = readSafely(
                    asked, () -> answeredOutcome(asked, readScalars(any, told, IDENTITY_QUERY, clock.instant())));
            asks.detect(variables.bindings(), kind, attempt, family -> {
                family.ifPresent(one -> selectProfile(one.profile(), one.reason()));
                answer.accept(withoutUntrustedUptime(outcome));
            });
        });
    }

    /** Without the uptime, whose clock only a family that was recognised tells rightly. */
    private ProbeOutcome withoutUntrustedUptime(ProbeOutcome outcome) {
        if (!(outcome instanceof ProbeOutcome.Answered told)
                || compiledProfile == null
                || compiledProfile.profile().id().equals(ProfileMatcher.GENERIC_PROFILE)) {
            return outcome;
        }
        return new ProbeOutcome.Answered(
                told.execution(),
                told.readings().stream()
                        .filter(reading -> !reading.name().value().equals("uptime.seconds"))
                        .toList(),
                told.sightings(),
                told.problems());
    }
}
