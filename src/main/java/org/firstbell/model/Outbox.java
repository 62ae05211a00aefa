package org.firstbell.model;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The durable queue of notices between deciding to tell and having told. Every call answers off the caller's thread. */
public interface Outbox {
    /** Where a notice stands. */
    enum State {
        /** On disk, waiting for its time or its next try. */
        PENDING,
        /** Given to the server; not known yet how it ended. */
        UNDER_WAY,
        /** The server took it. */
        SENT,
        /** The server refused it for good. */
        REFUSED,
        /** A newer notice of the same thread and recipient tells it. */
        MERGED
    }

    /** A notice in the outbox. */
    record Entry(Notice notice, State state, int attempts, Instant nextTryAt, String lastAnswer) {}

    /** Those not ended: pending or under way, oldest first. */
    CompletionStage<List<Entry>> open();

    /** Of one thread and recipient, all ever, oldest first. */
    CompletionStage<List<Entry>> thread(String channel, String thread, String to);

    /** Writes how a delivery stands. */
    CompletionStage<Void> mark(String key, State state, int attempts, Instant nextTryAt, String answer);
}
