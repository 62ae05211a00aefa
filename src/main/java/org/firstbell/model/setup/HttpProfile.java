package org.firstbell.model.setup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of JSON answer over HTTP as a data file: what a good answer is, and which signals its body gives.
 *
 * @param statuses HTTP statuses of a good answer
 * @param good values that must stand at JSON pointers (RFC 6901) when something stands there
 */
public record HttpProfile(
        String id, String title, Set<Integer> statuses, Map<String, Set<String>> good, List<Field> fields) {
    public HttpProfile {
        statuses = Set.copyOf(statuses);
        good = Map.copyOf(good);
        fields = List.copyOf(fields);
    }

    /**
     * A value of the body that is a signal; {@code app.*.version} becomes {@code app.<platform>.version}.
     *
     * @param pointer JSON pointer (RFC 6901)
     * @param scale what a number is multiplied by to reach the base unit
     * @param app a pointer to the app's name, for signals of apps
     */
    public record Field(String signal, String pointer, double scale, Optional<String> app) {}
}
