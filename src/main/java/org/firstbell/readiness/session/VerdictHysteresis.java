package org.firstbell.readiness.session;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.firstbell.model.status.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a verdict: worse and UNKNOWN at once, better only after it held for the settling time. Confined to
 * the core loop.
 */
final class VerdictHysteresis {
    private final Duration settleTime;
    /** Since when the verdict was at least that good without a break. */
    private final Map<Verdict, Instant> atLeast = new EnumMap<>(Verdict.class);

    private Verdict shown = Verdict.UNKNOWN;
    private boolean measured;
    private @Nullable Instant betterAt;

    VerdictHysteresis(Duration settle) {
        this.settleTime = settle;
    }

    /** Takes the verdict as judged now, and gives the one to show. The first that says something shows at once. */
    Verdict update(Verdict judged, Instant now) {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.compareTo(judged) > 0) {
                atLeast.remove(verdict);
            } else {
                atLeast.putIfAbsent(verdict, now);
            }
        }
        betterAt = null;
        if (!measured || judged == Verdict.UNKNOWN || judged.compareTo(shown) <= 0) {
            measured |= judged != Verdict.UNKNOWN;
            shown = judged;
            return shown;
        }
        for (Verdict verdict : Verdict.values()) {
            Instant since = atLeast.get(verdict);
            if (since == null || verdict.compareTo(shown) <= 0 || verdict == Verdict.UNKNOWN) {
                continue;
            }
            Instant settled = since.plus(settleTime);
            if (!now.isBefore(settled)) {
                shown = verdict;
            } else if (betterAt == null || settled.isBefore(betterAt)) {
                betterAt = settled;
            }
        }
        return shown;
    }

    /** Goes on as another one stood. */
    void continueFrom(VerdictHysteresis before) {
        atLeast.clear();
        atLeast.putAll(before.atLeast);
        shown = before.shown;
        measured = before.measured;
    }

    /** When a better verdict may show, if it holds; null when none is held back. */
    @Nullable
    Instant betterAt() {
        return betterAt;
    }
}
