package org.firstbell.probe;

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
import org.firstbell.model.Asked;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Target;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.SnmpProfile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snmp4j.smi.OID;

/**
 * Asks one device over SNMP: finds out its family first, unless the configuration names it, then asks what its profile
 * says. Confined to the polling loop.
 */
final class SnmpProbe implements Probe {
    private static final Part IDENTITY = new Part("system", true, Part.Pace.BEAT);
    private static final List<Part> UNKNOWN = List.of(IDENTITY);
    private static final Logger LOG = LoggerFactory.getLogger(SnmpProbe.class);

    private final Target target;
    private final SnmpAsking asking;
    private final Identification families;
    private final Optional<DeviceKind> kind;
    private final boolean sights;
    private final Surroundings surroundings;
    private final InstantSource clock;
    private final Ways ways;
    private final Memory memory;
    private @Nullable Script script;
    private String why = "";
    /** Until its family is found. */
    private @Nullable Recognition recognition;

    /**
     * Ways of asking on from what the device told.
     *
     * @param echo pings a machine
     * @param vlans asks the same device in a VLAN's context
     */
    record Ways(Doubts.Echo echo, IntFunction<SnmpAsking> vlans) {}

    SnmpProbe(
            Target target,
            SnmpAsking asking,
            Identification families,
            String profile,
            Optional<DeviceKind> kind,
            boolean sights,
            Surroundings surroundings,
            InstantSource clock,
            Ways ways) {
        this.target = target;
        this.asking = asking;
        this.families = families;
        this.kind = kind;
        this.sights = sights;
        this.surroundings = surroundings;
        this.clock = clock;
        this.ways = ways;
        this.memory = families.scripts().memory();
        families.named(profile).ifPresent(named -> choose(named, "the configuration names it"));
    }

    private void choose(SnmpProfile chosen, String reason) {
        script = families.scripts().of(chosen, sights);
        recognition = null;
        why = families.scripts().lexicon().word(reason);
        if (!chosen.bulk()) {
            asking.tables().withoutBulk();
        }
    }

    /** The family it was found to be, and why; empty until it answered. */
    Optional<String> family() {
        return script == null ? Optional.empty() : Optional.of(script.profile().id() + ": " + why);
    }

    /** The signals that its profile names one by one. */
    List<String> expected() {
        return script == null
                ? List.of()
                : script.profile().questions().stream()
                        .flatMap(question -> Stream.concat(
                                question.scalars().stream().map(SnmpProfile.Scalar::signal),
                                question.uses().stream()
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
    public String kind() {
        return "snmp";
    }

    @Override
    public List<Part> parts() {
        return script == null ? UNKNOWN : script.parts();
    }

    @Override
    public boolean counts(Part part) {
        return part.name().equals("ports");
    }

    @Override
    public void ask(Part part, Look look, Consumer<ProbeOutcome> answer) {
        Instant begun = clock.instant();
        Script family = script;
        if (family == null) {
            identify(look, begun, answer);
            return;
        }
        Script.Question question = family.question(part);
        if (question == null) {
            answer.accept(new ProbeOutcome.Skipped(asked(part, look, begun), "its profile changed meanwhile"));
        } else if (question.scalars() != null) {
            scalars(question.scalars(), part, look, begun, answer);
        } else {
            table(question, part, look, begun, answer);
        }
    }

    private Asked asked(Part part, Look look, Instant begun) {
        return asked(part, look, begun, clock.instant());
    }

    private Asked asked(Part part, Look look, Instant begun, Instant now) {
        return new Asked(
                target, kind(), part.name(), part.life(), begun, Duration.between(begun, now), look.interval());
    }

    private static ProbeOutcome failed(SnmpReply reply, Asked asked) {
        if (reply instanceof SnmpReply.Refusal refusal) {
            return new ProbeOutcome.Refused(asked, refusal.reason());
        }
        if (reply instanceof SnmpReply.Closed) {
            return new ProbeOutcome.Refused(
                    asked, "the machine is there and nothing listens on its SNMP port: its SNMP service is off");
        }
        if (reply instanceof SnmpReply.Garbled) {
            return new ProbeOutcome.Garbled(
                    asked, "what it sends is no SNMP answer: damaged on its way, or another program has the port");
        }
        if (reply instanceof SnmpReply.TooMuch tooMuch) {
            return new ProbeOutcome.Garbled(
                    asked, "the agent answered " + tooMuch.status() + " to its simplest question");
        }
        return new ProbeOutcome.Silent(
                asked, "no answer over SNMP: switched off, cut off, or community, version or access list differs");
    }

    /** Reads an answer; what an agent sends must not be able to end in anything else than an outcome. */
    private static ProbeOutcome reading(Asked asked, Supplier<ProbeOutcome> how) {
        try {
            return how.get();
        } catch (RuntimeException unreadable) {
            LOG.error("An SNMP answer of {} could not be read ({})", asked.target(), asked.part(), unreadable);
            return new ProbeOutcome.Garbled(asked, "its answer could not be read: " + DeviceText.of(unreadable));
        }
    }

    /** How it is asked, for what no profile reads. */
    SnmpAsking asking() {
        return asking;
    }

    /** What was learned of how it can be asked. */
    Learned learned() {
        return asking.learned();
    }

    private ProbeOutcome answered(Asked asked, Answer read) {
        if (asked.life()) {
            read.quantity("response.time.seconds", asked.took().toNanos() / 1e9);
            if (asking.limited()) {
                asking.learned().limits().ifPresent(limits -> read.text("snmp.limits", limits));
            }
            asking.twin()
                    .ifPresent(other -> read.problem("the agent at " + other
                            + " has the same SNMPv3 engine id (a cloned machine?): give each an engine id of its own"));
        }
        return new ProbeOutcome.Answered(asked, read.readings(), read.sightings(), read.problems());
    }

    private void scalars(ScalarPlan plan, Part part, Look look, Instant begun, Consumer<ProbeOutcome> answer) {
        asking.get(plan, look, reply -> {
            Instant now = clock.instant();
            Asked asked = asked(part, look, begun, now);
            answer.accept(
                    reply instanceof SnmpReply.Values told
                            ? reading(asked, () -> answered(asked, read(plan, told, part, now)))
                            : failed(reply, asked));
        });
    }

    private Answer read(ScalarPlan plan, SnmpReply.Values told, Part part, Instant now) {
        Answer read = new Answer(target, now, part.name(), true, memory, surroundings);
        Scalars.read(plan, told.values(), read);
        return read;
    }

    private void table(Script.Question question, Part part, Look look, Instant begun, Consumer<ProbeOutcome> answer) {
        SnmpProfile.Question asks = question.asks();
        Consumer<TableWalk.Walked> read = walked -> tableRead(question, walked, part, look, begun, answer);
        if (asks.vlans().isPresent()) {
            VlanTables.read(asking, ways.vlans(), asks.vlans().get(), question.table(), clock, read);
        } else if (question.older() != null) {
            question.older().read(asking, memory, clock, read);
        } else {
            TableWalk.read(asking, question.table(), clock, read);
        }
    }

    private void tableRead(
            Script.Question question,
            TableWalk.Walked walked,
            Part part,
            Look look,
            Instant begun,
            Consumer<ProbeOutcome> answer) {
        Asked asked = asked(part, look, begun);
        if (!walked.answered() && !walked.whole()) {
            answer.accept(new ProbeOutcome.Silent(asked, walked.problem()));
            return;
        }
        Answer read = new Answer(target, clock.instant(), asked.part(), walked.whole(), memory, surroundings);
        ProbeOutcome outcome = reading(asked, () -> rows(question.asks(), walked, read, asked));
        if (!question.table().counts() && walked.whole() && read.turns()) {
            TableConfirmation.of(asking, question.table(), walked, confirmed -> {
                Answer again = read.again(clock.instant());
                Asked longer = asked(part, look, begun);
                tell(again, longer, reading(longer, () -> rows(question.asks(), confirmed, again, longer)), answer);
            });
        } else {
            tell(read, asked, outcome, answer);
        }
    }

    private void tell(Answer read, Asked asked, ProbeOutcome outcome, Consumer<ProbeOutcome> answer) {
        read.keepTurns();
        if (read.doubts().isEmpty()) {
            answer.accept(outcome);
        } else {
            Doubts.settle(read, ways.echo(), () -> answer.accept(reading(asked, () -> answered(asked, read))));
        }
    }

    private ProbeOutcome rows(SnmpProfile.Question question, TableWalk.Walked walked, Answer read, Asked asked) {
        if (walked.rows().isEmpty() && !walked.whole()) {
            return new ProbeOutcome.Refused(asked, walked.problem());
        }
        if (!walked.whole()) {
            read.problem(asked.part() + ": " + walked.problem());
        }
        for (SnmpProfile.Use use : question.uses()) {
            Recipes.named(use.recipe())
                    .ifPresentOrElse(
                            recipe -> {
                                Recipe.Options options = new Recipe.Options(use.options());
                                recipe.read(options.select(walked.rows()), options, read);
                            },
                            () -> read.problem("there is no recipe '" + use.recipe() + "'"));
        }
        return answered(asked, read);
    }

    /** Asks who it is; the profile's own questions begin with the next beat. */
    private void identify(Look look, Instant begun, Consumer<ProbeOutcome> answer) {
        List<OID> oids = new ArrayList<>(Recognition.OBJECTS);
        ScalarPlan any = families.scripts().basics(families.named(Identification.ANY));
        any.oids().stream().filter(oid -> !oids.contains(oid)).forEach(oids::add);
        Recognition asks = recognition == null ? new Recognition(asking, families) : recognition;
        recognition = asks;
        asking.get(oids, look, reply -> {
            Asked asked = asked(IDENTITY, look, begun);
            if (!(reply instanceof SnmpReply.Variables variables)) {
                answer.accept(failed(reply, asked));
                return;
            }
            SnmpReply.Values told = new SnmpReply.Values(any.values(variables.bindings()));
            ProbeOutcome outcome = reading(asked, () -> answered(asked, read(any, told, IDENTITY, clock.instant())));
            asks.of(variables.bindings(), kind, look, family -> {
                family.ifPresent(one -> choose(one.profile(), one.why()));
                answer.accept(trusted(outcome));
            });
        });
    }

    /** Without the uptime, whose clock only a family that was recognised tells rightly. */
    private ProbeOutcome trusted(ProbeOutcome outcome) {
        if (!(outcome instanceof ProbeOutcome.Answered told)
                || script == null
                || script.profile().id().equals(Identification.ANY)) {
            return outcome;
        }
        return new ProbeOutcome.Answered(
                told.asked(),
                told.readings().stream()
                        .filter(reading -> !reading.name().value().equals("uptime.seconds"))
                        .toList(),
                told.sightings(),
                told.problems());
    }
}
