package org.firstbell.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.firstbell.model.Reading;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalValue;
import org.firstbell.model.setup.SnmpProfile;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/** Scalars turned into signals as their profile says; of several for one signal the first that answers counts. */
final class Scalars {
    private static final SignalValue.Flag YES = new SignalValue.Flag(true);
    private static final SignalValue.Flag NO = new SignalValue.Flag(false);

    private Scalars() {}

    /**
     * Reads an answer.
     *
     * @param values of the plan's objects, in its order; null or an exception where the agent has none
     */
    static void read(ScalarPlan plan, @Nullable Variable[] values, Answer answer) {
        boolean[] told = new boolean[plan.signals()];
        ScalarPlan.Texts texts = answer.memory().texts(plan);
        for (ScalarPlan.Entry entry : plan.entries()) {
            Variable cell = values[entry.at()];
            if (cell == null || told[entry.signal()] || !Cells.told(cell)) {
                continue;
            }
            SignalValue value = value(entry, cell, answer, texts);
            if (value != null) {
                told[entry.signal()] = true;
                answer.add(new Reading(
                        answer.about(), entry.name(), value, entry.scalar().oid()));
            }
        }
    }

    private static @Nullable SignalValue value(
            ScalarPlan.Entry entry, Variable cell, Answer answer, ScalarPlan.Texts texts) {
        SnmpProfile.Scalar scalar = entry.scalar();
        return switch (entry.type()) {
            case QUANTITY -> quantity(scalar, cell, answer);
            case FLAG -> {
                String word = word(scalar, cell);
                yield word == null ? null : word.equals("true") ? YES : NO;
            }
            case STATE -> {
                String word = word(scalar, cell);
                yield word == null ? null : new SignalValue.State(word);
            }
            case VERSION, TEXT -> text(entry, cell, texts);
        };
    }

    private static @Nullable SignalValue quantity(SnmpProfile.Scalar scalar, Variable cell, Answer answer) {
        if (scalar.signal().equals("clock.offset.seconds")) {
            return Cells.clockOffset(cell, answer.now())
                    .map(SignalValue.Quantity::new)
                    .orElse(null);
        }
        double number = Cells.figure(cell);
        if (Double.isNaN(number) && scalar.signal().endsWith(".seconds")) {
            number = Cells.duration(cell).orElse(Double.NaN);
        }
        number = answer.possible(scalar.signal(), number, scalar.least(), scalar.most());
        if (Double.isNaN(number)) {
            return null;
        }
        double scaled = number * scalar.scale();
        if (cell instanceof TimeTicks && scalar.signal().equals("uptime.seconds")) {
            scaled = answer.memory().unwrapped(scaled);
        }
        return Double.isFinite(scaled) ? new SignalValue.Quantity(scaled) : null;
    }

    private static @Nullable String word(SnmpProfile.Scalar scalar, Variable cell) {
        double number = Cells.figure(cell);
        if (!(number >= scalar.least() && number <= scalar.most())) {
            return null;
        }
        String word = scalar.words().get((int) number);
        return word == null ? scalar.otherwise().orElse(null) : word;
    }

    /** A text is read again when its octets are others than last time. */
    private static @Nullable SignalValue text(ScalarPlan.Entry entry, Variable cell, ScalarPlan.Texts texts) {
        if (!(cell instanceof OctetString octets)) {
            return read(entry, cell).orElse(null);
        }
        return texts.value(entry.text(), mark(octets.getValue()), () -> read(entry, cell));
    }

    /** Stands for octets, by FNV-1a of 64 bits (draft-eastlake-fnv): others have another one but in 2^64 cases. */
    private static long mark(byte[] octets) {
        long mark = 0xcbf29ce484222325L;
        for (byte octet : octets) {
            mark = (mark ^ (octet & 0xff)) * 0x100000001b3L;
        }
        return mark;
    }

    private static Optional<SignalValue> read(ScalarPlan.Entry entry, Variable cell) {
        String text = Cells.text(cell);
        if (entry.pattern().isPresent()) {
            Matcher match = entry.pattern().get().matcher(text);
            if (!match.find()) {
                return Optional.empty();
            }
            text = groups(match);
        }
        if (!isTold(entry.scalar(), text)) {
            return Optional.empty();
        }
        return Optional.of(
                entry.type() == SignalCatalogue.Type.VERSION
                        ? new SignalValue.Version(DeviceText.version(text))
                        : new SignalValue.Text(text));
    }

    /** A name or a place may be any word; a model, version or serial number may not. */
    private static boolean isTold(SnmpProfile.Scalar scalar, String text) {
        boolean free = scalar.signal().equals("system.name") || scalar.signal().equals("system.location");
        return free ? !text.isBlank() : !DeviceText.isPlaceholder(text);
    }

    private static String groups(Matcher match) {
        List<String> groups = new ArrayList<>();
        for (int group = 1; group <= match.groupCount(); group++) {
            if (match.group(group) != null && !match.group(group).isBlank()) {
                groups.add(match.group(group).strip());
            }
        }
        return String.join(".", groups);
    }
}
