package org.firstbell.probe;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.firstbell.model.Asked;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Reading;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.model.setup.ProbeSpec;

/** Asks whether a TCP port accepts a connection; each port is a question of its own. Confined to the polling loop. */
final class TcpProbe implements Probe {
    private final Target target;
    private final ProbeSpec.Endpoint endpoint;
    private final NetClient client;
    private final Timers timers;
    private final InstantSource clock;
    private final Part part;

    TcpProbe(Target target, ProbeSpec.Endpoint endpoint, NetClient client, Timers timers, InstantSource clock) {
        this.target = target;
        this.endpoint = endpoint;
        this.client = client;
        this.timers = timers;
        this.clock = clock;
        this.part = new Part(Integer.toString(endpoint.port()), true, Part.Pace.BEAT);
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public String kind() {
        return "tcp";
    }

    @Override
    public List<Part> parts() {
        return List.of(part);
    }

    @Override
    public void ask(Part asked, Look look, Consumer<ProbeOutcome> answer) {
        Once once = new Once(
                this,
                look,
                clock,
                timers,
                answer,
                () -> "port " + endpoint.port() + " does not accept a connection in time");
        client.connect(endpoint.port(), endpoint.host()).onComplete(connected -> {
            if (connected.succeeded()) {
                NetSocket socket = connected.result();
                socket.exceptionHandler(reset -> socket.close());
                socket.close();
                Asked question = once.asked();
                once.end(new ProbeOutcome.Answered(question, readings(question), Optional.empty(), List.of()));
            } else {
                once.end(trouble(connected.cause(), once.asked()));
            }
        });
    }

    private ProbeOutcome trouble(Throwable cause, Asked asked) {
        if (cause instanceof UnknownHostException) {
            return new ProbeOutcome.Silent(asked, "the name " + endpoint.host() + " is not found");
        }
        return cause instanceof ConnectException && !(cause instanceof ConnectTimeoutException)
                ? new ProbeOutcome.Refused(asked, "port " + endpoint.port() + " refuses: nothing listens there")
                : new ProbeOutcome.Silent(asked, DeviceText.of(cause));
    }

    private List<Reading> readings(Asked asked) {
        String source = endpoint.host() + ":" + endpoint.port();
        double seconds = asked.took().toNanos() / 1e9;
        return List.of(
                new Reading(
                        target, new SignalName("tcp." + endpoint.port() + ".open"), new SignalValue.Flag(true), source),
                new Reading(
                        target, new SignalName("response.time.seconds"), new SignalValue.Quantity(seconds), source));
    }
}
