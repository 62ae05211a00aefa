package org.firstbell.readiness.check;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.Origin;
import org.firstbell.model.Severity;
import org.firstbell.model.SignalName;
import org.firstbell.model.Words;
import org.firstbell.model.setup.CheckSpec;

/** The check of life as it is where no check file words it for a kind. */
final class AnswersCheck {
    static final CompiledCheck PLAIN = new CompiledCheck(
            new CheckSpec(
                    CompiledCheck.ANSWERS,
                    "It answers",
                    Set.of(),
                    Set.of(),
                    "signal('up')",
                    Map.of(),
                    Severity.BLOCKING,
                    Duration.ZERO,
                    Set.of(),
                    new Words("{name} is not answering.", "{name} is not answering."),
                    Map.of(),
                    new Words("Ask the tech office to look at {name}.", "Ask the tech office to look at {name}."),
                    Optional.empty(),
                    Optional.empty(),
                    new Origin("built in", 0, 0)),
            new Condition.FlagSet(new SignalName("up")),
            Map.of());

    private AnswersCheck() {}
}
