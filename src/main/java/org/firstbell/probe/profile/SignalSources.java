package org.firstbell.probe.profile;

import java.util.HashMap;
import java.util.Map;
import org.firstbell.model.SignalName;
import org.jspecify.annotations.Nullable;

/**
 * Which question tells which signal, for good. Devices of one family come to the same claims in the same order and share
 * them: a device holds one reference. Confined to the polling loop.
 */
final class SignalSources {
    private record SignalSource(SignalName signal, String query) {}

    private final Map<SignalName, String> sources;
    private final Map<SignalSource, SignalSources> successors = new HashMap<>(2);

    /** No claims yet. */
    SignalSources() {
        this(Map.of());
    }

    private SignalSources(Map<SignalName, String> tellers) {
        this.sources = tellers;
    }

    /** The question that tells a signal; null while none did. */
    @Nullable
    String sourceOf(SignalName signal) {
        return sources.get(signal);
    }

    /** These claims and one more, of a signal that nobody claimed. */
    SignalSources with(SignalName signal, String question) {
        return successors.computeIfAbsent(new SignalSource(signal, question), claim -> {
            Map<SignalName, String> more = new HashMap<>(sources);
            more.put(signal, question);
            return new SignalSources(more);
        });
    }
}
