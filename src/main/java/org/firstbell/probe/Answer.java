package org.firstbell.probe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Reading;
import org.firstbell.model.Sighting;
import org.firstbell.model.Sightings;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;

/** What is being read out of one answer, and what the probe remembers between answers. Confined to the polling loop. */
final class Answer {
    private final Target about;
    private final Instant now;
    private final String source;
    private final Memory memory;
    private final Surroundings surroundings;
    private final boolean whole;
    private final List<Reading> readings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<Doubt> doubts = new ArrayList<>();
    private Optional<Sightings> sightings = Optional.empty();
    /** Stands for this answer where percentages are counted; made when the first is. */
    private @Nullable Object mark;

    /** A device of the inventory that a table has an address of; whether it is awake, its echo must tell. */
    record Doubt(String address, Sighting sighting) {}

    Answer(Target about, Instant now, String source, boolean whole, Memory memory, Surroundings surroundings) {
        this.about = about;
        this.now = now;
        this.source = source;
        this.whole = whole;
        this.memory = memory;
        this.surroundings = surroundings;
    }

    /** The same question asked once more: what is read of it stands for this answer. */
    Answer again(Instant later) {
        Answer other = new Answer(about, later, source, whole, memory, surroundings);
        other.mark = mark;
        return other;
    }

    Target about() {
        return about;
    }

    Instant now() {
        return now;
    }

    Memory memory() {
        return memory;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** Whether the table was read to its end. */
    boolean whole() {
        return whole;
    }

    void quantity(String signal, double value) {
        quantity(about, signal, value, source);
    }

    void quantity(Target of, String signal, double value, String from) {
        if (Double.isFinite(value)) {
            add(new Reading(of, memory.name(signal), new SignalValue.Quantity(value), from));
        }
    }

    void flag(String signal, boolean value) {
        flag(about, signal, value, source);
    }

    void flag(Target of, String signal, boolean value, String from) {
        add(new Reading(of, memory.name(signal), new SignalValue.Flag(value), from));
    }

    /** A text as the catalogue types the signal: text, version or state. */
    void text(Target of, String signal, String value, String from) {
        if (value.isBlank()) {
            return;
        }
        Optional<SignalCatalogue.Type> type = SignalCatalogue.find(signal).map(SignalCatalogue.Definition::type);
        SignalValue typed = type.filter(t -> t == SignalCatalogue.Type.VERSION).isPresent()
                ? new SignalValue.Version(DeviceText.version(value))
                : type.filter(t -> t == SignalCatalogue.Type.STATE).isPresent()
                        ? new SignalValue.State(value)
                        : new SignalValue.Text(value);
        add(new Reading(of, memory.name(signal), typed, from));
    }

    void text(String signal, String value) {
        text(about, signal, value, source);
    }

    /**
     * Keeps a reading. Where two questions tell the same of the target itself, the one that told it first goes on telling
     * it: places that count differently must not take turns.
     */
    void add(Reading reading) {
        if (!reading.about().equals(about) || memory.tells(reading.name(), source)) {
            readings.add(reading);
        }
    }

    /**
     * A number within its bounds; not a number when it is out of them. A percentage that is told a hundredfold is brought
     * back, and that is said.
     *
     * @param what the object, as words
     */
    double possible(String what, double number, double least, double most) {
        return possible(what, Percentages.NO_ROW, number, least, most);
    }

    /** The same of a table's row. */
    double possible(String what, OID row, double number, double least, double most) {
        Percentages percentages = memory.percentages(number, most);
        if (percentages == null) {
            return number >= least && number <= most ? number : Double.NaN;
        }
        Object answer = mark == null ? new Object() : mark;
        mark = answer;
        Percentages.Which which = new Percentages.Which(what, row);
        double plain = percentages.possible(which, number, least, most, answer);
        if (percentages.hundredfold(which) && !Double.isNaN(plain)) {
            String sentence = what + " is told a hundredfold and brought back";
            if (!problems.contains(sentence)) {
                problems.add(sentence);
            }
        }
        return plain;
    }

    /** Whether this question is the one that tells a signal of the target itself. */
    boolean tells(String signal) {
        return source.equals(memory.teller(memory.name(signal)));
    }

    /**
     * Whether this question, one of radios, tells the clients of an access point.
     *
     * @param claims whether it may become the one that does
     */
    boolean tellsClients(DeviceId unit, boolean claims) {
        return memory.tellsClients(unit, source, claims);
    }

    /** Whether this question is the first, and so the one, that answers for something. */
    boolean claims(String what) {
        return memory.tells(memory.name(what), source);
    }

    /** Whether a check may judge what was read otherwise than what this table told before, if it told it. */
    boolean turns() {
        return readings.stream().anyMatch(reading -> {
            if (!surroundings.stakes().at(reading.name())) {
                return false;
            }
            SignalValue before = memory.last(reading.about(), reading.name());
            return before == null || surroundings.stakes().apart(reading.name(), before, reading.value());
        });
    }

    /** Remembers what was read of that which checks rest on. */
    void keepTurns() {
        readings.stream()
                .filter(reading -> surroundings.stakes().at(reading.name()))
                .forEach(reading -> memory.last(reading.about(), reading.name(), reading.value()));
    }

    void doubt(Doubt one) {
        doubts.add(one);
    }

    List<Doubt> doubts() {
        return doubts;
    }

    /** Adds sightings to those that were told before. */
    void alsoSighted(List<Sighting> more) {
        sightings = sightings.map(told -> new Sightings(
                told.seenBy(),
                Stream.concat(told.seen().stream(), more.stream()).toList(),
                told.unnamed(),
                told.whole()));
    }

    void problem(String sentence) {
        problems.add(sentence);
    }

    void sighted(Sightings seen) {
        sightings = Optional.of(seen);
    }

    /** Whether a signal of the target itself was told already. */
    boolean has(String signal) {
        return readings.stream()
                .anyMatch(reading ->
                        reading.about().equals(about) && reading.name().value().equals(signal));
    }

    List<Reading> readings() {
        return readings;
    }

    List<String> problems() {
        return problems;
    }

    Optional<Sightings> sightings() {
        return sightings;
    }
}
