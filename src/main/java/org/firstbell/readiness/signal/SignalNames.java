package org.firstbell.readiness.signal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalName;
import org.jspecify.annotations.Nullable;

/**
 * The names of some signals in the order in which they were first told, with how each ages. Targets that tell the same
 * names in the same order share one; it only ever grows, into longer ones. Confined to the core loop.
 */
public final class SignalNames {
    private final SignalName[] names;
    private final SignalCatalogue.SignalAging[] agings;
    private final Map<SignalName, SignalNames> longer = new HashMap<>(2);
    /** Made when a name is first looked for that is not the very same object. */
    private @Nullable Map<SignalName, Integer> indexes;

    /** Without a name. */
    public SignalNames() {
        this(new SignalName[0], new SignalCatalogue.SignalAging[0]);
    }

    private SignalNames(SignalName[] names, SignalCatalogue.SignalAging[] agings) {
        this.names = names;
        this.agings = agings;
    }

    int size() {
        return names.length;
    }

    SignalName name(int place) {
        return names[place];
    }

    SignalCatalogue.SignalAging aging(int place) {
        return agings[place];
    }

    /** The one that has one name more, behind all others. */
    SignalNames with(SignalName name) {
        return longer.computeIfAbsent(name, key -> {
            SignalName[] more = Arrays.copyOf(names, names.length + 1);
            SignalCatalogue.SignalAging[] moreAgings = Arrays.copyOf(agings, names.length + 1);
            more[names.length] = name;
            moreAgings[names.length] = Freshness.aging(name);
            return new SignalNames(more, moreAgings);
        });
    }

    /**
     * The place of a name; -1 when it is not among them.
     *
     * @param last the place found last: names mostly come in their order, and are the very same objects
     */
    @SuppressWarnings("ReferenceEquality")
    int indexOf(SignalName name, int last) {
        for (int i = 0; i < names.length; i++) {
            int place = last + 1 + i;
            place = place >= names.length ? place - names.length : place;
            if (names[place] == name) {
                return place;
            }
        }
        return indexes().getOrDefault(name, -1);
    }

    private Map<SignalName, Integer> indexes() {
        Map<SignalName, Integer> known = indexes;
        if (known == null) {
            known = new HashMap<>();
            for (int i = 0; i < names.length; i++) {
                known.put(names[i], i);
            }
            indexes = known;
        }
        return known;
    }
}
