package org.firstbell.probe;

import java.util.HashMap;
import java.util.Map;
import org.firstbell.model.SignalName;
import org.jspecify.annotations.Nullable;

/**
 * Which question tells which signal, for good. Devices of one family come to the same claims in the same order and share
 * them: a device holds one reference. Confined to the polling loop.
 */
final class Claims {
    private record Claim(SignalName signal, String question) {}

    private final Map<SignalName, String> tellers;
    private final Map<Claim, Claims> following = new HashMap<>(2);

    /** No claims yet. */
    Claims() {
        this(Map.of());
    }

    private Claims(Map<SignalName, String> tellers) {
        this.tellers = tellers;
    }

    /** The question that tells a signal; null while none did. */
    @Nullable
    String teller(SignalName signal) {
        return tellers.get(signal);
    }

    /** These claims and one more, of a signal that nobody claimed. */
    Claims with(SignalName signal, String question) {
        return following.computeIfAbsent(new Claim(signal, question), claim -> {
            Map<SignalName, String> more = new HashMap<>(tellers);
            more.put(signal, question);
            return new Claims(more);
        });
    }
}
