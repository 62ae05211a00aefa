package org.firstbell.config;

import java.util.ArrayList;
import java.util.List;
import org.firstbell.model.Origin;
import org.firstbell.model.Problem;

/** Every mistake found while reading, in the order of their places. Confined to one load. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();
    private final List<Problem> notices = new ArrayList<>();

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

    /** All mistakes, sorted by file, line and column. */
    public List<Problem> sorted() {
        return found.stream()
                .sorted(java.util.Comparator.comparing(Problem::origin))
                .toList();
    }

    List<Problem> notices() {
        return List.copyOf(notices);
    }
}
