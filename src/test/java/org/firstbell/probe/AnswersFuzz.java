package org.firstbell.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.firstbell.config.ConfigLoader;
import org.firstbell.model.Asked;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.SnmpProfile;
import org.firstbell.model.setup.Stakes;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * What devices send, as octets of any kind, through every decoder and reader that meets it. An exception is a finding.
 * Each inner class is a target of the fuzzer.
 */
public final class AnswersFuzz {
    private static final Configuration SHIPPED = ConfigLoader.shipped();
    private static final Surroundings AROUND = Surroundings.of(SHIPPED, Stakes.EVERYTHING);
    private static final Instant NOW = Instant.parse("2027-04-14T12:40:00Z");
    private static final DeviceId DEVICE = new DeviceId("it");

    private static final Path CORPUS = Path.of("src/test/resources/fuzz");

    private AnswersFuzz() {}

    /**
     * Loads what the corpus reaches, which takes the fuzzer seconds: its limit of time is for inputs, not for that.
     *
     * @throws IOException when the corpus is not where the fuzzer is started
     */
    private static void loadAll(String corpus, Consumer<byte[]> target) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(corpus))) {
            for (Path file : files.toList()) {
                target.accept(Files.readAllBytes(file));
            }
        }
    }

    /** SNMP answers: the message, then every profile's scalars and tables. */
    public static final class Snmp {
        private Snmp() {}

        public static void fuzzerInitialize() throws IOException {
            loadAll("snmp", Snmp::fuzzerTestOneInput);
        }

        public static void fuzzerTestOneInput(byte[] octets) {
            CommunityAnswer answer = new CommunityAnswer();
            PDU pdu = answer.of(octets, 0, octets.length) ? answer.pdu() : null;
            if (pdu == null) {
                return;
            }
            List<VariableBinding> bindings = List.copyOf(pdu.getVariableBindings());
            for (SnmpProfile profile : SHIPPED.snmpProfiles()) {
                Memory memory = new Memory();
                profile.questions().forEach(question -> question(question, answer, bindings, memory));
            }
        }

        private static void question(
                SnmpProfile.Question question, CommunityAnswer told, List<VariableBinding> bindings, Memory memory) {
            Answer answer = new Answer(DEVICE, NOW, question.name(), true, memory, AROUND);
            ScalarPlan plan = new ScalarPlan(question.scalars(), new Lexicon());
            Variable[] values = plan.values(bindings);
            sameInPlace(plan, told, values);
            Scalars.read(plan, values, answer);
            List<TableRow> rows = rows(List.copyOf(question.columns().keySet()), bindings);
            for (SnmpProfile.Use use : question.uses()) {
                Recipe.Options options = new Recipe.Options(use.options());
                Recipes.named(use.recipe()).orElseThrow().read(options.select(rows), options, answer);
            }
        }

        /** What is read in place is what SNMP4J reads. */
        private static void sameInPlace(ScalarPlan plan, CommunityAnswer told, Variable[] values) {
            if (plan.oids().isEmpty()) {
                return;
            }
            CommunityMessage whole = plan.messages(
                            new Credentials.Community("any", false, "public"), Integer.MAX_VALUE / 2)
                    .get(0);
            Variable[] inPlace = told.values(whole.names());
            if (inPlace != null && !Arrays.equals(inPlace, values)) {
                throw new IllegalStateException(Arrays.toString(inPlace) + " is not " + Arrays.toString(values));
            }
        }

        /** Whatever was told, dealt out over a table's columns. */
        private static List<TableRow> rows(List<String> columns, List<VariableBinding> bindings) {
            List<TableRow> rows = new ArrayList<>();
            for (int i = 0; !columns.isEmpty() && i < bindings.size(); i += columns.size()) {
                Map<String, Variable> cells = new LinkedHashMap<>();
                for (int c = 0; c < columns.size() && i + c < bindings.size(); c++) {
                    if (!bindings.get(i + c).getVariable().isException()) {
                        cells.put(columns.get(c), bindings.get(i + c).getVariable());
                    }
                }
                OID oid = bindings.get(i).getOid();
                int from = Math.max(0, oid.size() - 14);
                rows.add(new TableRow(
                        new OID(oid.getValue(), from, oid.size() - from), cells, OptionalDouble.of(i * 10.0)));
            }
            return rows;
        }
    }

    /** JSON bodies through every profile that reads them. */
    public static final class Json {
        private Json() {}

        public static void fuzzerInitialize() throws IOException {
            loadAll("json", Json::fuzzerTestOneInput);
        }

        public static void fuzzerTestOneInput(byte[] octets) {
            bodies(HttpProfile.Format.JSON, octets);
        }
    }

    /** Prometheus bodies through every profile that reads them. */
    public static final class Prometheus {
        private Prometheus() {}

        public static void fuzzerInitialize() throws IOException {
            loadAll("prometheus", Prometheus::fuzzerTestOneInput);
        }

        public static void fuzzerTestOneInput(byte[] octets) {
            bodies(HttpProfile.Format.PROMETHEUS, octets);
        }
    }

    private static void bodies(HttpProfile.Format format, byte[] octets) {
        Asked asked = new Asked(DEVICE, "http", "page", true, NOW, Duration.ofMillis(5), Duration.ofSeconds(5));
        for (HttpProfile profile : SHIPPED.httpProfiles()) {
            if (profile.format() == format) {
                HttpReading reading = new HttpReading(
                        DEVICE, "/", Optional.of(profile), Optional.empty(), AROUND, InstantSource.fixed(NOW));
                for (int twice = 0; twice < 2; twice++) {
                    ProbeOutcome outcome =
                            reading.outcome(200, new String(octets, StandardCharsets.UTF_8), Optional.empty(), asked);
                    if (outcome instanceof ProbeOutcome.Garbled garbled
                            && garbled.reason().startsWith("its page could not be read")) {
                        throw new IllegalStateException(profile.id() + ": " + garbled.reason());
                    }
                }
            }
        }
    }
}
