package org.firstbell.probe.dialogue;

import java.util.List;
import java.util.function.Consumer;
import org.firstbell.model.SignalValue;

/**
 * A question that is a few messages there and back in a protocol of its own. Each beginning is told of once at most: a
 * target that stays silent is the caller's to notice.
 */
public interface Dialogue {
    /** The protocol, as in metrics: {@code dns}, {@code ping}, {@code ntp}, … */
    String kind();

    /** The name of the question, unique for a target and protocol. */
    String part();

    /** What it means when nothing comes, in a technician's words. */
    String silence();

    /** Asks; delivers on the loop that it was called on, never before it returns. */
    Running begin(Consumer<Told> told);

    /** A question under way. */
    interface Running {
        /** One that nothing more will come of. */
        Running OVER = new Running() {
            @Override
            public void again() {
                // There is nothing to send.
            }

            @Override
            public void close() {
                // There is nothing open.
            }
        };

        /** Sends the question once more, where a lost message is nobody else's business (UDP). */
        void again();

        /** Ends it; nothing is told afterwards. */
        void close();
    }

    /** One signal and where in the answer it stood. */
    record Fact(String signal, SignalValue value, String source) {
        static Fact of(String signal, double value, String source) {
            return new Fact(signal, new SignalValue.Quantity(value), source);
        }

        static Fact of(String signal, boolean value, String source) {
            return new Fact(signal, new SignalValue.Flag(value), source);
        }

        /** A text as the target told it; hostile, and of the catalogue's type only once that has read it. */
        static Fact of(String signal, String text, String source) {
            return new Fact(signal, new SignalValue.Text(text), source);
        }
    }

    /** How a question ended. */
    sealed interface Told {
        /** It was answered. */
        record Facts(List<Fact> facts, List<String> problems) implements Told {
            public Facts {
                facts = List.copyOf(facts);
                problems = List.copyOf(problems);
            }
        }

        /** Nothing can be heard of it, and why. */
        record Nothing(String reason) implements Told {}

        /** It was turned away. */
        record Refusal(String reason) implements Told {}

        /** What came makes no sense. */
        record Nonsense(String reason) implements Told {}

        /** This machine cannot ask; the target is not to blame. */
        record Unable(String reason) implements Told {}
    }
}
