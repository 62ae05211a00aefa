package org.firstbell.probe.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalValue;
import org.firstbell.model.event.Reading;
import org.firstbell.model.setup.SnmpProfile;
import org.firstbell.probe.SafeText;
import org.firstbell.probe.snmp.client.ScalarQueryPlan;
import org.firstbell.probe.snmp.client.VariableConverter;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/** Scalars turned into signals as their profile says; of several for one signal the first that answers counts. */
public final class ScalarMapper {
    private static final SignalValue.Flag TRUE = new SignalValue.Flag(true);
    private static final SignalValue.Flag FALSE = new SignalValue.Flag(false);

    private ScalarMapper() {}

    /**
     * Reads an answer.
     *
     * @param values of the plan's objects, in its order; null or an exception where the agent has none
     */
    public static void map(ScalarQueryPlan plan, @Nullable Variable[] values, ReadingCollector answer) {
        boolean[] told = new boolean[plan.signalCount()];
        ScalarQueryPlan.TextCache texts = answer.memory().textCache(plan);
        for (ScalarQueryPlan.ScalarEntry entry : plan.entries()) {
            Variable cell = values[entry.objectIndex()];
            if (cell == null || told[entry.signalIndex()] || !VariableConverter.isPresent(cell)) {
                continue;
            }
            SignalValue value = value(entry, cell, answer, texts);
            if (value != null) {
                told[entry.signalIndex()] = true;
                answer.add(new Reading(
                        answer.target(), entry.name(), value, entry.scalar().oid()));
            }
        }
    }

    private static @Nullable SignalValue value(
            ScalarQueryPlan.ScalarEntry entry,
            Variable cell,
            ReadingCollector answer,
            ScalarQueryPlan.TextCache texts) {
        SnmpProfile.ScalarMapping scalar = entry.scalar();
        return switch (entry.type()) {
            case QUANTITY -> quantity(scalar, cell, answer);
            case FLAG -> {
                String word = mappedWord(scalar, cell);
                yield word == null ? null : word.equals("true") ? TRUE : FALSE;
            }
            case STATE -> {
                String word = mappedWord(scalar, cell);
                yield word == null ? null : new SignalValue.State(word);
            }
            case VERSION, TEXT -> text(entry, cell, texts);
        };
    }

    private static @Nullable SignalValue quantity(
            SnmpProfile.ScalarMapping scalar, Variable cell, ReadingCollector answer) {
        if (scalar.signal().equals("clock.offset.seconds")) {
            return VariableConverter.clockOffset(cell, answer.now())
                    .map(SignalValue.Quantity::new)
                    .orElse(null);
        }
        double number = VariableConverter.numberOrNaN(cell);
        if (Double.isNaN(number) && scalar.signal().endsWith(".seconds")) {
            number = VariableConverter.duration(cell).orElse(Double.NaN);
        }
        number = answer.plausible(scalar.signal(), number, scalar.minimum(), scalar.maximum());
        if (Double.isNaN(number)) {
            return null;
        }
        double scaled = number * scalar.scale();
        if (cell instanceof TimeTicks && scalar.signal().equals("uptime.seconds")) {
            scaled = answer.memory().unwrappedUptime(scaled);
        }
        return Double.isFinite(scaled) ? new SignalValue.Quantity(scaled) : null;
    }

    private static @Nullable String mappedWord(SnmpProfile.ScalarMapping scalar, Variable cell) {
        double number = VariableConverter.numberOrNaN(cell);
        if (!(number >= scalar.minimum() && number <= scalar.maximum())) {
            return null;
        }
        String word = scalar.words().get((int) number);
        return word == null ? scalar.defaultWord().orElse(null) : word;
    }

    /** A text is read again when its octets are others than last time. */
    private static @Nullable SignalValue text(
            ScalarQueryPlan.ScalarEntry entry, Variable cell, ScalarQueryPlan.TextCache texts) {
        if (!(cell instanceof OctetString octets)) {
            return map(entry, cell).orElse(null);
        }
        return texts.cachedValue(entry.textIndex(), hash(octets.getValue()), () -> map(entry, cell));
    }

    /** Stands for octets, by FNV-1a of 64 bits (draft-eastlake-fnv): others have another one but in 2^64 cases. */
    private static long hash(byte[] octets) {
        long mark = 0xcbf29ce484222325L;
        for (byte octet : octets) {
            mark = (mark ^ (octet & 0xff)) * 0x100000001b3L;
        }
        return mark;
    }

    private static Optional<SignalValue> map(ScalarQueryPlan.ScalarEntry entry, Variable cell) {
        String text = VariableConverter.text(cell);
        if (entry.pattern().isPresent()) {
            Matcher match = entry.pattern().get().matcher(text);
            if (!match.find()) {
                return Optional.empty();
            }
            text = joinGroups(match);
        }
        if (!isMeaningful(entry.scalar(), text)) {
            return Optional.empty();
        }
        return Optional.of(
                entry.type() == SignalCatalogue.SignalType.VERSION
                        ? new SignalValue.Version(SafeText.version(text))
                        : new SignalValue.Text(text));
    }

    /** A name or a place may be any word; a model, version or serial number may not. */
    private static boolean isMeaningful(SnmpProfile.ScalarMapping scalar, String text) {
        boolean free = scalar.signal().equals("system.name") || scalar.signal().equals("system.location");
        return free ? !text.isBlank() : !SafeText.isPlaceholder(text);
    }

    private static String joinGroups(Matcher match) {
        List<String> groups = new ArrayList<>();
        for (int group = 1; group <= match.groupCount(); group++) {
            if (match.group(group) != null && !match.group(group).isBlank()) {
                groups.add(match.group(group).strip());
            }
        }
        return String.join(".", groups);
    }
}
