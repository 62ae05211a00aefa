package org.firstbell.config.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.config.yaml.YamlNode;
import org.firstbell.config.yaml.YamlReader;

/** The build's step that writes the trees of the shipped folders beside their YAML files. */
final class PreparsedYamlWriter {
    /** Every shipped folder of data files. */
    static final List<String> FOLDERS = List.of("checks", "platforms", "profiles/snmp", "profiles/http");

    private PreparsedYamlWriter() {}

    /**
     * Writes them.
     *
     * @param args the folder of the compiled classes and resources
     */
    public static void main(String[] args) throws IOException {
        for (String folder : FOLDERS) {
            try (OutputStream out =
                    Files.newOutputStream(Path.of(args[0], folder).resolve(PreparsedYamlFile.FILE_NAME))) {
                PreparsedYamlFile.write(parseFolder(folder), out);
            }
        }
    }

    /** The trees of a shipped folder's YAML files, in the order of its index. */
    static Map<String, YamlNode> parseFolder(String folder) {
        Map<String, YamlNode> documents = new LinkedHashMap<>();
        for (String file : DataFolder.shippedFileNames(folder)) {
            documents.put(file, YamlReader.parseShipped("/" + folder + "/" + file));
        }
        return documents;
    }
}
