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
import org.firstbell.model.Phase;
import org.firstbell.model.Severity;
import org.firstbell.model.Words;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Platform;

/** The version check of a platform that a district added and that no check file speaks of. */
final class PlatformChecks {
    private static final Set<String> SEATS =
            Set.of(DeviceKind.COMPUTER.word(), DeviceKind.CHROMEBOOK.word(), DeviceKind.TABLET.word());

    private PlatformChecks() {}

    /** One for each platform that names a least version which no check asks for. */
    static List<CheckSpec> missing(Collection<Platform> platforms, Collection<CheckSpec> checks) {
        List<CheckSpec> missing = new ArrayList<>();
        for (Platform platform : platforms) {
            String signal = "app." + platform.id() + ".version";
            boolean asked = checks.stream().anyMatch(check -> check.passes().contains(signal));
            if (platform.minimumAppVersion().isPresent() && !asked) {
                missing.add(version(platform, signal));
            }
        }
        return missing;
    }

    private static CheckSpec version(Platform platform, String signal) {
        String app = platform.name();
        return new CheckSpec(
                new CheckId(platform.id() + "-version"),
                app + " is new enough",
                SEATS,
                Set.of(platform.id()),
                "signal('" + signal + "') >= minimum('" + signal + "')",
                Map.of(),
                Severity.BLOCKING,
                Duration.ZERO,
                Set.of(),
                new Words(
                        "{name} needs a newer test app.",
                        "{name} has " + app + " {" + signal + "}; {minimum:" + signal + "} is needed."),
                Map.of(
                        Phase.LIVE,
                        new Words("Keep it as it is. {call}", "Keep it as it is while a student works on it. {call}.")),
                new Words("Restart it and wait 3 min.", "Restart it and wait 3 min. Swap it if it stays old. {call}."),
                Optional.of("the platform's minimum-app-version"),
                Optional.empty(),
                new Origin("built in", 0, 0));
    }
}
