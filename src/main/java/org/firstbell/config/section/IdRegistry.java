package org.firstbell.config.section;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.firstbell.config.yaml.ProblemCollector;
import org.firstbell.config.yaml.SpellingSuggestion;
import org.firstbell.model.Origin;
import org.firstbell.model.Subject;

/** The ids of one kind of thing: unique over all files and schools, each remembered with its first place. */
public final class IdRegistry {
    private final String kindPhrase;
    private final Map<String, Origin> origins = new LinkedHashMap<>();
    private final ProblemCollector problems;

    public IdRegistry(String what, ProblemCollector problems) {
        this.kindPhrase = what;
        this.problems = problems;
    }

    /** Takes an id in; empty when it has not the shape of one or is taken. */
    <T> Optional<T> register(String text, Origin origin, String path, Function<String, T> make) {
        if (!Subject.isId(text)) {
            problems.add(
                    origin,
                    path,
                    "'" + text + "' is not an id",
                    "letters, digits, dots, dashes and underscores, beginning with a letter or digit");
            return Optional.empty();
        }
        Origin first = origins.putIfAbsent(text, origin);
        if (first != null) {
            String hint = first.equals(origin)
                    ? "a range needs its steps in the id too: \"" + text + "-{01..30}\""
                    : "first at " + first;
            problems.add(origin, path, "the " + kindPhrase + " '" + text + "' exists already", hint);
            return Optional.empty();
        }
        return Optional.of(make.apply(text));
    }

    /** Whether a text names one; if not, a problem is left where it stands. */
    public boolean requireKnown(String text, Origin origin, String path) {
        if (origins.containsKey(text)) {
            return true;
        }
        String hint = SpellingSuggestion.closest(text, origins.keySet())
                .map(closest -> "did you mean '" + closest + "'?")
                .orElse(origins.isEmpty() ? "no " + kindPhrase + " is configured" : "");
        problems.add(origin, path, "there is no " + kindPhrase + " '" + text + "'", hint);
        return false;
    }

    Map<String, Origin> origins() {
        return origins;
    }
}
