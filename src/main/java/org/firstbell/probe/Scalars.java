package org.firstbell.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.firstbell.model.Reading;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalValue;
import org.firstbell.model.setup.SnmpProfile;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** Scalars turned into signals as their profile says; of several for one signal the first that answers counts. */
final class Scalars {
    private Scalars() {}

    static void read(List<SnmpProfile.Scalar> scalars, List<VariableBinding> bindings, Answer answer) {
        Map<OID, Variable> told = new HashMap<>();
        for (VariableBinding binding : bindings) {
            if (Cells.told(binding.getVariable())) {
                told.put(binding.getOid(), binding.getVariable());
            }
        }
        for (SnmpProfile.Scalar scalar : scalars) {
            Variable cell = told.get(answer.memory().oid(scalar.oid()));
            if (cell != null && !answer.has(scalar.signal())) {
                value(scalar, cell, answer)
                        .ifPresent(value -> answer.add(new Reading(
                                answer.about(), answer.memory().name(scalar.signal()), value, scalar.oid())));
            }
        }
    }

    private static Optional<SignalValue> value(SnmpProfile.Scalar scalar, Variable cell, Answer answer) {
        if (scalar.signal().equals("clock.offset.seconds")) {
            return Cells.clockOffset(cell, answer.now()).map(SignalValue.Quantity::new);
        }
        SignalCatalogue.Type type = SignalCatalogue.find(scalar.signal())
                .map(SignalCatalogue.Definition::type)
                .orElse(SignalCatalogue.Type.TEXT);
        return switch (type) {
            case QUANTITY ->
                number(scalar, cell)
                        .map(number -> number * scalar.scale())
                        .map(number ->
                                cell instanceof TimeTicks && scalar.signal().equals("uptime.seconds")
                                        ? answer.memory().unwrapped(number)
                                        : number)
                        .map(SignalValue.Quantity::new);
            case FLAG -> word(scalar, cell).map(word -> new SignalValue.Flag(word.equals("true")));
            case STATE -> word(scalar, cell).map(SignalValue.State::new);
            case VERSION -> text(scalar, cell, answer).map(DeviceText::version).map(SignalValue.Version::new);
            case TEXT -> text(scalar, cell, answer).map(SignalValue.Text::new);
        };
    }

    private static Optional<Double> number(SnmpProfile.Scalar scalar, Variable cell) {
        Optional<Double> told = scalar.signal().endsWith(".seconds")
                ? Cells.number(cell).or(() -> Cells.duration(cell))
                : Cells.number(cell);
        return told.filter(number -> number >= scalar.least() && number <= scalar.most());
    }

    private static Optional<String> word(SnmpProfile.Scalar scalar, Variable cell) {
        return Cells.number(cell).map(number -> scalar.words().get((int) (double) number));
    }

    private static Optional<String> text(SnmpProfile.Scalar scalar, Variable cell, Answer answer) {
        String text = Cells.text(cell);
        if (scalar.pattern().isEmpty()) {
            return Optional.of(text).filter(told -> !told.isBlank());
        }
        Matcher match = answer.memory().pattern(scalar.pattern().get()).matcher(text);
        if (!match.find()) {
            return Optional.empty();
        }
        List<String> groups = new ArrayList<>();
        for (int group = 1; group <= match.groupCount(); group++) {
            if (match.group(group) != null && !match.group(group).isBlank()) {
                groups.add(match.group(group).strip());
            }
        }
        return groups.isEmpty() ? Optional.empty() : Optional.of(String.join(".", groups));
    }
}
