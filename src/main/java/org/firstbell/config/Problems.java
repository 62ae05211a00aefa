package org.firstbell.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.model.Origin;
import org.firstbell.model.Problem;

/** Every mistake found while reading, in the order of their places. Confined to one load. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();
    private final List<Problem> notices = new ArrayList<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();

    /** A mistake at a value. */
    public void add(YamlValue at, String message, String hint) {
        add(at.origin(), at.path(), message, hint);
    }

    /** A mistake at a place. */
    public void add(Origin origin, String path, String message, String hint) {
        Problem problem = new Problem(origin, path, message, hint);
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    /** Something that is no mistake and yet worth saying. */
    void notice(Origin origin, String path, String message, String hint) {
        notices.add(new Problem(origin, path, message, hint));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** A text was filled in from outside: where a message would quote it, what was written is quoted instead. */
    void filled(String value, String written) {
        secrets.put(value, written);
    }

    private Problem discreet(Problem problem) {
        String message = problem.message();
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            message = message.replace("'" + secret.getKey() + "'", "'" + secret.getValue() + "'");
            if (message.startsWith(secret.getKey() + " ")) {
                message = secret.getValue() + message.substring(secret.getKey().length());
            }
        }
        return new Problem(problem.origin(), problem.path(), message, problem.hint());
    }

    /** All mistakes, sorted by file, line and column. */
    public List<Problem> sorted() {
        return found.stream()
                .map(this::discreet)
                .sorted(java.util.Comparator.comparing(Problem::origin))
                .toList();
    }

    List<Problem> notices() {
        return notices.stream().map(this::discreet).toList();
    }
}
