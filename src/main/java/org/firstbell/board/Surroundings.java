package org.firstbell.board;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.PlatformId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;

/**
 * What a walk over all devices yields. Immutable.
 *
 * @param newest when anything was last heard
 * @param unticked platforms with a cache of which nobody knows what it holds
 */
record Surroundings(
        BoardParts.Lifeline lifeline,
        BoardParts.FreshnessPart freshness,
        BoardParts.Health health,
        Optional<Instant> newest,
        Set<PlatformId> unticked) {
    private static final SignalName CONTENT = new SignalName("cache.content.current");

    static Surroundings of(Scene scene) {
        Scope scope = new Scope(scene);
        return new Surroundings(
                new Lifelines(scene, scope).of(),
                scope.freshness(),
                new Quiet(scene).health(),
                scope.newest(),
                scene.configuration().platforms().keySet().stream()
                        .filter(platform -> scene.floor().caches(platform).stream()
                                .anyMatch(cache -> scene.assessment().signals(cache.id()).stream()
                                        .noneMatch(signal -> signal.name().equals(CONTENT)
                                                && signal.value().equals(new SignalValue.Flag(true))
                                                && scene.assessment().fresh(signal))))
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
