package org.firstbell.probe;

import java.time.Duration;
import java.util.List;
import org.firstbell.model.setup.SnmpProfile;
import org.jspecify.annotations.Nullable;

/** A family's questions made ready to be asked, shared by all its devices. Immutable but for what its plans keep. */
final class Script {
    private static final Duration TABLE_TIMEOUT = Duration.ofSeconds(5);

    private final SnmpProfile profile;
    private final List<Part> parts;
    private final List<Question> questions;

    /**
     * One question.
     *
     * @param scalars what to GET; null for a table
     * @param table what to read; empty for scalars
     * @param older what stands in for columns of the table; null where nothing does
     */
    record Question(
            SnmpProfile.Question asks,
            @Nullable ScalarPlan scalars,
            TableWalk.Plan table,
            @Nullable OlderColumns older) {}

    /** @param sights whether the tables of others are asked for too */
    Script(SnmpProfile profile, boolean sights, Lexicon lexicon) {
        this.profile = profile;
        List<SnmpProfile.Question> asked = profile.questions().stream()
                .filter(question -> sights || !question.sights())
                .toList();
        this.parts = asked.stream()
                .map(question -> new Part(question.name(), question.life(), pace(question.pace())))
                .toList();
        this.questions =
                asked.stream().map(question -> question(question, lexicon)).toList();
    }

    private static Question question(SnmpProfile.Question asks, Lexicon lexicon) {
        TableWalk.Plan table = table(asks);
        return new Question(
                asks,
                asks.columns().isEmpty() ? new ScalarPlan(asks.scalars(), lexicon) : null,
                table,
                asks.older().isEmpty() ? null : new OlderColumns(table, asks.older()));
    }

    private static Part.Pace pace(String word) {
        return switch (word) {
            case "controller" -> Part.Pace.CONTROLLER;
            case "table" -> Part.Pace.TABLE;
            case "hourly" -> Part.Pace.HOURLY;
            default -> Part.Pace.BEAT;
        };
    }

    private static TableWalk.Plan table(SnmpProfile.Question question) {
        boolean counts = question.uses().stream()
                .flatMap(use -> Recipes.named(use.recipe()).stream())
                .anyMatch(Recipe::counts);
        return TableWalk.Plan.of(question.columns(), question.timeout().orElse(TABLE_TIMEOUT), counts);
    }

    SnmpProfile profile() {
        return profile;
    }

    /** Its questions as the poller plans them; the same list for all devices. */
    List<Part> parts() {
        return parts;
    }

    /** The question of a part; null when the family has none of its name. */
    @Nullable
    Question question(Part part) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).name().equals(part.name())) {
                return questions.get(i);
            }
        }
        return null;
    }
}
