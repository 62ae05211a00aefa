package org.firstbell.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.firstbell.model.Origin;
import org.firstbell.model.Subject;

/** The ids of one kind of thing: unique over all files and schools, each remembered with its first place. */
final class Ids {
    private final String what;
    private final Map<String, Origin> places = new LinkedHashMap<>();
    private final Problems problems;

    Ids(String what, Problems problems) {
        this.what = what;
        this.problems = problems;
    }

    /** Takes an id in; empty when it has not the shape of one or is taken. */
    <T> Optional<T> add(String text, Origin origin, String path, Function<String, T> make) {
        if (!Subject.isId(text)) {
            problems.add(
                    origin,
                    path,
                    "'" + text + "' is not an id",
                    "letters, digits, dots, dashes and underscores, beginning with a letter or digit");
            return Optional.empty();
        }
        Origin first = places.putIfAbsent(text, origin);
        if (first != null) {
            String hint = first.equals(origin)
                    ? "a range needs its steps in the id too: \"" + text + "-{01..30}\""
                    : "first at " + first;
            problems.add(origin, path, "the " + what + " '" + text + "' exists already", hint);
            return Optional.empty();
        }
        return Optional.of(make.apply(text));
    }

    /** Whether a text names one; if not, a problem is left where it stands. */
    boolean known(String text, Origin origin, String path) {
        if (places.containsKey(text)) {
            return true;
        }
        String hint = Suggestion.closest(text, places.keySet())
                .map(closest -> "did you mean '" + closest + "'?")
                .orElse(places.isEmpty() ? "no " + what + " is configured" : "");
        problems.add(origin, path, "there is no " + what + " '" + text + "'", hint);
        return false;
    }

    boolean has(String text) {
        return places.containsKey(text);
    }

    Map<String, Origin> places() {
        return places;
    }
}
