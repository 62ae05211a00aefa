package org.firstbell.readiness.check;

import java.util.Map;
import java.util.Optional;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.VersionNumber;

/**
 * What names in an expression can mean.
 *
 * @param limits the check's limits with their defaults
 * @param minimums the least version of a signal that platforms ask for, such as of {@code app.testnav.version}
 */
record Scope(Map<String, Double> limits, Map<String, VersionNumber> minimums) {
    Scope {
        limits = Map.copyOf(limits);
        minimums = Map.copyOf(minimums);
    }

    Optional<SignalCatalogue.Type> type(String signal) {
        return SignalCatalogue.find(signal).map(SignalCatalogue.Definition::type);
    }
}
