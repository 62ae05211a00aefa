package org.firstbell.readiness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.Evidence;
import org.firstbell.model.Finding;
import org.firstbell.model.Phase;
import org.firstbell.model.RoomId;
import org.firstbell.model.Severity;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Words;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Room;
import org.firstbell.readiness.check.CompiledCheck;
import org.jspecify.annotations.Nullable;

/** Turns a check that does not pass on a target into a finding with sentence, remedy and evidence. Immutable. */
final class Wording {
    private final Configuration configuration;

    Wording(Configuration configuration) {
        this.configuration = configuration;
    }

    /** The finding of a check that fails or is unknown. */
    Finding finding(TargetBook book, CheckState check, Severity severity, Phase phase) {
        boolean fails = check.fails();
        CompiledCheck compiled = check.check();
        Words message = fails
                ? Sentence.fill(compiled.spec().message(), place -> place(book, compiled, place))
                : notFresh(book, check);
        Words remedy = Sentence.fill(compiled.spec().remedyIn(phase), place -> place(book, compiled, place));
        return new Finding(
                check.check().id(),
                fails ? CheckOutcome.FAIL : CheckOutcome.UNKNOWN,
                severity,
                book.id,
                check.since(),
                message,
                remedy,
                evidence(book, compiled));
    }

    private static Words notFresh(TargetBook book, CheckState check) {
        String title = check.check().spec().title();
        return check.isAnswers()
                ? unseen(book)
                : new Words(
                        Sentence.shortened("We can't tell now: " + title, 44),
                        Sentence.shortened(
                                "We can't tell now about " + book.name() + ": " + title + ". Its last word is too old.",
                                120));
    }

    /** A target that nobody can tell about now. */
    static Words unseen(TargetBook book) {
        String what = !book.presence.reached()
                ? book.name() + " has not been reached yet."
                : "We can't tell about " + book.name() + " now.";
        return new Words(Sentence.shortened(what, 44), Sentence.shortened(what, 120));
    }

    private @Nullable String place(TargetBook book, CompiledCheck check, String place) {
        switch (place) {
            case "name":
                return book.name();
            case "the":
                return the(book);
            case "room":
                return room(book).orElse(book.name());
            case "slot":
                return book.device == null ? null : book.device.slot().orElse(null);
            case "call":
                return call();
            default:
                break;
        }
        if (place.startsWith("limit:")) {
            String name = place.substring("limit:".length());
            return check.limits(book).stream()
                    .filter(limit -> limit.name().equals(name))
                    .map(limit -> Figures.of(name, limit.value()))
                    .findFirst()
                    .orElse(null);
        }
        if (place.startsWith("minimum:")) {
            return check.minimum(place.substring("minimum:".length())).orElse(null);
        }
        return SignalName.isName(place)
                ? book.held(new SignalName(place))
                        .map(held -> Figures.of(place, held.value()))
                        .orElse(null)
                : null;
    }

    /** "the switch sw-2", and "Lab 204 Wi-Fi box" where the name says what it is. */
    static String the(TargetBook book) {
        String noun = book.device != null
                ? Nouns.of(book.device.kind())
                : book.service == null ? "thing" : Nouns.of(book.service.kind());
        String name = book.name();
        return name.toLowerCase(Locale.ROOT).contains(noun.toLowerCase(Locale.ROOT))
                ? name
                : "the " + noun + " " + name;
    }

    private Optional<String> room(TargetBook book) {
        return book.device == null || book.device.rooms().isEmpty()
                ? Optional.empty()
                : configuration.inventory().room(book.device.rooms().get(0)).map(Room::name);
    }

    /** Whom to call, of the first school. */
    private String call() {
        String line = configuration.schools().get(0).help().line();
        return line.isEmpty() ? "Tech office" : line;
    }

    /** The name of a room as walls show it. */
    String shown(RoomId room) {
        return configuration.inventory().room(room).map(Room::shownName).orElse(room.value());
    }

    private static List<Evidence> evidence(TargetBook book, CompiledCheck check) {
        List<Evidence> evidence = new ArrayList<>();
        for (SignalName name : check.inputs()) {
            if (name.equals(TargetBook.UP)) {
                up(book).ifPresent(evidence::add);
            } else {
                book.held(name)
                        .ifPresent(held -> evidence.add(new Evidence(
                                book.id,
                                name,
                                held.value().plain(),
                                check.limits(book).stream()
                                        .filter(limit -> limit.name().startsWith(name.value()))
                                        .map(limit -> Figures.of(name.value(), limit.value()))
                                        .findFirst(),
                                held.observedAt())));
            }
        }
        return evidence;
    }

    /** The evidence of life or silence, with when it last lived or first was silent. */
    static Optional<Evidence> up(TargetBook book) {
        SignalValue value = book.fresh(TargetBook.UP);
        Instant at = value != null && !book.isUp() ? book.silentSince() : book.presence.lastLife();
        return value == null || at == null
                ? Optional.empty()
                : Optional.of(new Evidence(book.id, TargetBook.UP, value.plain(), Optional.empty(), at));
    }
}
