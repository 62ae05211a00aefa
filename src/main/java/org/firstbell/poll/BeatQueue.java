package org.firstbell.poll;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Questions in the order of their next beats: a binary heap in which each question knows its place, so that moving or
 * removing one of a hundred thousand costs as little as adding one. Confined to the polling loop.
 */
final class BeatQueue {
    /** Stands for a question that is in no queue. */
    static final int NOWHERE = -1;

    private final List<Asking> heap = new ArrayList<>();

    /** The question whose beat comes first; null when there is none. */
    @Nullable
    Asking first() {
        return heap.isEmpty() ? null : heap.get(0);
    }

    int size() {
        return heap.size();
    }

    /** Puts a question where its next beat belongs, whether it is in the queue or not. */
    void put(Asking asking, long beat) {
        asking.beat = beat;
        if (asking.place == NOWHERE) {
            asking.place = heap.size();
            heap.add(asking);
        }
        settle(asking);
    }

    /** Takes a question out, if it is in. */
    void remove(Asking asking) {
        int place = asking.place;
        if (place == NOWHERE) {
            return;
        }
        asking.place = NOWHERE;
        Asking last = heap.remove(heap.size() - 1);
        if (last != asking) {
            set(place, last);
            settle(last);
        }
    }

    /** Every question in it, in no order. */
    List<Asking> all() {
        return List.copyOf(heap);
    }

    private void set(int place, Asking asking) {
        heap.set(place, asking);
        asking.place = place;
    }

    private void settle(Asking asking) {
        int place = rise(asking);
        sink(asking, place);
    }

    private int rise(Asking asking) {
        int place = asking.place;
        while (place > 0) {
            Asking above = heap.get((place - 1) >>> 1);
            if (above.beat <= asking.beat) {
                break;
            }
            set(place, above);
            place = (place - 1) >>> 1;
        }
        set(place, asking);
        return place;
    }

    private void sink(Asking asking, int from) {
        int place = from;
        int below = 2 * place + 1;
        while (below < heap.size()) {
            if (below + 1 < heap.size() && heap.get(below + 1).beat < heap.get(below).beat) {
                below++;
            }
            if (heap.get(below).beat >= asking.beat) {
                break;
            }
            set(place, heap.get(below));
            place = below;
            below = 2 * place + 1;
        }
        set(place, asking);
    }
}
