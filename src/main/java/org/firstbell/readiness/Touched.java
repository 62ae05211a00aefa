package org.firstbell.readiness;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** The books that one event touched, each once, in the order in which it did. Confined to the core loop. */
final class Touched implements Iterable<TargetBook> {
    private final List<TargetBook> books = new ArrayList<>();

    void add(TargetBook book) {
        if (!book.touched) {
            book.touched = true;
            books.add(book);
        }
    }

    void addAll(Collection<TargetBook> some) {
        some.forEach(this::add);
    }

    /** Begins anew; costs as much as was touched. */
    void clear() {
        books.forEach(book -> book.touched = false);
        books.clear();
    }

    @Override
    public Iterator<TargetBook> iterator() {
        return books.iterator();
    }
}
