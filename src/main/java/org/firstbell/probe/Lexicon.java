package org.firstbell.probe;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.firstbell.model.SignalName;
import org.snmp4j.smi.OID;

/**
 * What profiles name (objects, signals, patterns, reasons), read once for all devices of a configuration. Confined to the
 * polling loop.
 */
final class Lexicon {
    /** Some signals are named after what devices tell: past so many the words are forgotten and begun anew. */
    private static final int MOST = 20_000;

    private final Map<String, OID> oids = new HashMap<>();
    private final Map<String, SignalName> names = new HashMap<>();
    private final Map<String, Pattern> patterns = new HashMap<>();
    private final Map<String, String> words = new HashMap<>();

    OID oid(String text) {
        return kept(oids, text, digits -> new OID(digits));
    }

    SignalName name(String text) {
        return kept(names, text, SignalName::new);
    }

    Pattern pattern(String text) {
        return kept(patterns, text, Pattern::compile);
    }

    /** The same text, one for all who say it. */
    String word(String text) {
        return kept(words, text, same -> same);
    }

    private static <T> T kept(Map<String, T> known, String text, Function<String, T> read) {
        T old = known.get(text);
        if (old != null) {
            return old;
        }
        T made = read.apply(text);
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(text, made);
        return made;
    }
}
