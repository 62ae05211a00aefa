package org.firstbell.history;

import org.firstbell.model.event.Journal;
import org.firstbell.model.event.MemoryJournal;
import org.firstbell.model.event.Outbox;

/** The fake keeps the contract too. */
final class MemoryJournalTest implements JournalContract {
    private final MemoryJournal memory = new MemoryJournal();

    @Override
    public Journal journal() {
        return memory;
    }

    @Override
    public Outbox outbox() {
        return memory;
    }

    @Override
    public void reopen() {
        memory.reopen();
    }
}
