package org.firstbell.readiness.check;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.CheckId;
import org.firstbell.model.Origin;
import org.firstbell.model.Phrase;
import org.firstbell.model.SignalName;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.status.Severity;

/** The check of life as it is where no check file words it for a kind. */
final class AnswersCheck {
    static final CompiledCheck DEFAULT = new CompiledCheck(
            new CheckSpec(
                    CheckId.ANSWERS,
                    "It answers",
                    Set.of(),
                    Set.of(),
                    "signal('up')",
                    Map.of(),
                    Severity.BLOCKING,
                    Duration.ZERO,
                    Set.of(),
                    new Phrase("{name} is not answering.", "{name} is not answering."),
                    Map.of(),
                    new Phrase("Ask the tech office to look at {name}.", "Ask the tech office to look at {name}."),
                    Optional.empty(),
                    Optional.empty(),
                    new Origin("built in", 0, 0)),
            new Condition.FlagSet(new SignalName("up")),
            Map.of());

    private AnswersCheck() {}
}
