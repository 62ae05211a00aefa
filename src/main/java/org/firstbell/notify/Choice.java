package org.firstbell.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.Notice;
import org.firstbell.model.Outbox;

/**
 * What is delivered next: one mail that tells the newest of a conversation, or one that collects several conversations.
 *
 * @param carrier the notice whose delivery it is
 * @param told others that it tells besides, oldest first
 * @param collecting whether it speaks of several conversations because there were too many mails
 */
record Choice(Outbox.Entry carrier, List<Outbox.Entry> told, boolean collecting) {

    /** A choice, or when to look again. */
    record Next(Optional<Choice> choice, Optional<Instant> lookAgain) {}

    /** What waits of one conversation for one recipient. */
    private record Waiting(String to, List<Outbox.Entry> entries, Instant ready) {
        Outbox.Entry newest() {
            return entries.get(entries.size() - 1);
        }
    }

    static Next next(Collection<Outbox.Entry> open, Throttle throttle, Instant serverWell, Instant now) {
        Map<String, List<Outbox.Entry>> threads = new LinkedHashMap<>();
        Optional<Instant> again = Optional.empty();
        for (Outbox.Entry entry : open) {
            Notice notice = entry.notice();
            if (!notice.channel().equals(Post.CHANNEL)) {
                continue;
            }
            if (entry.state() == Outbox.State.UNDER_WAY) {
                return new Next(Optional.of(new Choice(entry, List.of(), false)), Optional.empty());
            }
            if (notice.dueAt().isAfter(now)) {
                again = earlier(again, notice.dueAt());
            } else {
                threads.computeIfAbsent(notice.thread() + "\n" + notice.to(), key -> new ArrayList<>())
                        .add(entry);
            }
        }
        List<Waiting> waiting = threads.values().stream()
                .map(entries -> waiting(entries, serverWell))
                .toList();
        for (Waiting one : waiting) {
            if (one.ready().isAfter(now)) {
                again = earlier(again, one.ready());
                continue;
            }
            Optional<Instant> held = throttle.heldUntil(one.to(), now);
            if (held.isEmpty()) {
                return new Next(Optional.of(single(one)), Optional.empty());
            }
            List<Waiting> together = waiting.stream()
                    .filter(other ->
                            other.to().equals(one.to()) && !other.ready().isAfter(now))
                    .toList();
            Instant gathered = throttle.gatheredAt(one.to(), now);
            if (!gathered.isAfter(now)) {
                return new Next(Optional.of(collected(together)), Optional.empty());
            }
            again = earlier(again, gathered.isBefore(held.get()) ? gathered : held.get());
        }
        return new Next(Optional.empty(), again);
    }

    private static Waiting waiting(List<Outbox.Entry> entries, Instant serverWell) {
        Outbox.Entry newest = entries.get(entries.size() - 1);
        Instant ready = newest.attempts() == 0 ? newest.notice().dueAt() : newest.nextTryAt();
        if (newest.attempts() > 0) {
            Duration waits = Backoff.after(newest.attempts());
            Instant failed = newest.nextTryAt().minus(waits);
            ready = serverWell.isAfter(failed) ? serverWell : ready;
        }
        return new Waiting(newest.notice().to(), entries, ready);
    }

    private static Choice single(Waiting one) {
        return new Choice(one.newest(), one.entries().subList(0, one.entries().size() - 1), false);
    }

    private static Choice collected(List<Waiting> together) {
        List<Outbox.Entry> all = new ArrayList<>();
        together.forEach(one -> all.addAll(one.entries()));
        Outbox.Entry carrier = together.get(together.size() - 1).newest();
        all.remove(carrier);
        return new Choice(carrier, all, true);
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Instant other) {
        return Optional.of(one.filter(at -> at.isBefore(other)).orElse(other));
    }
}
