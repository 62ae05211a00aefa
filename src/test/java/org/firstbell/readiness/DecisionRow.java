package org.firstbell.readiness;

import java.util.function.Consumer;
import org.firstbell.model.status.Verdict;

/**
 * A row of a decision table.
 *
 * @param line the line of the contract that it stands for
 * @param happens what happens to a school that is READY at 8:00, an hour before its session {@code ela}
 */
record DecisionRow(String line, String what, Consumer<SimulatedSchool> happens, Verdict verdict) {
    @Override
    public String toString() {
        return line + " | " + what + " -> " + verdict;
    }
}
