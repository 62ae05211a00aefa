package org.firstbell.config.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.model.Origin;
import org.firstbell.model.Problem;

/** Every mistake found while reading, in the order of their places. Confined to one load. */
public final class ProblemCollector {
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();
    private final Map<String, String> substitutions = new LinkedHashMap<>();

    /** A mistake at a value. */
    public void add(YamlValue at, String message, String hint) {
        add(at.origin(), at.path(), message, hint);
    }

    /** A mistake at a place. */
    public void add(Origin origin, String path, String message, String hint) {
        Problem problem = new Problem(origin, path, message, hint);
        if (!errors.contains(problem)) {
            errors.add(problem);
        }
    }

    /** Something that is no mistake and yet worth saying. */
    public void addNote(Origin origin, String path, String message, String hint) {
        notes.add(new Problem(origin, path, message, hint));
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** A text was filled in from outside: where a message would quote it, what was written is quoted instead. */
    void addSubstitution(String value, String written) {
        substitutions.put(value, written);
    }

    private Problem withoutSecrets(Problem problem) {
        String message = problem.message();
        for (Map.Entry<String, String> secret : substitutions.entrySet()) {
            message = message.replace("'" + secret.getKey() + "'", "'" + secret.getValue() + "'");
            if (message.startsWith(secret.getKey() + " ")) {
                message = secret.getValue() + message.substring(secret.getKey().length());
            }
        }
        return new Problem(problem.origin(), problem.path(), message, problem.hint());
    }

    /** All mistakes, sorted by file, line and column. */
    public List<Problem> sorted() {
        return errors.stream()
                .map(this::withoutSecrets)
                .sorted(java.util.Comparator.comparing(Problem::origin))
                .toList();
    }

    public List<Problem> notes() {
        return notes.stream().map(this::withoutSecrets).toList();
    }
}
