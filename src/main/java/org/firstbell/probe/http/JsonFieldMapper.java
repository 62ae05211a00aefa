package org.firstbell.probe.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.event.Reading;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.Platform;
import org.firstbell.probe.SafeText;
import org.firstbell.probe.profile.ReadingCollector;

/** Fields of a JSON body turned into signals, by the type that came; what is of no use is left out. */
final class JsonFieldMapper {
    /** Later clocks are no clocks. */
    private static final Instant LATEST_CLOCK = Instant.parse("9999-01-01T00:00:00Z");

    private JsonFieldMapper() {}

    static void map(HttpProfile.JsonField field, JsonNode root, ReadingCollector answer) {
        JsonNode value = root.at(field.pointer());
        if (field.withoutField().isPresent()) {
            countMissing(field, field.withoutField().get(), value, answer);
            return;
        }
        if (!value.isValueNode() || value.isNull()) {
            return;
        }
        if (field.signal().equals("app.*.version")) {
            String app =
                    field.appName().map(pointer -> root.at(pointer).asText("")).orElse("");
            findPlatform(app, answer)
                    .ifPresent(platform -> answer.addText(
                            "app." + platform.id().value().toLowerCase(Locale.ROOT) + ".version",
                            SafeText.clean(value.asText())));
        } else if (field.signal().equals("clock.offset.seconds")) {
            parseInstant(value)
                    .ifPresent(told -> answer.addQuantity(
                            "clock.offset.seconds",
                            (told.toEpochMilli() - answer.now().toEpochMilli()) / 1000.0));
        } else {
            typedValue(field, value, root)
                    .ifPresent(typed -> answer.add(
                            new Reading(answer.target(), new SignalName(field.signal()), typed, field.pointer())));
        }
    }

    /** How many entries of a list have nothing at a pointer of their own. */
    private static void countMissing(
            HttpProfile.JsonField field, String pointer, JsonNode list, ReadingCollector answer) {
        if (list.isArray()) {
            int count = 0;
            for (JsonNode entry : list) {
                JsonNode there = entry.at(pointer);
                count += there.isMissingNode() || there.isNull() ? 1 : 0;
            }
            answer.addQuantity(
                    answer.target(), field.signal(), count, field.pointer().isEmpty() ? "/" : field.pointer());
        }
    }

    private static Optional<SignalValue> typedValue(HttpProfile.JsonField field, JsonNode value, JsonNode root) {
        SignalCatalogue.SignalType type = SignalCatalogue.find(field.signal())
                .map(SignalCatalogue.SignalDefinition::type)
                .orElse(SignalCatalogue.SignalType.TEXT);
        String text = unquoted(SafeText.clean(value.asText()));
        return switch (type) {
            case QUANTITY ->
                parseNumber(value)
                        .map(number -> number * field.scale())
                        .flatMap(number -> field.divisor().isEmpty()
                                ? Optional.of(number)
                                : parseNumber(root.at(field.divisor().get()))
                                        .filter(per -> per > 0)
                                        .map(per -> number / per))
                        .filter(number -> !field.signal().endsWith(".ratio") || (number >= 0 && number <= 1))
                        .map(SignalValue.Quantity::new);
            case FLAG -> parseFlag(value, text).map(SignalValue.Flag::new);
            case VERSION ->
                text.isBlank() ? Optional.empty() : Optional.of(new SignalValue.Version(SafeText.version(text)));
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

    private static Optional<Boolean> parseFlag(JsonNode value, String text) {
        if (value.isBoolean()) {
            return Optional.of(value.asBoolean());
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "true" -> Optional.of(true);
            case "off", "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Double> parseNumber(JsonNode value) {
        if (value.isNumber() && Double.isFinite(value.asDouble())) {
            return Optional.of(value.asDouble());
        }
        String text = value.asText();
        return text.matches("-?\\d{1,15}(\\.\\d{1,9})?") ? Optional.of(Double.parseDouble(text)) : Optional.empty();
    }

    /** RFC 3339 text, or seconds or milliseconds since 1970. */
    private static Optional<Instant> parseInstant(JsonNode value) {
        if (value.isNumber()) {
            long number = value.asLong();
            Instant told =
                    number > 100_000_000_000L ? Instant.ofEpochMilli(number) : Instant.ofEpochMilli(number * 1000);
            return number > 0 && told.isBefore(LATEST_CLOCK) ? Optional.of(told) : Optional.empty();
        }
        try {
            Instant told = OffsetDateTime.parse(value.asText()).toInstant();
            return told.isAfter(Instant.EPOCH) && told.isBefore(LATEST_CLOCK) ? Optional.of(told) : Optional.empty();
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** The platform that an app's name belongs to: named like it, or by its identifier. */
    private static Optional<Platform> findPlatform(String app, ReadingCollector answer) {
        String name = app.toLowerCase(Locale.ROOT);
        return answer.context().platforms().stream()
                .filter(platform -> !name.isBlank()
                        && (name.contains(platform.id().value())
                                || name.contains(platform.name().toLowerCase(Locale.ROOT))))
                .findFirst();
    }
}
