package org.firstbell.config;

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
public final class YamlFile {
    private static final int MOST_OCTETS = 16 * 1024 * 1024;

    private YamlFile() {}

    /** Reads a file. */
    public static Optional<YamlMap> read(Path file, Environment environment, Problems problems) {
        return read(file, file.toString(), environment, problems);
    }

    /** Reads a file and calls it by a name. */
    static Optional<YamlMap> read(Path file, String name, Environment environment, Problems problems) {
        try {
            if (Files.isDirectory(file)) {
                problems.add(new Origin(name, 0, 0), "", "is a folder, not a file", "name the file in it");
                return Optional.empty();
            }
            if (Files.size(file) > MOST_OCTETS) {
                problems.add(new Origin(name, 0, 0), "", "is larger than 16 MiB", "is this the right file?");
                return Optional.empty();
            }
            Path folder = file.toAbsolutePath().resolveSibling("");
            return parse(Files.readAllBytes(file), new Reading(name, folder, environment, problems));
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
    public static Optional<YamlMap> shipped(String resource, Problems problems) {
        try (InputStream in = YamlFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the product lacks its own " + resource);
            }
            Environment none = new Environment(name -> Optional.empty());
            return parse(in.readAllBytes(), new Reading(resource.substring(1), Path.of(""), none, problems));
        } catch (IOException broken) {
            throw new IllegalStateException("the product's own " + resource + " cannot be read", broken);
        }
    }

    /** A document shipped in the product as its tree. */
    static Optional<YamlMap> shipped(YamlNode tree, String name, Problems problems) {
        Environment none = new Environment(variable -> Optional.empty());
        return new YamlValue(tree, "", new Reading(name, Path.of(""), none, problems), 0).map();
    }

    /** The tree of a file shipped in the product. */
    static YamlNode tree(String resource) {
        try (InputStream in = YamlFile.class.getResourceAsStream(resource)) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return YamlTree.of(text, settings(resource.substring(1)))
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
                .setCodePointLimit(MOST_OCTETS)
                .build();
    }

    /** What all values of one document share. */
    record Reading(String name, Path folder, Environment environment, Problems problems) {}

    private static Optional<YamlMap> parse(byte[] octets, Reading reading) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            reading.problems().add(new Origin(reading.name(), 0, 0), "", "is not UTF-8 text", "save it as UTF-8");
            return Optional.empty();
        }
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        try {
            Optional<YamlNode> root = YamlTree.of(text, settings(reading.name()));
            if (root.isEmpty()) {
                reading.problems().add(new Origin(reading.name(), 0, 0), "", "is empty", "");
                return Optional.empty();
            }
            return new YamlValue(root.get(), "", reading, 0).map();
        } catch (MarkedYamlEngineException broken) {
            Origin origin = broken.getProblemMark()
                    .map(mark -> new Origin(reading.name(), mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse(new Origin(reading.name(), 0, 0));
            reading.problems().add(origin, "", "is not YAML: " + broken.getProblem(), hint(broken.getProblem()));
            return Optional.empty();
        } catch (YamlEngineException broken) {
            reading.problems().add(new Origin(reading.name(), 0, 0), "", "is not YAML: " + broken.getMessage(), "");
            return Optional.empty();
        }
    }

    private static String hint(String problem) {
        if (problem.contains("\\t")) {
            return "indent with spaces, not with tabs";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "put the text before the colon into quotes, or check the indentation";
        }
        return "check quotes, brackets and indentation here and in the line before";
    }
}
