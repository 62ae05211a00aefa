package org.firstbell.probe.dialogue;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks a machine for echoes (ICMP, RFC 792 and RFC 4443): how many come back, and how soon. Confined to the polling loop. */
public final class PingDialogue implements Dialogue {
    private final Pings pings;
    private final String address;

    public PingDialogue(Pings pings, String address) {
        this.pings = pings;
        this.address = address;
    }

    @Override
    public String kind() {
        return "ping";
    }

    @Override
    public String part() {
        return "echo";
    }

    @Override
    public String silence() {
        return "no echo comes back";
    }

    @Override
    public Running begin(Consumer<Told> told) {
        Waiting waiting = new Waiting(told);
        pings.ask(address, echoes -> waiting.echoes(address, echoes));
        return waiting;
    }

    private static final class Waiting implements Running {
        private final Consumer<Told> told;
        private boolean over;

        Waiting(Consumer<Told> told) {
            this.told = told;
        }

        void echoes(String address, Pings.Echoes echoes) {
            if (!over) {
                over = true;
                told.accept(read(address, echoes));
            }
        }

        private static Told read(String address, Pings.Echoes echoes) {
            if (echoes.unable().isPresent()) {
                return new Told.Unable(echoes.unable().get());
            }
            Optional<Double> median = echoes.median();
            if (median.isEmpty()) {
                return new Told.Nothing(
                        echoes.found() ? "no echo comes back" : "the name " + address + " is not found");
            }
            return new Told.Facts(
                    List.of(
                            Fact.of("ping.loss.ratio", echoes.loss(), "ICMP echo"),
                            Fact.of("ping.time.seconds", median.get(), "ICMP echo")),
                    List.of());
        }

        @Override
        public void again() {
            // Several echoes are asked for anyway.
        }

        @Override
        public void close() {
            over = true;
        }
    }
}
