package org.firstbell.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.SnmpProfile;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * A question for scalars made ready, once for all devices of a family: the objects to ask for, each once, the messages that
 * ask for them, and which signal each becomes. Confined to the polling loop.
 */
final class ScalarPlan {
    private final List<OID> oids;
    private final List<Entry> entries;
    private final int signals;
    private final int texts;
    private final Map<Terms, List<CommunityMessage>> messages = new HashMap<>();

    /**
     * One object as one signal.
     *
     * @param at where its object stands in the question
     * @param signal where its signal stands among the question's
     * @param text where its last text is kept; negative for numbers
     */
    record Entry(
            int at,
            int signal,
            SignalName name,
            SignalCatalogue.Type type,
            SnmpProfile.Scalar scalar,
            Optional<Pattern> pattern,
            int text) {}

    /** As whom, and how many objects at once. */
    private record Terms(Credentials.Community credentials, int variables) {}

    /** What a device's texts were when last read: most never change, and need not be read again. */
    static final class Texts {
        private final ScalarPlan plan;
        private final @Nullable Texts others;
        private final @Nullable Kept[] kept;

        /** What was read of octets, known by their mark; null when they told nothing. */
        private record Kept(long mark, @Nullable SignalValue value) {}

        Texts(ScalarPlan plan, @Nullable Texts others) {
            this.plan = plan;
            this.others = others;
            this.kept = new Kept[plan.texts];
        }

        ScalarPlan plan() {
            return plan;
        }

        @Nullable
        Texts others() {
            return others;
        }

        /** What is read of octets: what they told last time, or, when they are others, what reading them tells now. */
        @Nullable
        SignalValue value(int text, long mark, Supplier<Optional<SignalValue>> reading) {
            Kept last = kept[text];
            if (last == null || last.mark() != mark) {
                last = new Kept(mark, reading.get().orElse(null));
                kept[text] = last;
            }
            return last.value();
        }
    }

    ScalarPlan(List<SnmpProfile.Scalar> scalars, Lexicon lexicon) {
        Map<OID, Integer> places = new LinkedHashMap<>();
        Map<SignalName, Integer> told = new HashMap<>();
        List<Entry> made = new ArrayList<>();
        int kept = 0;
        for (SnmpProfile.Scalar scalar : scalars) {
            OID oid = lexicon.oid(scalar.oid());
            SignalName name = lexicon.name(scalar.signal());
            SignalCatalogue.Type type = SignalCatalogue.find(scalar.signal())
                    .map(SignalCatalogue.Definition::type)
                    .orElse(SignalCatalogue.Type.TEXT);
            boolean text = type == SignalCatalogue.Type.TEXT || type == SignalCatalogue.Type.VERSION;
            Integer at = places.putIfAbsent(oid, places.size());
            Integer signal = told.putIfAbsent(name, told.size());
            made.add(new Entry(
                    at == null ? places.size() - 1 : at,
                    signal == null ? told.size() - 1 : signal,
                    name,
                    type,
                    scalar,
                    scalar.pattern().map(lexicon::pattern),
                    text ? kept++ : -1));
        }
        this.oids = List.copyOf(places.keySet());
        this.entries = List.copyOf(made);
        this.signals = told.size();
        this.texts = kept;
    }

    /** The objects, in the order in which they are asked. */
    List<OID> oids() {
        return oids;
    }

    /** The objects as signals; of several for one signal the first that answers counts. */
    List<Entry> entries() {
        return entries;
    }

    /** How many signals there can be. */
    int signals() {
        return signals;
    }

    /** Ready-made messages that ask for all of it, so many objects at a time. */
    List<CommunityMessage> messages(Credentials.Community credentials, int variables) {
        return messages.computeIfAbsent(new Terms(credentials, variables), terms -> {
            List<CommunityMessage> all = new ArrayList<>();
            for (int from = 0; from < oids.size(); from += variables) {
                PDU pdu = credentials.v1() ? new PDUv1() : new PDU();
                pdu.setType(PDU.GET);
                oids.subList(from, Math.min(oids.size(), from + variables))
                        .forEach(oid -> pdu.add(new VariableBinding(oid)));
                all.add(CommunityMessage.of(credentials.community(), credentials.v1(), pdu));
            }
            return List.copyOf(all);
        });
    }

    /** The first values of the question, each with its object; what was not told is {@code noSuchObject}. */
    List<VariableBinding> bindings(@Nullable Variable[] values, int count) {
        List<VariableBinding> bindings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Variable value = values[i];
            bindings.add(new VariableBinding(oids.get(i), value == null ? Null.noSuchObject : value));
        }
        return bindings;
    }

    /** Values as an agent told them, in its own order, put into the question's; what it did not tell is null. */
    @Nullable
    Variable[] values(List<VariableBinding> bindings) {
        Map<OID, Variable> told = new HashMap<>();
        bindings.forEach(binding -> told.put(binding.getOid(), binding.getVariable()));
        @Nullable Variable[] values = new Variable[oids.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = told.get(oids.get(i));
        }
        return values;
    }
}
