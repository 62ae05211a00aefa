package org.firstbell.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.alerting.mail.NotificationFactory;
import org.firstbell.alerting.plan.DigestSchedule;
import org.firstbell.alerting.plan.NotificationKey;
import org.firstbell.alerting.plan.PlanInput;
import org.firstbell.model.event.Notification;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionLabel;
import org.jspecify.annotations.Nullable;

/**
 * Which digest is due and not told. One that fell due while the daemon was down is told late; a daemon that was never
 * there has none to make up for. Confined to the core's event loop.
 */
final class DigestPlanner {
    /** A digest that is later than this says nothing new. */
    private static final Duration MAX_DELAY = Duration.ofHours(3);

    /** After a start, so long is waited for the first measurements. */
    private static final Duration MEASUREMENT_WAIT = Duration.ofMinutes(2);

    private final Set<String> sentDigests = new HashSet<>();
    private @Nullable Instant lastAliveAt;
    private Instant lastDigestAt = Instant.EPOCH;
    private DigestSchedule.@Nullable DueDigest pendingDigest;
    private @Nullable Instant pendingSince;

    static boolean isDigest(Notification notification) {
        return notification.thread().startsWith("digest-");
    }

    /** A sign that a daemon lived then. */
    void recordAlive(Instant at) {
        lastAliveAt = lastAliveAt == null || lastAliveAt.isBefore(at) ? at : lastAliveAt;
    }

    /** A digest was told. */
    void recordDigest(Notification notification) {
        NotificationKey key = NotificationKey.parse(notification.key());
        sentDigests.add(key.threadId() + "/" + key.ordinal() + "/" + key.purpose());
        lastDigestAt = notification.composedAt();
    }

    List<Notification> planDue(PlanInput pass, NotificationFactory notificationFactory) {
        Instant before = lastAliveAt;
        recordAlive(pass.now());
        if (before != null) {
            DigestSchedule.lastDue(pass.lookup(), pass.now())
                    .filter(due -> due.dueAt().isAfter(before) && !sentDigests.contains(due.key()))
                    .ifPresent(due -> {
                        pendingDigest = due;
                        pendingSince = pass.now();
                    });
        }
        DigestSchedule.DueDigest due = pendingDigest;
        Instant since = pendingSince;
        if (due == null || since == null) {
            return List.of();
        }
        List<SessionAssessment> standings = assessmentsOf(pass, due);
        boolean late = pass.now().isAfter(due.dueAt().plus(MAX_DELAY));
        if (late || standings.isEmpty()) {
            pendingDigest = null;
            return List.of();
        }
        boolean measured = standings.stream()
                .allMatch(assessment -> assessment.freshUntil().isPresent());
        if (!measured && pass.now().isBefore(since.plus(MEASUREMENT_WAIT))) {
            return List.of();
        }
        pendingDigest = null;
        List<Notification> notices =
                new DigestComposer(pass, notificationFactory, due, lastDigestAt).compose(standings);
        notices.forEach(this::recordDigest);
        return notices;
    }

    private static List<SessionAssessment> assessmentsOf(PlanInput pass, DigestSchedule.DueDigest due) {
        return pass.lookup().sessionsOn(due.day()).stream()
                .map(TestSession::id)
                .map(pass.assessment()::session)
                .flatMap(Optional::stream)
                .filter(assessment -> assessment.label() != SessionLabel.CANCELLED)
                .toList();
    }
}
