package org.firstbell.config.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.firstbell.config.yaml.Environment;
import org.firstbell.config.yaml.ProblemCollector;
import org.firstbell.config.yaml.YamlMap;
import org.firstbell.config.yaml.YamlReader;
import org.firstbell.model.Origin;

/**
 * One kind of data files: those shipped in the product, named by the {@code index} beside them, and those in the folder
 * of that name beside the configuration file. Confined to one load.
 */
public final class DataFolder {
    private final String name;
    private final Path schoolFolder;
    private final Environment environment;
    private final ProblemCollector problems;
    private final List<Path> files = new ArrayList<>();

    /**
     * @param name under the class path's root, and beside the configuration
     * @param beside the folder of the configuration file
     */
    public DataFolder(String name, Path beside, Environment environment, ProblemCollector problems) {
        this.name = name;
        this.schoolFolder = beside.resolve(name);
        this.environment = environment;
        this.problems = problems;
    }

    /** The documents that come with the product. */
    public List<YamlMap> readShipped() {
        List<YamlMap> documents = new ArrayList<>();
        String resource = "/" + name + "/" + PreparsedYamlFile.FILE_NAME;
        try (InputStream trees = DataFolder.class.getResourceAsStream(resource)) {
            if (trees == null) {
                for (String file : shippedFileNames(name)) {
                    YamlReader.readShipped("/" + name + "/" + file, problems).ifPresent(documents::add);
                }
            } else {
                PreparsedYamlFile.read(trees)
                        .forEach((file, tree) -> YamlReader.readShipped(tree, name + "/" + file, problems)
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
    static List<String> shippedFileNames(String name) {
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
    public List<YamlMap> readSchoolFiles() {
        if (!Files.isDirectory(schoolFolder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(schoolFolder)) {
            all.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .forEach(files::add);
        } catch (IOException unreadable) {
            problems.add(
                    new Origin(schoolFolder.toString(), 0, 0), "", "cannot be read: " + unreadable.getMessage(), "");
        }
        List<YamlMap> documents = new ArrayList<>();
        for (Path file : files) {
            YamlReader.read(file, displayName(file), environment, problems).ifPresent(documents::add);
        }
        return documents;
    }

    private static String displayName(Path file) {
        Path working = Path.of("").toAbsolutePath();
        return file.startsWith(working) ? working.relativize(file).toString() : file.toString();
    }

    /** The folder and its files that were read, for the watch. */
    public List<Path> watchedFiles() {
        List<Path> watched = new ArrayList<>(files);
        if (Files.isDirectory(schoolFolder)) {
            watched.add(schoolFolder);
        }
        return watched;
    }
}
