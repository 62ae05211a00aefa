package org.firstbell.readiness.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.CheckId;
import org.firstbell.model.Origin;
import org.firstbell.model.Phrase;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;

/** The version check of a platform that a district added and that no check file speaks of. */
final class PlatformVersionChecks {
    private static final Set<String> TESTING_DEVICES =
            Set.of(DeviceKind.COMPUTER.keyword(), DeviceKind.CHROMEBOOK.keyword(), DeviceKind.TABLET.keyword());

    private PlatformVersionChecks() {}

    /** One for each platform that names a least version which no check asks for. */
    static List<CheckSpec> missingVersionChecks(Collection<Platform> platforms, Collection<CheckSpec> checks) {
        List<CheckSpec> missing = new ArrayList<>();
        for (Platform platform : platforms) {
            String signal = "app." + platform.id() + ".version";
            boolean asked = checks.stream().anyMatch(check -> check.condition().contains(signal));
            if (platform.minimumAppVersion().isPresent() && !asked) {
                missing.add(versionCheck(platform, signal));
            }
        }
        return missing;
    }

    private static CheckSpec versionCheck(Platform platform, String signal) {
        String app = platform.name();
        return new CheckSpec(
                new CheckId(platform.id() + "-version"),
                app + " is new enough",
                TESTING_DEVICES,
                Set.of(platform.id()),
                "signal('" + signal + "') >= minimum('" + signal + "')",
                Map.of(),
                Severity.BLOCKING,
                Duration.ZERO,
                Set.of(),
                new Phrase(
                        "{name} needs a newer test app.",
                        "{name} has " + app + " {" + signal + "}; {minimum:" + signal + "} is needed."),
                Map.of(
                        SessionPhase.LIVE,
                        new Phrase(
                                "Keep it as it is. {call}", "Keep it as it is while a student works on it. {call}.")),
                new Phrase("Restart it and wait 3 min.", "Restart it and wait 3 min. Swap it if it stays old. {call}."),
                Optional.of("the platform's minimum-app-version"),
                Optional.empty(),
                new Origin("built in", 0, 0),
                Optional.of("which " + app + " is on {name}"));
    }
}
