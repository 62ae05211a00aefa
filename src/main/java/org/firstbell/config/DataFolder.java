package org.firstbell.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.firstbell.model.Origin;

/**
 * One kind of data files: those shipped in the product, named by the {@code index} beside them, and those in the folder
 * of that name beside the configuration file. Confined to one load.
 */
final class DataFolder {
    private final String name;
    private final Path own;
    private final Environment environment;
    private final Problems problems;
    private final List<Path> files = new ArrayList<>();

    /**
     * @param name under the class path's root, and beside the configuration
     * @param beside the folder of the configuration file
     */
    DataFolder(String name, Path beside, Environment environment, Problems problems) {
        this.name = name;
        this.own = beside.resolve(name);
        this.environment = environment;
        this.problems = problems;
    }

    /** The documents that come with the product. */
    List<YamlMap> shipped() {
        List<YamlMap> documents = new ArrayList<>();
        String resource = "/" + name + "/" + NodesFile.NAME;
        try (InputStream trees = DataFolder.class.getResourceAsStream(resource)) {
            if (trees == null) {
                for (String file : index(name)) {
                    YamlFile.shipped("/" + name + "/" + file, problems).ifPresent(documents::add);
                }
            } else {
                NodesFile.read(trees)
                        .forEach((file, tree) -> YamlFile.shipped(tree, name + "/" + file, problems)
                                .ifPresent(documents::add));
            }
        } catch (IOException broken) {
            throw new IllegalStateException(
                    "the product's own " + resource + " cannot be read (" + broken.getMessage()
                            + "): build or install it anew",
                    broken);
        }
        return documents;
    }

    /** The shipped files of a folder, in the order in which they are read. */
    static List<String> index(String name) {
        String resource = "/" + name + "/index";
        try (InputStream in = DataFolder.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the product lacks its own " + resource + ": build or install it anew");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException broken) {
            throw new IllegalStateException(
                    "the product's own " + resource + " cannot be read (" + broken.getMessage()
                            + "): build or install it anew",
                    broken);
        }
    }

    /** The documents of the school, by name. */
    List<YamlMap> own() {
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(own)) {
            all.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .forEach(files::add);
        } catch (IOException unreadable) {
            problems.add(new Origin(own.toString(), 0, 0), "", "cannot be read: " + unreadable.getMessage(), "");
        }
        List<YamlMap> documents = new ArrayList<>();
        for (Path file : files) {
            YamlFile.read(file, shown(file), environment, problems).ifPresent(documents::add);
        }
        return documents;
    }

    private static String shown(Path file) {
        Path working = Path.of("").toAbsolutePath();
        return file.startsWith(working) ? working.relativize(file).toString() : file.toString();
    }

    /** The folder and its files that were read, for the watch. */
    List<Path> watched() {
        List<Path> watched = new ArrayList<>(files);
        if (Files.isDirectory(own)) {
            watched.add(own);
        }
        return watched;
    }
}
