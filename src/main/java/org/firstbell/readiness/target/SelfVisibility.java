package org.firstbell.readiness.target;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.firstbell.model.status.VisibilityLoss;
import org.jspecify.annotations.Nullable;

/**
 * The ability of Firstbell itself to see: lost when every root is silent, when no network interface is up, or after its
 * clock jumped until something answered anew. Confined to the core loop.
 */
public final class SelfVisibility {
    /** A clock that moves more than this beside the tick of a second has jumped (contract §4). */
    static final Duration CLOCK_JUMP = Duration.ofSeconds(30);

    private static final Duration TICK = Duration.ofSeconds(1);

    private final TargetStates targetStates;
    private final List<TargetState> roots;
    /** Seats that hang on nothing tell nothing of the network: they may all be switched off. */
    private final boolean onlyTestingDevices;

    /** A root that was not silent when it was last looked at; looked at first. */
    private @Nullable TargetState lastLivingRoot;

    private @Nullable TargetState lastAnswering;
    private @Nullable Instant lastTick;
    private boolean networkUp = true;
    private @Nullable Instant jumpedAt;
    private @Nullable VisibilityLoss loss;

    public SelfVisibility(TargetStates targets) {
        this.targetStates = targets;
        this.roots = targets.all().stream().filter(TargetState::isRoot).collect(Collectors.toList());
        this.onlyTestingDevices = roots.stream().allMatch(TargetState::isTestingDevice);
    }

    /** Takes a tick; true when the clock jumped, and nothing seen before can be believed. */
    public boolean tick(Instant now, boolean network) {
        networkUp = network;
        boolean jumped = lastTick != null
                && Duration.between(lastTick.plus(TICK), now).abs().compareTo(CLOCK_JUMP) > 0;
        lastTick = now;
        if (jumped) {
            jumpedAt = now;
        }
        return jumped;
    }

    /** Goes on as it was before a reload. */
    public void continueFrom(SelfVisibility before) {
        lastTick = before.lastTick;
        networkUp = before.networkUp;
        jumpedAt = before.jumpedAt;
        loss = before.loss;
    }

    /** Judges anew; true when sight was lost or came back. */
    public boolean assess(Instant now) {
        Optional<String> why = lossReason();
        boolean was = loss != null;
        if (why.isEmpty()) {
            loss = null;
        } else if (loss == null || !loss.sentence().equals(why.get())) {
            loss = new VisibilityLoss(loss == null ? now : loss.since(), why.get());
        }
        return was != (loss != null);
    }

    private Optional<String> lossReason() {
        if (!networkUp) {
            return Optional.of("this computer has no network. Check its cable.");
        }
        if (jumpedAt != null) {
            if (!targetStates.anyUp()) {
                return Optional.of("this computer slept, or its clock was set. It is looking again.");
            }
            jumpedAt = null;
        }
        return allRootsSilent()
                ? Optional.of("nothing answers, not even what hangs on nothing else. Check this computer's cable.")
                : Optional.empty();
    }

    private boolean allRootsSilent() {
        if (onlyTestingDevices || roots.size() < 2) {
            return false;
        }
        TargetState up = lastLivingRoot;
        if (up != null && up.state() != Presence.PresenceState.DOWN) {
            return false;
        }
        Instant last = null;
        for (TargetState root : roots) {
            Instant silent = root.silentSince();
            if (root.state() != Presence.PresenceState.DOWN || silent == null) {
                lastLivingRoot = root;
                return false;
            }
            last = last == null || silent.isAfter(last) ? silent : last;
        }
        Instant since = last;
        return since != null && !anyAnsweredAfter(since);
    }

    /** One that answered when it was last asked about; looked at first, since it mostly still does. */
    private boolean anyAnsweredAfter(Instant since) {
        Instant newest = targetStates.lastSeenOfAny();
        if (newest == null || !newest.isAfter(since)) {
            return false;
        }
        TargetState known = lastAnswering;
        if (known == null || !answeredAfter(known, since)) {
            known = targetStates.all().stream()
                    .filter(target -> answeredAfter(target, since))
                    .findFirst()
                    .orElse(null);
            lastAnswering = known;
        }
        return known != null;
    }

    private static boolean answeredAfter(TargetState target, Instant since) {
        Instant life = target.presence.lastSeen();
        return target.isUp() && life != null && life.isAfter(since);
    }

    public boolean isLost() {
        return loss != null;
    }

    public Optional<VisibilityLoss> loss() {
        return Optional.ofNullable(loss);
    }
}
