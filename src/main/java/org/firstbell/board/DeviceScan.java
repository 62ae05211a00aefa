package org.firstbell.board;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.board.view.BoardViewParts;
import org.firstbell.model.PlatformId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.setup.Device;
import org.jspecify.annotations.Nullable;

/**
 * What a walk over all devices yields. Immutable.
 *
 * @param lastSeen when anything was last heard
 * @param unconfirmedCachePlatforms platforms with a cache of which nobody knows what it holds
 * @param networkDevices what is above the seats of today
 */
record DeviceScan(
        BoardViewParts.PathToTestView pathToTest,
        BoardViewParts.FreshnessView freshness,
        BoardViewParts.DeviceHealthView deviceHealth,
        Optional<Instant> lastSeen,
        Set<PlatformId> unconfirmedCachePlatforms,
        List<Device> networkDevices) {
    private static final SignalName CACHE_CONTENT_CURRENT = new SignalName("cache.content.current");

    /** @param walked what the last walk over all devices yielded, to be taken over as far as it needs one; null to walk */
    static DeviceScan of(BoardInput input, @Nullable DeviceScan walked) {
        if (walked == null) {
            SessionDependencies scope = new SessionDependencies(input, null);
            SessionDependencies.FreshnessScan heard = scope.scanFreshness();
            return of(
                    input,
                    scope,
                    scope.freshnessView(heard),
                    new IdleViewBuilder(input).deviceHealthView(),
                    heard.newest());
        }
        return of(
                input,
                new SessionDependencies(input, walked.networkDevices()),
                walked.freshness(),
                walked.deviceHealth(),
                walked.lastSeen());
    }

    private static DeviceScan of(
            BoardInput input,
            SessionDependencies scope,
            BoardViewParts.FreshnessView freshness,
            BoardViewParts.DeviceHealthView health,
            Optional<Instant> newest) {
        return new DeviceScan(
                new PathToTestBuilder(input, scope).build(),
                freshness,
                health,
                newest,
                input.configuration().platforms().keySet().stream()
                        .filter(platform -> input.layout().caches(platform).stream()
                                .anyMatch(cache -> input.assessment().signals(cache.id()).stream()
                                        .noneMatch(signal -> signal.name().equals(CACHE_CONTENT_CURRENT)
                                                && signal.value().equals(new SignalValue.Flag(true))
                                                && input.assessment().isFresh(signal))))
                        .collect(Collectors.toUnmodifiableSet()),
                scope.networkDevices());
    }
}
