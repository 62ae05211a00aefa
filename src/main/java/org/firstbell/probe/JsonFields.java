package org.firstbell.probe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.firstbell.model.Reading;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.Platform;

/** Fields of a JSON body turned into signals, by the type that came; what is of no use is left out. */
final class JsonFields {
    /** Later clocks are no clocks. */
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    private JsonFields() {}

    static void read(HttpProfile.Field field, JsonNode root, Answer answer) {
        JsonNode value = root.at(field.pointer());
        if (field.without().isPresent()) {
            count(field, field.without().get(), value, answer);
            return;
        }
        if (!value.isValueNode() || value.isNull()) {
            return;
        }
        if (field.signal().equals("app.*.version")) {
            String app = field.app().map(pointer -> root.at(pointer).asText("")).orElse("");
            platform(app, answer)
                    .ifPresent(platform -> answer.text(
                            "app." + platform.id().value().toLowerCase(Locale.ROOT) + ".version",
                            DeviceText.clean(value.asText())));
        } else if (field.signal().equals("clock.offset.seconds")) {
            clock(value)
                    .ifPresent(told -> answer.quantity(
                            "clock.offset.seconds",
                            (told.toEpochMilli() - answer.now().toEpochMilli()) / 1000.0));
        } else {
            typed(field, value, root)
                    .ifPresent(typed -> answer.add(
                            new Reading(answer.about(), new SignalName(field.signal()), typed, field.pointer())));
        }
    }

    /** How many entries of a list have nothing at a pointer of their own. */
    private static void count(HttpProfile.Field field, String pointer, JsonNode list, Answer answer) {
        if (list.isArray()) {
            int count = 0;
            for (JsonNode entry : list) {
                JsonNode there = entry.at(pointer);
                count += there.isMissingNode() || there.isNull() ? 1 : 0;
            }
            answer.quantity(
                    answer.about(), field.signal(), count, field.pointer().isEmpty() ? "/" : field.pointer());
        }
    }

    private static Optional<SignalValue> typed(HttpProfile.Field field, JsonNode value, JsonNode root) {
        SignalCatalogue.Type type = SignalCatalogue.find(field.signal())
                .map(SignalCatalogue.Definition::type)
                .orElse(SignalCatalogue.Type.TEXT);
        String text = unquoted(DeviceText.clean(value.asText()));
        return switch (type) {
            case QUANTITY ->
                number(value)
                        .map(number -> number * field.scale())
                        .flatMap(number -> field.per().isEmpty()
                                ? Optional.of(number)
                                : number(root.at(field.per().get()))
                                        .filter(per -> per > 0)
                                        .map(per -> number / per))
                        .filter(number -> !field.signal().endsWith(".ratio") || (number >= 0 && number <= 1))
                        .map(SignalValue.Quantity::new);
            case FLAG -> flag(value, text).map(SignalValue.Flag::new);
            case VERSION ->
                text.isBlank() ? Optional.empty() : Optional.of(new SignalValue.Version(DeviceText.version(text)));
            case STATE -> Optional.of(new SignalValue.State(text));
            case TEXT -> text.isBlank() ? Optional.empty() : Optional.of(new SignalValue.Text(text));
        };
    }

    /** Android puts the name of a network in quotes. */
    private static String unquoted(String text) {
        return text.length() > 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    private static Optional<Boolean> flag(JsonNode value, String text) {
        if (value.isBoolean()) {
            return Optional.of(value.asBoolean());
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "true" -> Optional.of(true);
            case "off", "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Double> number(JsonNode value) {
        if (value.isNumber() && Double.isFinite(value.asDouble())) {
            return Optional.of(value.asDouble());
        }
        String text = value.asText();
        return text.matches("-?\\d{1,15}(\\.\\d{1,9})?") ? Optional.of(Double.parseDouble(text)) : Optional.empty();
    }

    /** RFC 3339 text, or seconds or milliseconds since 1970. */
    private static Optional<Instant> clock(JsonNode value) {
        if (value.isNumber()) {
            long number = value.asLong();
            Instant told =
                    number > 100_000_000_000L ? Instant.ofEpochMilli(number) : Instant.ofEpochMilli(number * 1000);
            return number > 0 && told.isBefore(LAST) ? Optional.of(told) : Optional.empty();
        }
        try {
            Instant told = OffsetDateTime.parse(value.asText()).toInstant();
            return told.isAfter(Instant.EPOCH) && told.isBefore(LAST) ? Optional.of(told) : Optional.empty();
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** The platform that an app's name belongs to: named like it, or by its identifier. */
    private static Optional<Platform> platform(String app, Answer answer) {
        String name = app.toLowerCase(Locale.ROOT);
        return answer.surroundings().platforms().stream()
                .filter(platform -> !name.isBlank()
                        && (name.contains(platform.id().value())
                                || name.contains(platform.name().toLowerCase(Locale.ROOT))))
                .findFirst();
    }
}
