package org.firstbell.readiness.target;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.Phrase;
import org.firstbell.model.RoomId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Room;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.Evidence;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;
import org.firstbell.readiness.check.CheckState;
import org.firstbell.readiness.check.CompiledCheck;
import org.firstbell.readiness.check.SentenceTemplate;
import org.firstbell.readiness.check.ValueFormat;
import org.firstbell.wording.Sentences;
import org.firstbell.wording.TargetNoun;
import org.jspecify.annotations.Nullable;

/** Turns a check that does not pass on a target into a finding with sentence, remedy and evidence. Immutable. */
public final class CheckFindings {
    private static final int MAX_WALL = 44;

    private final Configuration configuration;

    public CheckFindings(Configuration configuration) {
        this.configuration = configuration;
    }

    /** The finding of a check that fails or is unknown. */
    public Finding finding(TargetState target, CheckState check, Severity severity, SessionPhase phase) {
        boolean fails = check.fails();
        CompiledCheck compiled = check.check();
        Phrase message = fails
                ? SentenceTemplate.fill(compiled.spec().message(), place -> placeholderValue(target, compiled, place))
                : staleMessage(target, check);
        Phrase remedy = SentenceTemplate.fill(
                compiled.spec().remedyIn(phase), place -> placeholderValue(target, compiled, place));
        return new Finding(
                check.check().id(),
                fails ? CheckOutcome.FAIL : CheckOutcome.UNKNOWN,
                severity,
                target.id,
                check.since(),
                message,
                remedy,
                evidence(target, compiled));
    }

    private Phrase staleMessage(TargetState target, CheckState check) {
        if (check.isLiveness()) {
            return notMeasured(target);
        }
        CompiledCheck compiled = check.check();
        Phrase template = compiled.spec()
                .unknown()
                .map(what -> new Phrase(
                        "We can't tell " + what + ".",
                        "We can't tell " + what + ": what was measured last is too old."))
                .orElse(new Phrase(
                        "We can't tell about {name} now.",
                        "We can't tell about {name} now: what was measured last is too old."));
        Phrase said = SentenceTemplate.fill(template, place -> placeholderValue(target, compiled, place));
        return said.wall().endsWith("…")
                ? new Phrase(
                        SentenceTemplate.shortened("We can't tell about " + target.name() + " now.", MAX_WALL),
                        said.full())
                : said;
    }

    /** A target that nobody can tell about now. */
    public static Phrase notMeasured(TargetState target) {
        String what = !target.presence.reached()
                ? target.name() + " has not been reached yet."
                : "We can't tell about " + target.name() + " now.";
        String wall =
                what.length() <= MAX_WALL || target.presence.reached() ? what : target.name() + " was never reached.";
        return new Phrase(SentenceTemplate.shortened(wall, MAX_WALL), SentenceTemplate.shortened(what, 120));
    }

    private @Nullable String placeholderValue(TargetState target, CompiledCheck check, String place) {
        switch (place) {
            case "name":
                return target.name();
            case "the":
                return withArticle(target);
            case "room":
                return room(target).orElse(target.name());
            case "slot":
                return target.device == null ? null : target.device.slot().orElse(null);
            case "call":
                return configuration.school(target.id).contact();
            default:
                break;
        }
        if (place.startsWith("limit:")) {
            String name = place.substring("limit:".length());
            return check.limits(target).stream()
                    .filter(limit -> limit.name().equals(name))
                    .map(limit -> ValueFormat.format(name, limit.value()))
                    .findFirst()
                    .orElse(null);
        }
        if (place.startsWith("minimum:")) {
            return check.minimumVersion(place.substring("minimum:".length())).orElse(null);
        }
        return SignalName.isName(place)
                ? target.latestSignal(new SignalName(place))
                        .map(held -> ValueFormat.format(place, held.value()))
                        .orElse(null)
                : null;
    }

    /** "the switch sw-2", and "the Lab 204 Wi-Fi box" where the name says what it is. */
    public static String withArticle(TargetState target) {
        String noun = target.device != null
                ? TargetNoun.of(target.device.kind())
                : target.service == null ? "thing" : TargetNoun.of(target.service.kind());
        return Sentences.withDefiniteArticle(noun, target.name());
    }

    private Optional<String> room(TargetState target) {
        return target.device == null || target.device.rooms().isEmpty()
                ? Optional.empty()
                : configuration.inventory().room(target.device.rooms().get(0)).map(Room::name);
    }

    /** The name of a room as walls show it. */
    public String displayName(RoomId room) {
        return configuration.inventory().room(room).map(Room::displayName).orElse(room.value());
    }

    private static List<Evidence> evidence(TargetState target, CompiledCheck check) {
        List<Evidence> evidence = new ArrayList<>();
        for (SignalName name : check.inputSignals()) {
            if (name.equals(TargetState.UP)) {
                presenceEvidence(target).ifPresent(evidence::add);
            } else {
                target.latestSignal(name)
                        .ifPresent(held -> evidence.add(new Evidence(
                                target.id,
                                name,
                                held.value().plain(),
                                check.limits(target).stream()
                                        .filter(limit -> limit.name().startsWith(name.value()))
                                        .map(limit -> ValueFormat.format(name.value(), limit.value()))
                                        .findFirst(),
                                held.observedAt())));
            }
        }
        return evidence;
    }

    /** The evidence of life or silence, with when it last lived or first was silent. */
    public static Optional<Evidence> presenceEvidence(TargetState target) {
        SignalValue value = target.freshValue(TargetState.UP);
        Instant at = value != null && !target.isUp() ? target.silentSince() : target.presence.lastSeen();
        return value == null || at == null
                ? Optional.empty()
                : Optional.of(new Evidence(target.id, TargetState.UP, value.plain(), Optional.empty(), at));
    }
}
