package org.firstbell.probe.snmp.client;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.firstbell.model.SignalName;
import org.snmp4j.smi.OID;

/**
 * A cache of names that profiles use (objects, signals, patterns, reasons), read once for all devices of a
 * configuration. Confined to the polling loop.
 */
public final class ProfileNameCache {
    /** Some signals are named after what devices tell: past so many the words are forgotten and begun anew. */
    private static final int MAX_ENTRIES = 20_000;

    private final Map<String, OID> oids = new HashMap<>();
    private final Map<String, SignalName> signalNames = new HashMap<>();
    private final Map<String, Pattern> patterns = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    public OID oid(String text) {
        return cached(oids, text, digits -> new OID(digits));
    }

    public SignalName signalName(String text) {
        return cached(signalNames, text, SignalName::new);
    }

    public Pattern pattern(String text) {
        return cached(patterns, text, Pattern::compile);
    }

    /** The same text, one for all who say it. */
    public String text(String text) {
        return cached(texts, text, same -> same);
    }

    private static <T> T cached(Map<String, T> known, String text, Function<String, T> read) {
        T old = known.get(text);
        if (old != null) {
            return old;
        }
        T made = read.apply(text);
        if (known.size() >= MAX_ENTRIES) {
            known.clear();
        }
        known.put(text, made);
        return made;
    }
}
