package org.firstbell.probe.net;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks a machine for echoes (ICMP, RFC 792 and RFC 4443): how many come back, and how soon. Confined to the polling loop. */
public final class PingExchange implements ProtocolExchange {
    private final PingRunner pingRunner;
    private final String address;

    public PingExchange(PingRunner pings, String address) {
        this.pingRunner = pings;
        this.address = address;
    }

    @Override
    public String protocol() {
        return "ping";
    }

    @Override
    public String queryName() {
        return "echo";
    }

    @Override
    public String timeoutReason() {
        return "no echo comes back";
    }

    @Override
    public RunningExchange start(Consumer<ExchangeResult> told) {
        PendingPing waiting = new PendingPing(told);
        pingRunner.requestEchoes(address, echoes -> waiting.echoesReceived(address, echoes));
        return waiting;
    }

    private static final class PendingPing implements RunningExchange {
        private final Consumer<ExchangeResult> callback;
        private boolean finished;

        PendingPing(Consumer<ExchangeResult> told) {
            this.callback = told;
        }

        void echoesReceived(String address, PingRunner.EchoResult echoes) {
            if (!finished) {
                finished = true;
                callback.accept(pingResult(address, echoes));
            }
        }

        private static ExchangeResult pingResult(String address, PingRunner.EchoResult echoes) {
            if (echoes.unable().isPresent()) {
                return new ExchangeResult.NotAttempted(echoes.unable().get());
            }
            Optional<Double> median = echoes.median();
            if (median.isEmpty()) {
                return new ExchangeResult.NoResponse(
                        echoes.resolved() ? "no echo comes back" : "the name " + address + " is not found");
            }
            return new ExchangeResult.ExchangeAnswered(
                    List.of(
                            ProtocolReading.of("ping.loss.ratio", echoes.loss(), "ICMP echo"),
                            ProtocolReading.of("ping.time.seconds", median.get(), "ICMP echo")),
                    List.of());
        }

        @Override
        public void resend() {
            // Several echoes are asked for anyway.
        }

        @Override
        public void close() {
            finished = true;
        }
    }
}
