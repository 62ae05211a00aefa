package org.firstbell.probe.snmp.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The abilities of an agent as learned while polling it; they hold as long as the daemon knows the device.
 *
 * @param version {@code 1}, {@code 2c} or {@code 3}
 * @param maxRepetitions rows of a table asked for at once; 0 without GETBULK
 * @param maxVariables objects asked for at once
 */
public record AgentCapabilities(String version, int maxRepetitions, int maxVariables) {
    /** Whether tables are read by GETBULK. */
    public boolean supportsBulk() {
        return maxRepetitions > 0;
    }

    /** In words. */
    public String summary() {
        return "SNMP v" + version + ", " + limitations().orElse("as usual");
    }

    /** In words, where the agent can do less than is usual. */
    public Optional<String> limitations() {
        List<String> words = new ArrayList<>();
        if (!supportsBulk() && !version.equals("1")) {
            words.add("no GETBULK");
        } else if (supportsBulk() && maxRepetitions < TableRequestLimit.MAX_REPETITIONS) {
            words.add(maxRepetitions == 1 ? "1 row at once" : maxRepetitions + " rows at once");
        }
        if (maxVariables < GetRequestLimit.MAX_VARIABLES) {
            words.add(maxVariables == 1 ? "1 object at once" : maxVariables + " objects at once");
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
    }
}
