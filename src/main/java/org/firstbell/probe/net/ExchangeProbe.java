package org.firstbell.probe.net;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.event.Reading;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.PendingAttempt;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeContext;
import org.firstbell.probe.Query;
import org.firstbell.probe.SafeText;
import org.firstbell.probe.profile.ProbeMemory;
import org.firstbell.probe.profile.ReadingCollector;

/** A dialogue as a probe: looks, deadlines and outcomes are the same for all of them. Confined to the polling loop. */
public final class ExchangeProbe implements Probe {
    private final Target target;
    private final ProtocolExchange exchange;
    private final Timers timers;
    private final InstantSource clock;
    private final ProbeContext context;
    private final Query query;

    public ExchangeProbe(
            Target target, ProtocolExchange dialogue, Timers timers, InstantSource clock, ProbeContext context) {
        this.target = target;
        this.exchange = dialogue;
        this.timers = timers;
        this.clock = clock;
        this.context = context;
        this.query = new Query(dialogue.queryName(), true, Query.QueryPace.SESSION);
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public String type() {
        return exchange.protocol();
    }

    @Override
    public List<Query> queries() {
        return List.of(query);
    }

    @Override
    public void execute(Query asked, Attempt attempt, Consumer<ProbeOutcome> answer) {
        PendingAttempt once = new PendingAttempt(this, attempt, clock, timers, answer, exchange::timeoutReason);
        ProtocolExchange.RunningExchange running = exchange.start(told -> once.finish(outcome(told, once.execution())));
        once.closeWith(running::close);
        for (int again = 1; again <= attempt.retries(); again++) {
            timers.schedule(Attempt.RESEND_INTERVAL.multipliedBy(again), () -> {
                if (!once.finished()) {
                    running.resend();
                }
            });
        }
    }

    private ProbeOutcome outcome(ProtocolExchange.ExchangeResult told, QueryExecution execution) {
        if (told instanceof ProtocolExchange.ExchangeResult.ExchangeAnswered facts) {
            return answeredOutcome(facts, execution);
        } else if (told instanceof ProtocolExchange.ExchangeResult.NoResponse nothing) {
            return new ProbeOutcome.Silent(execution, SafeText.clean(nothing.reason()));
        } else if (told instanceof ProtocolExchange.ExchangeResult.ExchangeRefused refusal) {
            return new ProbeOutcome.Refused(execution, SafeText.clean(refusal.reason()));
        } else if (told instanceof ProtocolExchange.ExchangeResult.MalformedResponse nonsense) {
            return new ProbeOutcome.Garbled(execution, SafeText.clean(nonsense.reason()));
        } else {
            return new ProbeOutcome.Skipped(execution, ((ProtocolExchange.ExchangeResult.NotAttempted) told).reason());
        }
    }

    private ProbeOutcome answeredOutcome(
            ProtocolExchange.ExchangeResult.ExchangeAnswered facts, QueryExecution execution) {
        ReadingCollector answer =
                new ReadingCollector(target, clock.instant(), exchange.protocol(), true, new ProbeMemory(), context);
        answer.addQuantity("response.time.seconds", execution.duration().toNanos() / 1e9);
        for (ProtocolExchange.ProtocolReading fact : facts.readings()) {
            if (fact.value() instanceof SignalValue.Text text) {
                answer.addText(target, fact.signal(), SafeText.clean(text.value()), fact.source());
            } else {
                answer.add(new Reading(target, answer.memory().signalName(fact.signal()), fact.value(), fact.source()));
            }
        }
        return new ProbeOutcome.Answered(
                execution,
                answer.readings(),
                Optional.empty(),
                facts.problems().stream().map(SafeText::clean).toList());
    }
}
