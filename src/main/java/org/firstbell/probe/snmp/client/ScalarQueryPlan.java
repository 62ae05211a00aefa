package org.firstbell.probe.snmp.client;

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
import org.firstbell.probe.snmp.transport.CommunityMessage;
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
public final class ScalarQueryPlan {
    private final List<OID> oids;
    private final List<ScalarEntry> entries;
    private final int signalCount;
    private final int textCount;
    private final Map<MessageKey, List<CommunityMessage>> messages = new HashMap<>();

    /**
     * One object as one signal.
     *
     * @param objectIndex where its object stands in the question
     * @param signalIndex where its signal stands among the question's
     * @param textIndex where its last text is kept; negative for numbers
     */
    public record ScalarEntry(
            int objectIndex,
            int signalIndex,
            SignalName name,
            SignalCatalogue.SignalType type,
            SnmpProfile.ScalarMapping scalar,
            Optional<Pattern> pattern,
            int textIndex) {}

    /** As whom, and how many objects at once. */
    private record MessageKey(Credentials.Community credentials, int variables) {}

    /** A cache of a device's texts as last read: most never change, and need not be decoded again. */
    public static final class TextCache {
        private final ScalarQueryPlan plan;
        private final @Nullable TextCache next;
        private final @Nullable CachedText[] cached;

        /** What was read of octets, known by their mark; null when they told nothing. */
        private record CachedText(long hash, @Nullable SignalValue value) {}

        public TextCache(ScalarQueryPlan plan, @Nullable TextCache others) {
            this.plan = plan;
            this.next = others;
            this.cached = new CachedText[plan.textCount];
        }

        public ScalarQueryPlan plan() {
            return plan;
        }

        @Nullable
        public TextCache next() {
            return next;
        }

        /** What is read of octets: what they told last time, or, when they are others, what reading them tells now. */
        @Nullable
        public SignalValue cachedValue(int text, long mark, Supplier<Optional<SignalValue>> reading) {
            CachedText last = cached[text];
            if (last == null || last.hash() != mark) {
                last = new CachedText(mark, reading.get().orElse(null));
                cached[text] = last;
            }
            return last.value();
        }
    }

    public ScalarQueryPlan(List<SnmpProfile.ScalarMapping> scalars, ProfileNameCache lexicon) {
        Map<OID, Integer> places = new LinkedHashMap<>();
        Map<SignalName, Integer> told = new HashMap<>();
        List<ScalarEntry> made = new ArrayList<>();
        int kept = 0;
        for (SnmpProfile.ScalarMapping scalar : scalars) {
            OID oid = lexicon.oid(scalar.oid());
            SignalName name = lexicon.signalName(scalar.signal());
            SignalCatalogue.SignalType type = SignalCatalogue.find(scalar.signal())
                    .map(SignalCatalogue.SignalDefinition::type)
                    .orElse(SignalCatalogue.SignalType.TEXT);
            boolean text = type == SignalCatalogue.SignalType.TEXT || type == SignalCatalogue.SignalType.VERSION;
            Integer at = places.putIfAbsent(oid, places.size());
            Integer signal = told.putIfAbsent(name, told.size());
            made.add(new ScalarEntry(
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
        this.signalCount = told.size();
        this.textCount = kept;
    }

    /** The objects, in the order in which they are asked. */
    public List<OID> oids() {
        return oids;
    }

    /** The objects as signals; of several for one signal the first that answers counts. */
    public List<ScalarEntry> entries() {
        return entries;
    }

    /** How many signals there can be. */
    public int signalCount() {
        return signalCount;
    }

    /** Ready-made messages that ask for all of it, so many objects at a time. */
    public List<CommunityMessage> messages(Credentials.Community credentials, int variables) {
        return messages.computeIfAbsent(new MessageKey(credentials, variables), terms -> {
            List<CommunityMessage> all = new ArrayList<>();
            for (int from = 0; from < oids.size(); from += variables) {
                PDU pdu = credentials.v1() ? new PDUv1() : new PDU();
                pdu.setType(PDU.GET);
                oids.subList(from, Math.min(oids.size(), from + variables))
                        .forEach(oid -> pdu.add(new VariableBinding(oid)));
                all.add(CommunityMessage.encode(credentials.community(), credentials.v1(), pdu));
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
    public Variable[] values(List<VariableBinding> bindings) {
        Map<OID, Variable> told = new HashMap<>();
        bindings.forEach(binding -> told.put(binding.getOid(), binding.getVariable()));
        @Nullable Variable[] values = new Variable[oids.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = told.get(oids.get(i));
        }
        return values;
    }
}
