package org.firstbell.readiness.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstbell.model.Phrase;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.readiness.ShippedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedChecksTest {
    private static final Configuration SHIPPED = ShippedData.shipped();

    /** Board design §13.5, and what no remedy may say of a testing device in a live session (contract §4). */
    private static final String NOT_USED =
            "(?i).*\\b(offline|host|node|endpoint|latency|packet|dhcp|dns|ssid|timeout|degraded|failed|errors?|critical|"
                    + "proctor cache|please|oops)\\b.*|.*!.*";

    private static final String NOT_LIVE =
            "(?i).*\\b(re-?start\\w*|re-?boot\\w*|swap\\w*|close\\w*|closing|shut\\w*|turn (it )?off|power off)\\b.*";

    static Stream<CheckSpec> checks() {
        return SHIPPED.checks().stream();
    }

    private static ExpressionScope scope(CheckSpec spec) {
        return new ExpressionScope(
                spec.limits(),
                Map.of(
                        "app.testnav.version", new VersionNumber("1.11"),
                        "app.insight.version", new VersionNumber("14.0")));
    }

    private static Stream<Phrase> words(CheckSpec spec) {
        List<Phrase> words = new ArrayList<>(List.of(spec.message(), spec.remedy()));
        words.addAll(spec.remedies().values());
        return words.stream();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void condition_shipped_isOfTheLanguage(CheckSpec spec) {
        assertThat(ConditionParser.parse(spec.condition(), scope(spec)).faults())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void words_shipped_areForPeopleAtSchools(CheckSpec spec) {
        words(spec).forEach(phrase -> {
            assertThat(phrase.wall().replaceAll("\\{[^}]*}", "")).doesNotMatch(NOT_USED);
            assertThat(phrase.full().replaceAll("\\{[^}]*}", "")).doesNotMatch(NOT_USED);
            assertThat(phrase.wall().replaceAll("\\{[^}]*}", "")).hasSizeLessThanOrEqualTo(44);
            assertThat(phrase.full().replaceAll("\\{[^}]*}", "")).hasSizeLessThanOrEqualTo(200);
        });
        assertThat(spec.message().full().replaceAll("\\{[^}]*}", "")).hasSizeLessThanOrEqualTo(120);
        assertThat(spec.source()).isPresent();
        assertThat(spec.title()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void remedy_liveOnTestingDevice_neverSaysRestartSwapOrClose(CheckSpec spec) {
        boolean seats = spec.kinds().isEmpty()
                || spec.kinds().stream()
                        .anyMatch(kind -> DeviceKind.of(kind)
                                .filter(DeviceKind::isTestingDevice)
                                .isPresent());
        Phrase live = spec.remedyIn(SessionPhase.LIVE);
        if (seats) {
            assertThat(live.wall()).doesNotMatch(NOT_LIVE);
            assertThat(live.full()).doesNotMatch(NOT_LIVE);
        }
        for (SessionPhase phase : EnumSet.allOf(SessionPhase.class)) {
            assertThat(spec.remedyIn(phase).full()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void places_shipped_nameWhatThereIs(CheckSpec spec) {
        words(spec)
                .flatMap(phrase -> Stream.of(phrase.wall(), phrase.full()))
                .flatMap(text -> java.util.regex.Pattern.compile("\\{([^}]*)}")
                        .matcher(text)
                        .results())
                .map(found -> found.group(1))
                .forEach(place -> assertThat(
                                Set.of("name", "the", "room", "slot", "call").contains(place)
                                        || place.startsWith("minimum:")
                                        || (spec.limits().containsKey(place.replace("limit:", ""))
                                                && place.startsWith("limit:"))
                                        || spec.condition().contains("'" + place + "'"))
                        .as(place)
                        .isTrue());
    }

    @Test
    void checks_shipped_areMoreThanTwoDozenAndCoverEveryKind() {
        assertThat(SHIPPED.checks().stream().map(CheckSpec::id).distinct()).hasSizeGreaterThanOrEqualTo(24);
        Set<String> answering = SHIPPED.checks().stream()
                .filter(check -> check.id().value().equals("answers"))
                .flatMap(check -> check.kinds().stream())
                .collect(Collectors.toSet());
        Stream.of(DeviceKind.values())
                .map(DeviceKind::keyword)
                .forEach(kind -> assertThat(answering).contains(kind));
        Stream.of(org.firstbell.model.setup.ServiceKind.values())
                .map(org.firstbell.model.setup.ServiceKind::keyword)
                .forEach(kind -> assertThat(answering).contains(kind));
    }

    @Test
    void limits_shipped_areThoseOfTheContract() {
        assertThat(limit("wifi-clients-many", "wifi.clients.advisory")).isEqualTo(60);
        assertThat(limit("wifi-clients-many", "wifi.clients.radio.max.advisory"))
                .isEqualTo(30);
        assertThat(limit("wifi-clients", "wifi.clients")).isEqualTo(100);
        assertThat(limit("wifi-clients", "wifi.clients.radio.max")).isEqualTo(50);
        assertThat(limit("wifi-crowded", "wifi.clients.radio.max.advisory")).isEqualTo(30);
        assertThat(limit("wifi-crowded", "wifi.channel.utilization.ratio")).isEqualTo(0.8);
        assertThat(limit("cache-disk", "disk.free.ratio")).isEqualTo(0.15);
        assertThat(limit("cache-disk-full", "disk.free.ratio.blocking")).isEqualTo(0.05);
        assertThat(limit("battery", "battery.charge.ratio")).isEqualTo(0.4);
    }

    private static double limit(String check, String name) {
        return SHIPPED.checks().stream()
                .filter(spec -> spec.id().value().equals(check))
                .findFirst()
                .orElseThrow()
                .limits()
                .get(name);
    }

    @Test
    void platforms_shipped_sayWhereTheyKnowThingsFrom() {
        assertThat(SHIPPED.platforms().values())
                .extracting(platform -> platform.id() + " " + platform.cacheRequirement())
                .containsExactlyInAnyOrder("testnav REQUIRED", "insight PREFERRED");
        for (Platform platform : SHIPPED.platforms().values()) {
            assertThat(platform.minimumAppVersion()).isEmpty();
            assertThat(platform.facts()).isNotEmpty().allSatisfy((name, fact) -> {
                assertThat(fact.source()).isNotBlank();
                assertThat(fact.seenOn()).matches("20\\d\\d-\\d\\d-\\d\\d");
            });
        }
    }
}
