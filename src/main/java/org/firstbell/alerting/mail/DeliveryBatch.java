package org.firstbell.alerting.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.alerting.plan.MailThrottle;
import org.firstbell.alerting.plan.RetryBackoff;
import org.firstbell.alerting.plan.StateLabel;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.Outbox;

/**
 * What is delivered next: one mail that tells the newest of a conversation, or one that collects several conversations.
 *
 * @param primary the notice whose delivery it is
 * @param merged others that it tells besides, oldest first
 * @param collective whether it speaks of several conversations because there were too many mails
 */
record DeliveryBatch(Outbox.OutboxEntry primary, List<Outbox.OutboxEntry> merged, boolean collective) {

    /** A choice, or when to look again. */
    record NextDelivery(Optional<DeliveryBatch> batch, Optional<Instant> recheckAt) {}

    /** So many small things that wait for one person go out in one mail. */
    private static final int MANY_SMALL = 3;

    /** What waits of one conversation for one recipient. */
    private record PendingThread(String recipient, List<Outbox.OutboxEntry> entries, Instant readyAt) {
        Outbox.OutboxEntry newest() {
            return entries.get(entries.size() - 1);
        }

        /** Worse than its reader was told of a session that is live or near. */
        boolean isUrgent() {
            return entries.stream()
                    .anyMatch(entry -> entry.notification().facts().urgent());
        }

        int severityRank() {
            return StateLabel.rankOf(newest().notification().stateLabel());
        }

        /** Bad news that stops nobody from testing. */
        boolean isSmall() {
            Notification.NotificationKind kind = newest().notification().kind();
            boolean bad = kind == Notification.NotificationKind.BAD || kind == Notification.NotificationKind.STILL_BAD;
            return bad && severityRank() < StateLabel.NOT_READY.severityRank();
        }
    }

    static NextDelivery selectNext(
            Collection<Outbox.OutboxEntry> open, MailThrottle throttle, Instant serverWell, Instant now) {
        Map<String, List<Outbox.OutboxEntry>> threads = new LinkedHashMap<>();
        Optional<Instant> again = Optional.empty();
        for (Outbox.OutboxEntry entry : open) {
            Notification notification = entry.notification();
            if (!notification.channel().equals(NotificationFactory.CHANNEL)) {
                continue;
            }
            if (entry.state() == Outbox.DeliveryState.UNDER_WAY) {
                return new NextDelivery(Optional.of(new DeliveryBatch(entry, List.of(), false)), Optional.empty());
            }
            if (notification.dueAt().isAfter(now)) {
                again = earliest(again, notification.dueAt());
            } else {
                threads.computeIfAbsent(notification.thread() + "\n" + notification.to(), key -> new ArrayList<>())
                        .add(entry);
            }
        }
        List<PendingThread> waiting = threads.values().stream()
                .map(entries -> pendingThread(entries, serverWell))
                .toList();
        for (PendingThread one : waiting) {
            if (one.readyAt().isAfter(now)) {
                again = earliest(again, one.readyAt());
                continue;
            }
            List<PendingThread> together = waiting.stream()
                    .filter(other -> other.recipient().equals(one.recipient())
                            && !other.readyAt().isAfter(now))
                    .sorted(Comparator.comparingInt(PendingThread::severityRank).reversed())
                    .toList();
            Optional<Instant> held = throttle.heldUntil(one.recipient(), now);
            List<PendingThread> small =
                    together.stream().filter(PendingThread::isSmall).toList();
            if (held.isEmpty() && one.isSmall() && small.size() >= MANY_SMALL) {
                return new NextDelivery(Optional.of(combined(small)), Optional.empty());
            }
            if (held.isEmpty()) {
                return new NextDelivery(Optional.of(single(one)), Optional.empty());
            }
            List<PendingThread> urgent =
                    together.stream().filter(PendingThread::isUrgent).toList();
            if (!urgent.isEmpty()) {
                return new NextDelivery(
                        Optional.of(urgent.size() == 1 ? single(urgent.get(0)) : combined(urgent)), Optional.empty());
            }
            Instant gathered = throttle.collectiveMailAt(one.recipient(), now);
            if (!gathered.isAfter(now)) {
                return new NextDelivery(Optional.of(combined(together)), Optional.empty());
            }
            again = earliest(again, gathered.isBefore(held.get()) ? gathered : held.get());
        }
        return new NextDelivery(Optional.empty(), again);
    }

    private static PendingThread pendingThread(List<Outbox.OutboxEntry> entries, Instant serverWell) {
        Outbox.OutboxEntry newest = entries.get(entries.size() - 1);
        Instant ready = newest.attempts() == 0 ? newest.notification().dueAt() : newest.nextTryAt();
        if (newest.attempts() > 0) {
            Duration waits = RetryBackoff.delayAfter(newest.attempts());
            Instant failed = newest.nextTryAt().minus(waits);
            ready = serverWell.isAfter(failed) ? serverWell : ready;
        }
        return new PendingThread(newest.notification().to(), entries, ready);
    }

    private static DeliveryBatch single(PendingThread one) {
        return new DeliveryBatch(
                one.newest(), one.entries().subList(0, one.entries().size() - 1), false);
    }

    private static DeliveryBatch combined(List<PendingThread> together) {
        List<Outbox.OutboxEntry> all = new ArrayList<>();
        together.forEach(one -> all.addAll(one.entries()));
        Outbox.OutboxEntry carrier = together.get(0).newest();
        all.remove(carrier);
        return new DeliveryBatch(carrier, all, true);
    }

    private static Optional<Instant> earliest(Optional<Instant> one, Instant other) {
        return Optional.of(one.filter(at -> at.isBefore(other)).orElse(other));
    }
}
