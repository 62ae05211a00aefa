package org.firstbell.config.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.firstbell.model.Origin;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a YAML 1.2 document into values that know their places; a document that cannot be read is a problem. */
public final class YamlReader {
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private YamlReader() {}

    /** Reads a file. */
    public static Optional<YamlMap> read(Path file, Environment environment, ProblemCollector problems) {
        return read(file, file.toString(), environment, problems);
    }

    /** Reads a file and calls it by a name. */
    public static Optional<YamlMap> read(Path file, String name, Environment environment, ProblemCollector problems) {
        try {
            if (Files.isDirectory(file)) {
                problems.add(new Origin(name, 0, 0), "", "is a folder, not a file", "name the file in it");
                return Optional.empty();
            }
            if (Files.size(file) > MAX_BYTES) {
                problems.add(new Origin(name, 0, 0), "", "is larger than 16 MiB", "is this the right file?");
                return Optional.empty();
            }
            Path folder = file.toAbsolutePath().resolveSibling("");
            return parse(Files.readAllBytes(file), new YamlContext(name, folder, environment, problems));
        } catch (java.nio.file.NoSuchFileException missing) {
            problems.add(new Origin(name, 0, 0), "", "there is no such file", "check the path");
        } catch (java.nio.file.AccessDeniedException denied) {
            problems.add(new Origin(name, 0, 0), "", "may not be read by this user", "chmod or chown it");
        } catch (IOException unreadable) {
            problems.add(new Origin(name, 0, 0), "", "cannot be read: " + unreadable.getMessage(), "");
        }
        return Optional.empty();
    }

    /** Reads a file shipped in the product. */
    public static Optional<YamlMap> readShipped(String resource, ProblemCollector problems) {
        try (InputStream in = YamlReader.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the product lacks its own " + resource);
            }
            Environment none = new Environment(name -> Optional.empty());
            return parse(in.readAllBytes(), new YamlContext(resource.substring(1), Path.of(""), none, problems));
        } catch (IOException broken) {
            throw new IllegalStateException("the product's own " + resource + " cannot be read", broken);
        }
    }

    /** A document shipped in the product as its tree. */
    public static Optional<YamlMap> readShipped(YamlNode tree, String name, ProblemCollector problems) {
        Environment none = new Environment(variable -> Optional.empty());
        return new YamlValue(tree, "", new YamlContext(name, Path.of(""), none, problems), 0).asMap();
    }

    /** The tree of a file shipped in the product. */
    public static YamlNode parseShipped(String resource) {
        try (InputStream in = YamlReader.class.getResourceAsStream(resource)) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return YamlTreeBuilder.parse(text, settings(resource.substring(1)))
                    .orElseThrow(() -> new IllegalStateException("the product lacks its own " + resource));
        } catch (IOException broken) {
            throw new IllegalStateException("the product's own " + resource + " cannot be read", broken);
        }
    }

    private static LoadSettings settings(String name) {
        return LoadSettings.builder()
                .setLabel(name)
                .setUseMarks(true)
                .setAllowDuplicateKeys(true)
                .setCodePointLimit(MAX_BYTES)
                .build();
    }

    /** What all values of one document share. */
    record YamlContext(String fileName, Path folder, Environment environment, ProblemCollector problems) {}

    private static Optional<YamlMap> parse(byte[] octets, YamlContext reading) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            reading.problems().add(new Origin(reading.fileName(), 0, 0), "", "is not UTF-8 text", "save it as UTF-8");
            return Optional.empty();
        }
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        try {
            Optional<YamlNode> root = YamlTreeBuilder.parse(text, settings(reading.fileName()));
            if (root.isEmpty()) {
                reading.problems().add(new Origin(reading.fileName(), 0, 0), "", "is empty", "");
                return Optional.empty();
            }
            return new YamlValue(root.get(), "", reading, 0).asMap();
        } catch (MarkedYamlEngineException broken) {
            Origin origin = broken.getProblemMark()
                    .map(mark -> new Origin(reading.fileName(), mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse(new Origin(reading.fileName(), 0, 0));
            reading.problems().add(origin, "", "is not YAML: " + broken.getProblem(), syntaxHint(broken.getProblem()));
            return Optional.empty();
        } catch (YamlEngineException broken) {
            reading.problems().add(new Origin(reading.fileName(), 0, 0), "", "is not YAML: " + broken.getMessage(), "");
            return Optional.empty();
        }
    }

    private static String syntaxHint(String problem) {
        if (problem.contains("\\t")) {
            return "indent with spaces, not with tabs";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "put the text before the colon into quotes, or check the indentation";
        }
        return "check quotes, brackets and indentation here and in the line before";
    }
}
