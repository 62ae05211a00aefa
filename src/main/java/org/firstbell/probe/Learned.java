package org.firstbell.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was learned of how an agent can be asked; it holds as long as the daemon knows the device.
 *
 * @param version {@code 1}, {@code 2c} or {@code 3}
 * @param repetitions rows of a table asked for at once; 0 without GETBULK
 * @param variables objects asked for at once
 */
public record Learned(String version, int repetitions, int variables) {
    /** Whether tables are read by GETBULK. */
    public boolean bulk() {
        return repetitions > 0;
    }

    /** In words. */
    public String sentence() {
        return "SNMP v" + version + ", " + limits().orElse("as usual");
    }

    /** In words, where the agent can do less than is usual. */
    Optional<String> limits() {
        List<String> words = new ArrayList<>();
        if (!bulk() && !version.equals("1")) {
            words.add("no GETBULK");
        } else if (bulk() && repetitions < TableLimit.MOST_REPETITIONS) {
            words.add(repetitions == 1 ? "1 row at once" : repetitions + " rows at once");
        }
        if (variables < VariableLimit.MOST) {
            words.add(variables == 1 ? "1 object at once" : variables + " objects at once");
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
    }
}
