package org.firstbell.probe.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.firstbell.model.DeviceId;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.event.Reading;
import org.firstbell.model.event.Sightings;
import org.firstbell.model.status.Sighting;
import org.firstbell.probe.ProbeContext;
import org.firstbell.probe.SafeText;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;

/** A collector of the readings of one answer, with the probe's memory between answers. Confined to the polling loop. */
public final class ReadingCollector {
    private final Target target;
    private final Instant now;
    private final String source;
    private final ProbeMemory memory;
    private final ProbeContext context;
    private final boolean complete;
    private final List<Reading> readings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<UnverifiedSighting> unverifiedSightings = new ArrayList<>();
    private Optional<Sightings> sightings = Optional.empty();
    /** Stands for this answer where percentages are counted; made when the first is. */
    private @Nullable Object responseKey;

    /** A device of the inventory that a table has an address of; whether it is awake, its echo must tell. */
    public record UnverifiedSighting(String address, Sighting sighting) {}

    public ReadingCollector(
            Target about, Instant now, String source, boolean whole, ProbeMemory memory, ProbeContext context) {
        this.target = about;
        this.now = now;
        this.source = source;
        this.complete = whole;
        this.memory = memory;
        this.context = context;
    }

    /** The same question asked once more: what is read of it stands for this answer. */
    public ReadingCollector forRecheck(Instant later) {
        ReadingCollector other = new ReadingCollector(target, later, source, complete, memory, context);
        other.responseKey = responseKey;
        return other;
    }

    public Target target() {
        return target;
    }

    public Instant now() {
        return now;
    }

    public ProbeMemory memory() {
        return memory;
    }

    public ProbeContext context() {
        return context;
    }

    /** Whether the table was read to its end. */
    boolean complete() {
        return complete;
    }

    public void addQuantity(String signal, double value) {
        addQuantity(target, signal, value, source);
    }

    public void addQuantity(Target of, String signal, double value, String from) {
        if (Double.isFinite(value)) {
            add(new Reading(of, memory.signalName(signal), new SignalValue.Quantity(value), from));
        }
    }

    public void addFlag(String signal, boolean value) {
        addFlag(target, signal, value, source);
    }

    public void addFlag(Target of, String signal, boolean value, String from) {
        add(new Reading(of, memory.signalName(signal), new SignalValue.Flag(value), from));
    }

    /** A text as the catalogue types the signal: text, version or state. */
    public void addText(Target of, String signal, String value, String from) {
        if (value.isBlank()) {
            return;
        }
        Optional<SignalCatalogue.SignalType> type =
                SignalCatalogue.find(signal).map(SignalCatalogue.SignalDefinition::type);
        SignalValue typed = type.filter(t -> t == SignalCatalogue.SignalType.VERSION)
                        .isPresent()
                ? new SignalValue.Version(SafeText.version(value))
                : type.filter(t -> t == SignalCatalogue.SignalType.STATE).isPresent()
                        ? new SignalValue.State(value)
                        : new SignalValue.Text(value);
        add(new Reading(of, memory.signalName(signal), typed, from));
    }

    public void addText(String signal, String value) {
        addText(target, signal, value, source);
    }

    /**
     * Keeps a reading. Where two questions tell the same of the target itself, the one that told it first goes on telling
     * it: places that count differently must not take turns.
     */
    public void add(Reading reading) {
        if (!reading.target().equals(target) || memory.claimSource(reading.name(), source)) {
            readings.add(reading);
        }
    }

    /**
     * A number within its bounds; not a number when it is out of them. A percentage that is told a hundredfold is brought
     * back, and that is said.
     *
     * @param what the object, as words
     */
    double plausible(String what, double number, double least, double most) {
        return plausible(what, HundredfoldDetector.NO_ROW, number, least, most);
    }

    /** The same of a table's row. */
    double plausible(String what, OID row, double number, double least, double most) {
        HundredfoldDetector percentages = memory.hundredfoldDetector(number, most);
        if (percentages == null) {
            return number >= least && number <= most ? number : Double.NaN;
        }
        Object answer = responseKey == null ? new Object() : responseKey;
        responseKey = answer;
        HundredfoldDetector.PercentageKey which = new HundredfoldDetector.PercentageKey(what, row);
        double plain = percentages.plausible(which, number, least, most, answer);
        if (percentages.isKnownHundredfold(which) && !Double.isNaN(plain)) {
            String sentence = what + " is told a hundredfold and brought back";
            if (!problems.contains(sentence)) {
                problems.add(sentence);
            }
        }
        return plain;
    }

    /** Whether this question is the one that tells a signal of the target itself. */
    boolean isSourceOf(String signal) {
        return source.equals(memory.sourceOf(memory.signalName(signal)));
    }

    /**
     * Whether this question, one of radios, tells the clients of an access point.
     *
     * @param claims whether it may become the one that does
     */
    boolean isClientCountSource(DeviceId unit, boolean claims) {
        return memory.isClientCountSource(unit, source, claims);
    }

    /** Whether this question is the first, and so the one, that answers for something. */
    boolean claimSource(String what) {
        return memory.claimSource(memory.signalName(what), source);
    }

    /** Whether a check may judge what was read otherwise than what this table told before, if it told it. */
    public boolean changesCheckInputs() {
        return readings.stream().anyMatch(reading -> {
            if (!context.checkThresholds().isInput(reading.name())) {
                return false;
            }
            SignalValue before = memory.lastValue(reading.target(), reading.name());
            return before == null
                    || context.checkThresholds().mayChangeOutcome(reading.name(), before, reading.value());
        });
    }

    /** Remembers what was read of that which checks rest on. */
    public void rememberCheckInputs() {
        readings.stream()
                .filter(reading -> context.checkThresholds().isInput(reading.name()))
                .forEach(reading -> memory.lastValue(reading.target(), reading.name(), reading.value()));
    }

    void addUnverified(UnverifiedSighting one) {
        unverifiedSightings.add(one);
    }

    public List<UnverifiedSighting> unverifiedSightings() {
        return unverifiedSightings;
    }

    /** Adds sightings to those that were told before. */
    public void addVerified(List<Sighting> more) {
        sightings = sightings.map(told -> new Sightings(
                told.seenBy(),
                Stream.concat(told.sightings().stream(), more.stream()).toList(),
                told.unknownCount(),
                told.complete()));
    }

    public void addProblem(String sentence) {
        problems.add(sentence);
    }

    public void setSightings(Sightings seen) {
        sightings = Optional.of(seen);
    }

    /** Whether a signal of the target itself was told already. */
    public boolean hasReading(String signal) {
        return readings.stream()
                .anyMatch(reading -> reading.target().equals(target)
                        && reading.name().value().equals(signal));
    }

    public List<Reading> readings() {
        return readings;
    }

    public List<String> problems() {
        return problems;
    }

    public Optional<Sightings> sightings() {
        return sightings;
    }
}
