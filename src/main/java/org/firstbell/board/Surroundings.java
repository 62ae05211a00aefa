package org.firstbell.board;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.PlatformId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.setup.Device;
import org.jspecify.annotations.Nullable;

/**
 * What a walk over all devices yields. Immutable.
 *
 * @param newest when anything was last heard
 * @param unticked platforms with a cache of which nobody knows what it holds
 * @param units what is above the seats of today
 */
record Surroundings(
        BoardParts.Lifeline lifeline,
        BoardParts.FreshnessPart freshness,
        BoardParts.Health health,
        Optional<Instant> newest,
        Set<PlatformId> unticked,
        List<Device> units) {
    private static final SignalName CONTENT = new SignalName("cache.content.current");

    /** @param walked what the last walk over all devices yielded, to be taken over as far as it needs one; null to walk */
    static Surroundings of(Scene scene, @Nullable Surroundings walked) {
        if (walked == null) {
            Scope scope = new Scope(scene, null);
            Scope.Heard heard = scope.heard();
            return of(scene, scope, scope.freshness(heard), new Quiet(scene).health(), heard.newest());
        }
        return of(scene, new Scope(scene, walked.units()), walked.freshness(), walked.health(), walked.newest());
    }

    private static Surroundings of(
            Scene scene,
            Scope scope,
            BoardParts.FreshnessPart freshness,
            BoardParts.Health health,
            Optional<Instant> newest) {
        return new Surroundings(
                new Lifelines(scene, scope).of(),
                freshness,
                health,
                newest,
                scene.configuration().platforms().keySet().stream()
                        .filter(platform -> scene.floor().caches(platform).stream()
                                .anyMatch(cache -> scene.assessment().signals(cache.id()).stream()
                                        .noneMatch(signal -> signal.name().equals(CONTENT)
                                                && signal.value().equals(new SignalValue.Flag(true))
                                                && scene.assessment().fresh(signal))))
                        .collect(Collectors.toUnmodifiableSet()),
                scope.units());
    }
}
