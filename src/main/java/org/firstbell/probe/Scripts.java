package org.firstbell.probe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.setup.SnmpProfile;
import org.jspecify.annotations.Nullable;

/** The scripts of a configuration's families, made when first a device of one is met. Confined to the polling loop. */
final class Scripts {
    private record Key(String profile, boolean sights) {}

    private final Lexicon lexicon = new Lexicon();
    private final Claims none = new Claims();
    private final Map<Key, Script> scripts = new HashMap<>();
    private @Nullable ScalarPlan basics;

    Lexicon lexicon() {
        return lexicon;
    }

    /** The memory of a device about which nothing is known yet. */
    Memory memory() {
        return new Memory(lexicon, none);
    }

    Script of(SnmpProfile profile, boolean sights) {
        return scripts.computeIfAbsent(new Key(profile.id(), sights), key -> new Script(profile, sights, lexicon));
    }

    /** What is asked of every device before its family is known. */
    ScalarPlan basics(Optional<SnmpProfile> any) {
        if (basics == null) {
            basics = new ScalarPlan(
                    any.map(profile -> profile.questions().get(0).scalars()).orElse(List.of()), lexicon);
        }
        return basics;
    }
}
