package org.firstbell.readiness.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.PlatformId;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Platform;
import org.firstbell.readiness.ShippedData;
import org.junit.jupiter.api.Test;

class CompiledChecksTest {
    private static final Configuration SHIPPED = ShippedData.shipped();

    private static Configuration with(Platform... platforms) {
        Map<PlatformId, Platform> all = new HashMap<>(SHIPPED.platforms());
        for (Platform platform : platforms) {
            all.put(platform.id(), platform);
        }
        return new Configuration(
                SHIPPED.schools(),
                SHIPPED.server(),
                SHIPPED.dataFolder(),
                SHIPPED.polling(),
                SHIPPED.inventory(),
                SHIPPED.sessions(),
                all,
                SHIPPED.checks(),
                SHIPPED.snmpProfiles(),
                SHIPPED.httpProfiles(),
                SHIPPED.alerts(),
                SHIPPED.maxDeviceSeries(),
                SHIPPED.sourceFiles());
    }

    private static Platform platform(String id, String minimum) {
        return new Platform(
                new PlatformId(id),
                id,
                Platform.CacheRequirement.PREFERRED,
                minimum.isEmpty() ? Optional.empty() : Optional.of(new VersionNumber(minimum)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of());
    }

    private static List<String> ids(Configuration configuration) {
        return CompiledChecks.compile(configuration).checks().orElseThrow().all().stream()
                .map(check -> check.id().value())
                .toList();
    }

    @Test
    void versionCheck_withoutAMinimum_waits() {
        assertThat(ids(SHIPPED))
                .doesNotContain("testnav-version", "insight-version")
                .contains("testnav-running");
        assertThat(ids(with(platform("testnav", "1.11")))).contains("testnav-version");
    }

    @Test
    void versionCheck_ofADistrictsPlatform_isMade() {
        assertThat(ids(with(platform("mcas", "3.2")))).contains("mcas-version");
        assertThat(ids(with(platform("mcas", "")))).doesNotContain("mcas-version");
    }

    @Test
    void plan_ofAKind_hasItsChecksAndThatOfLife() {
        CompiledChecks checks = CompiledChecks.compile(SHIPPED).checks().orElseThrow();

        assertThat(checks.applicableTo("ups", Set.of()).checks())
                .extracting(check -> check.id().value())
                .containsExactlyInAnyOrder("answers", "on-battery", "battery-runtime", "battery-replace", "outlet");
        assertThat(checks.applicableTo("cache-server", Set.of(new PlatformId("insight")))
                        .checks())
                .extracting(check -> check.id().value())
                .contains("cache-page", "cache-disk")
                .doesNotContain("cache-port");
    }
}
