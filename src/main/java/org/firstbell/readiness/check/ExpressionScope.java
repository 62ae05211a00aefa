package org.firstbell.readiness.check;

import java.util.Map;
import java.util.Optional;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.VersionNumber;

/**
 * What names in an expression can mean.
 *
 * @param limits the check's limits with their defaults
 * @param minimumVersions the least version of a signal that platforms ask for, such as of {@code app.testnav.version}
 */
record ExpressionScope(Map<String, Double> limits, Map<String, VersionNumber> minimumVersions) {
    ExpressionScope {
        limits = Map.copyOf(limits);
        minimumVersions = Map.copyOf(minimumVersions);
    }

    Optional<SignalCatalogue.SignalType> type(String signal) {
        return SignalCatalogue.find(signal).map(SignalCatalogue.SignalDefinition::type);
    }
}
