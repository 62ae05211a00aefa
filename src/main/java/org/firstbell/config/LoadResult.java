package org.firstbell.config;

import java.util.List;
import java.util.Optional;
import org.firstbell.model.Problem;
import org.firstbell.model.setup.Configuration;

/**
 * The result of loading: a configuration or problems.
 *
 * @param configuration empty when there are problems
 * @param problems every mistake, sorted by place
 * @param notes what is no mistake and yet worth saying, such as a session without a cache
 */
public record LoadResult(Optional<Configuration> configuration, List<Problem> problems, List<Problem> notes) {
    public LoadResult {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }
}
