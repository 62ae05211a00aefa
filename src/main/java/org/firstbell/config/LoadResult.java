package org.firstbell.config;

import java.util.List;
import java.util.Optional;
import org.firstbell.model.Problem;
import org.firstbell.model.setup.Configuration;

/**
 * What came of loading: a configuration or problems.
 *
 * @param configuration empty when there are problems
 * @param problems every mistake, sorted by place
 * @param notices what is no mistake and yet worth saying, such as a session without a cache
 */
public record LoadResult(Optional<Configuration> configuration, List<Problem> problems, List<Problem> notices) {
    public LoadResult {
        problems = List.copyOf(problems);
        notices = List.copyOf(notices);
    }
}
