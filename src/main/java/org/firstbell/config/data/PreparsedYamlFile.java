package org.firstbell.config.data;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.config.yaml.YamlNode;

/**
 * The documents of one shipped folder as trees, so that a start meets its goal of one second: to read them takes 100 to 500
 * ms less than to parse the YAML files in a cold JVM ({@code .ci/bench} shows the start). They stand in the file {@code
 * nodes} beside the {@code index}, which the build writes; every distinct text stands in it once. A product without it
 * reads the YAML files.
 */
final class PreparsedYamlFile {
    static final String FILE_NAME = "nodes";

    /** Says how the file is laid out; another layout gets another number. */
    private static final int FORMAT_VERSION = 0x46424e31;

    private PreparsedYamlFile() {}

    /** Writes documents by name, in their order. */
    static void write(Map<String, YamlNode> documents, OutputStream out) throws IOException {
        Map<String, Integer> texts = new LinkedHashMap<>();
        documents.forEach((name, root) -> {
            texts.putIfAbsent(name, texts.size());
            collectTexts(root, texts);
        });
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(FORMAT_VERSION);
        data.writeInt(texts.size());
        for (String text : texts.keySet()) {
            data.writeUTF(text);
        }
        data.writeInt(documents.size());
        for (Map.Entry<String, YamlNode> document : documents.entrySet()) {
            data.writeInt(texts.getOrDefault(document.getKey(), 0));
            write(document.getValue(), texts, data);
        }
        data.flush();
    }

    private static void collectTexts(YamlNode node, Map<String, Integer> texts) {
        texts.putIfAbsent(node.text(), texts.size());
        node.children().forEach(part -> collectTexts(part, texts));
    }

    private static void write(YamlNode node, Map<String, Integer> texts, DataOutputStream data) throws IOException {
        data.writeByte(node.kind().ordinal());
        data.writeShort(node.line());
        data.writeShort(node.column());
        if (node.isText()) {
            data.writeInt(texts.getOrDefault(node.text(), 0));
        } else {
            data.writeShort(node.children().size());
            for (YamlNode part : node.children()) {
                write(part, texts, data);
            }
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException saying what is wrong with it when it is anything else
     */
    static Map<String, YamlNode> read(InputStream in) throws IOException {
        byte[] octets = in.readAllBytes();
        try {
            DataInputStream data = new DataInputStream(new ByteArrayInputStream(octets));
            if (data.readInt() != FORMAT_VERSION) {
                throw new IOException("it is of another layout");
            }
            int count = data.readInt();
            if (count > octets.length) {
                throw new IOException("it is damaged");
            }
            String[] texts = new String[count];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = data.readUTF();
            }
            Map<String, YamlNode> documents = new LinkedHashMap<>();
            for (int left = data.readInt(); left > 0; left--) {
                String name = texts[data.readInt()];
                documents.put(name, readNode(data, texts));
            }
            return documents;
        } catch (EOFException cut) {
            throw new IOException("it is cut", cut);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | UTFDataFormatException damaged) {
            throw new IOException("it is damaged", damaged);
        }
    }

    private static YamlNode readNode(DataInputStream data, String[] texts) throws IOException {
        YamlNode.YamlNodeKind kind = YamlNode.YamlNodeKind.ofOrdinal(data.readByte());
        int line = data.readUnsignedShort();
        int column = data.readUnsignedShort();
        if (kind != YamlNode.YamlNodeKind.LIST && kind != YamlNode.YamlNodeKind.MAP) {
            return new YamlNode(kind, line, column, texts[data.readInt()], List.of());
        }
        int size = data.readUnsignedShort();
        List<YamlNode> parts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            parts.add(readNode(data, texts));
        }
        return new YamlNode(kind, line, column, "", parts);
    }
}
