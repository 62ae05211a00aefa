package org.firstbell.probe.net;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.event.Reading;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.PendingAttempt;
import org.firstbell.probe.Probe;
import org.firstbell.probe.Query;
import org.firstbell.probe.SafeText;

/** Asks whether a TCP port accepts a connection; each port is a question of its own. Confined to the polling loop. */
public final class TcpProbe implements Probe {
    private final Target target;
    private final ProbeSpec.Endpoint endpoint;
    private final NetClient client;
    private final Timers timers;
    private final InstantSource clock;
    private final Query query;

    public TcpProbe(Target target, ProbeSpec.Endpoint endpoint, NetClient client, Timers timers, InstantSource clock) {
        this.target = target;
        this.endpoint = endpoint;
        this.client = client;
        this.timers = timers;
        this.clock = clock;
        this.query = new Query(Integer.toString(endpoint.port()), true, Query.QueryPace.SESSION);
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public String type() {
        return "tcp";
    }

    @Override
    public List<Query> queries() {
        return List.of(query);
    }

    @Override
    public void execute(Query asked, Attempt attempt, Consumer<ProbeOutcome> answer) {
        PendingAttempt once = new PendingAttempt(
                this,
                attempt,
                clock,
                timers,
                answer,
                () -> "port " + endpoint.port() + " does not accept a connection in time");
        client.connect(endpoint.port(), endpoint.host()).onComplete(connected -> {
            if (connected.succeeded()) {
                NetSocket socket = connected.result();
                socket.exceptionHandler(reset -> socket.close());
                socket.close();
                QueryExecution question = once.execution();
                once.finish(new ProbeOutcome.Answered(question, readings(question), Optional.empty(), List.of()));
            } else {
                once.finish(failureOutcome(connected.cause(), once.execution()));
            }
        });
    }

    private ProbeOutcome failureOutcome(Throwable cause, QueryExecution execution) {
        if (cause instanceof UnknownHostException) {
            return new ProbeOutcome.Silent(execution, "the name " + endpoint.host() + " is not found");
        }
        return cause instanceof ConnectException && !(cause instanceof ConnectTimeoutException)
                ? new ProbeOutcome.Refused(execution, "port " + endpoint.port() + " refuses: nothing listens there")
                : new ProbeOutcome.Silent(execution, SafeText.of(cause));
    }

    private List<Reading> readings(QueryExecution execution) {
        String source = endpoint.host() + ":" + endpoint.port();
        double seconds = execution.duration().toNanos() / 1e9;
        return List.of(
                new Reading(
                        target, new SignalName("tcp." + endpoint.port() + ".open"), new SignalValue.Flag(true), source),
                new Reading(
                        target, new SignalName("response.time.seconds"), new SignalValue.Quantity(seconds), source));
    }
}
