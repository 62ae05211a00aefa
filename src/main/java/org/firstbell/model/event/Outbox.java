package org.firstbell.model.event;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The durable queue of notices between deciding to tell and having told. Notices enter it by {@link Journal#commit}. Every
 * call answers off the caller's thread, and sees all that was committed or marked before it.
 */
public interface Outbox {
    /** The delivery state of a notification in the outbox. */
    enum DeliveryState {
        /** On disk, waiting for its time or its next try. */
        PENDING,
        /** Given to the server; not known yet how it ended. */
        UNDER_WAY,
        /** The server took it. */
        SENT,
        /** The server refused it for good. */
        REFUSED,
        /** A newer notice of the same thread and recipient tells it, or a collecting one. */
        MERGED,
        /** Not sent: the notification that it takes back was never delivered. */
        NEEDLESS
    }

    /**
     * A notice in the outbox.
     *
     * @param attempts deliveries begun
     * @param nextTryAt not before; once it is ended, when it ended
     * @param lastAnswer what the server said last, or why it ended; empty before the first attempt
     */
    record OutboxEntry(
            Notification notification, DeliveryState state, int attempts, Instant nextTryAt, String lastAnswer) {}

    /** Those not ended: pending or under way, oldest first. */
    CompletionStage<List<OutboxEntry>> undelivered();

    /** Of one thread and recipient, all ever, oldest first. */
    CompletionStage<List<OutboxEntry>> thread(String channel, String thread, String to);

    /**
     * Writes how a delivery stands; does nothing for an unknown key. Done when it is on disk, or kept in memory because the
     * disk fails.
     */
    CompletionStage<Void> updateState(String key, DeliveryState state, int attempts, Instant nextTryAt, String answer);
}
