package org.firstbell.probe.net;

import java.util.List;
import java.util.function.Consumer;
import org.firstbell.model.SignalValue;

/**
 * A question that is a few messages there and back in a protocol of its own. Each beginning is told of once at most: a
 * target that stays silent is the caller's to notice.
 */
public interface ProtocolExchange {
    /** The protocol, as in metrics: {@code dns}, {@code ping}, {@code ntp}, … */
    String protocol();

    /** The name of the question, unique for a target and protocol. */
    String queryName();

    /** What it means when nothing comes, in a technician's words. */
    String timeoutReason();

    /** Asks; delivers on the loop that it was called on, never before it returns. */
    RunningExchange start(Consumer<ExchangeResult> told);

    /** A question that waits for its answer. */
    interface RunningExchange {
        /** One that nothing more will come of. */
        RunningExchange FINISHED = new RunningExchange() {
            @Override
            public void resend() {
                // There is nothing to send.
            }

            @Override
            public void close() {
                // There is nothing open.
            }
        };

        /** Sends the question once more, where a lost message is nobody else's business (UDP). */
        void resend();

        /** Ends it; nothing is told afterwards. */
        void close();
    }

    /** One signal and where in the answer it stood. */
    record ProtocolReading(String signal, SignalValue value, String source) {
        static ProtocolReading of(String signal, double value, String source) {
            return new ProtocolReading(signal, new SignalValue.Quantity(value), source);
        }

        static ProtocolReading of(String signal, boolean value, String source) {
            return new ProtocolReading(signal, new SignalValue.Flag(value), source);
        }

        /** A text as the target told it; hostile, and of the catalogue's type only once that has read it. */
        static ProtocolReading of(String signal, String text, String source) {
            return new ProtocolReading(signal, new SignalValue.Text(text), source);
        }
    }

    /** The result of one question to a server. */
    sealed interface ExchangeResult {
        /** The result of a question that was answered. */
        record ExchangeAnswered(List<ProtocolReading> readings, List<String> problems) implements ExchangeResult {
            public ExchangeAnswered {
                readings = List.copyOf(readings);
                problems = List.copyOf(problems);
            }
        }

        /** Nothing can be heard of it, and why. */
        record NoResponse(String reason) implements ExchangeResult {}

        /** The result of a question that the server refused. */
        record ExchangeRefused(String reason) implements ExchangeResult {}

        /** The result of a question whose answer breaks the protocol. */
        record MalformedResponse(String reason) implements ExchangeResult {}

        /** This machine cannot ask; the target is not to blame. */
        record NotAttempted(String reason) implements ExchangeResult {}
    }
}
