package org.firstbell.history;

import org.jspecify.annotations.Nullable;

/** A reason why a store cannot be opened: its message is one sentence for the person who starts the daemon. */
public final class StoreFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** The kind of fault that keeps a store closed. */
    public enum StoreFailureReason {
        /** The folder is not there and cannot be made. */
        NO_FOLDER,
        /** The folder or the file cannot be written. */
        READ_ONLY,
        /** The disk has no room. */
        DISK_FULL,
        /** The file is something else. */
        NOT_A_STORE,
        /** A newer Firstbell wrote it. */
        NEWER,
        /** Another daemon has it open. */
        IN_USE,
        /** It cannot be read: the disk fails, or the file is damaged. */
        BROKEN
    }

    private final StoreFailureReason reason;

    StoreFailure(StoreFailureReason reason, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    StoreFailure(StoreFailureReason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public StoreFailureReason reason() {
        return reason;
    }
}
