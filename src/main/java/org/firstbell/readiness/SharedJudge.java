package org.firstbell.readiness;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.firstbell.model.Phase;
import org.firstbell.model.PlatformId;
import org.firstbell.model.Severity;
import org.firstbell.model.setup.Platform;

/** Judges what the seats of a room share. Stateless. */
final class SharedJudge {
    private final Wording wording;
    private final RoomWords words;
    private final Platform.CacheNeed cacheNeed;
    private final PlatformId platform;
    private final Instant end;

    /**
     * @param end of the session: what happens later does not matter to it
     */
    SharedJudge(Wording wording, RoomWords words, PlatformId platform, Platform.CacheNeed cacheNeed, Instant end) {
        this.end = end;
        this.wording = wording;
        this.words = words;
        this.platform = platform;
        this.cacheNeed = cacheNeed;
    }

    /**
     * Everything found.
     *
     * @param above what hangs above the seats now; its silence counts through the seats that it cuts off
     * @param proven the seats that are awake are enough, and prove the way to them
     */
    Shared judge(SharedThings things, Collection<TargetBook> above, boolean proven, Phase phase) {
        Shared found = new Shared();
        internet(things, found, phase);
        for (TargetBook edge : things.edges()) {
            needed(edge, Severity.BLOCKING, found, phase);
        }
        caches(things.caches(), found, phase);
        for (TargetBook book : above) {
            onPath(book, proven, found, phase);
        }
        for (TargetBook book : things.around()) {
            if (!above.contains(book)) {
                around(book, found, phase);
            }
        }
        for (TargetBook book : things.listed()) {
            list(book, found, phase);
        }
        return found;
    }

    private void internet(SharedThings things, Shared found, Phase phase) {
        List<TargetBook> anchors = things.anchors();
        if (anchors.isEmpty()) {
            return;
        }
        if (anchors.stream().allMatch(TargetBook::isDown)) {
            boolean edgeAnswers = things.edges().stream().anyMatch(TargetBook::isUp);
            found.add(words.internetDown(anchors, edgeAnswers ? Severity.DEGRADING : Severity.BLOCKING, phase));
        } else if (anchors.stream().noneMatch(TargetBook::isUp)) {
            found.add(words.internetUnknown(anchors, phase));
        }
        for (TargetBook anchor : anchors) {
            list(anchor, found, phase);
        }
    }

    /** A thing that every seat needs: it must answer, and pass its checks. */
    private void needed(TargetBook book, Severity silence, Shared found, Phase phase) {
        for (CheckState check : book.checks) {
            if (check.isAnswers()) {
                presence(book, check, silence, found, phase);
            } else if (book.isUp()) {
                condition(book, check, check.severity(), found, phase);
            }
        }
    }

    private void presence(TargetBook book, CheckState check, Severity severity, Shared found, Phase phase) {
        if (book.isDown()) {
            found.add(wording.finding(book, check, severity, phase));
        } else if (!book.isUp()) {
            found.add(words.unseen(book, check, severity, phase));
        }
    }

    private void condition(TargetBook book, CheckState check, Severity severity, Shared found, Phase phase) {
        if (check.check().concerns(platform) && (check.fails() || check.unknown())) {
            found.add(wording.finding(book, check, severity, phase));
        }
    }

    /** Several caches are a group: blocking when none works and one is required, degrading when one fails. */
    private void caches(List<TargetBook> caches, Shared found, Phase phase) {
        boolean required = caches.stream().anyMatch(this::required);
        boolean oneWorks = caches.stream().anyMatch(this::works);
        for (TargetBook cache : caches) {
            forecast(cache, found, phase);
            Severity worst = required && !oneWorks ? Severity.BLOCKING : Severity.DEGRADING;
            for (CheckState check : cache.checks) {
                Severity severity = check.severity() == Severity.BLOCKING ? worst : check.severity();
                if (check.isAnswers()) {
                    presence(cache, check, worst, found, phase);
                } else if (cache.isUp()) {
                    condition(cache, check, severity, found, phase);
                }
            }
        }
    }

    /** A limit that will be passed before the session ends. */
    private void forecast(TargetBook book, Shared found, Phase phase) {
        if (book.forecast == null || !book.isUp()) {
            return;
        }
        for (Forecast.Passing passing : book.forecast.passing()) {
            boolean counts =
                    passing.check().check().concerns(platform) && passing.at().isBefore(end);
            if (counts) {
                found.add(words.forecast(book, passing, phase));
            }
        }
    }

    private boolean required(TargetBook cache) {
        return cache.device != null && cache.device.required().orElse(cacheNeed == Platform.CacheNeed.REQUIRED);
    }

    private boolean works(TargetBook cache) {
        return cache.isUp() && !cache.fails(Severity.BLOCKING, platform);
    }

    /** Silence on the way counts through the seats it cuts off; here it is listed. */
    private void onPath(TargetBook book, boolean proven, Shared found, Phase phase) {
        for (CheckState check : book.checks) {
            if (!check.isAnswers()) {
                if (book.isUp()) {
                    condition(book, check, check.severity(), found, phase);
                }
            } else if (check.fails()) {
                found.add(wording.finding(book, check, Severity.ADVISORY, phase));
            } else if (check.unknown()) {
                found.add(words.unseen(book, check, proven ? Severity.ADVISORY : Severity.DEGRADING, phase));
            }
        }
    }

    private void around(TargetBook book, Shared found, Phase phase) {
        for (CheckState check : book.checks) {
            boolean setUp = check.isAnswers() && !book.presence.reached();
            if (check.isAnswers() ? !book.isUp() && check.outcome() != null : book.isUp()) {
                condition(book, check, setUp ? Severity.ADVISORY : check.severity(), found, phase);
            }
        }
    }

    private void list(TargetBook book, Shared found, Phase phase) {
        for (CheckState check : book.checks) {
            if (check.isAnswers() ? check.fails() : book.isUp()) {
                condition(book, check, Severity.ADVISORY, found, phase);
            }
        }
    }
}
