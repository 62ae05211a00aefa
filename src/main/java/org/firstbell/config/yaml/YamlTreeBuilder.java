package org.firstbell.config.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.ComposerException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Puts the parser's events together to the one tree of a document. The engine's own composer would also find a type for
 * every text, by regular expressions, which nobody here asks for and which took half of the time to read a file. Confined to
 * one document.
 */
public final class YamlTreeBuilder {
    private final LoadSettings settings;
    private final Deque<YamlNode> openCollections = new ArrayDeque<>();
    private final Map<Anchor, YamlNode> anchors = new HashMap<>();
    private @Nullable YamlNode root;
    private Optional<Mark> documentStart = Optional.empty();
    private int collectionAliases;

    private YamlTreeBuilder(LoadSettings settings) {
        this.settings = settings;
    }

    /**
     * The tree of a text; empty when there is no document in it.
     *
     * @throws YamlEngineException when it is not one YAML document
     */
    public static Optional<YamlNode> parse(String text, LoadSettings settings) {
        YamlTreeBuilder tree = new YamlTreeBuilder(settings);
        new Parse(settings).parseString(text).forEach(tree::handle);
        return Optional.ofNullable(tree.root);
    }

    private void handle(Event event) {
        switch (event.getEventId()) {
            case DocumentStart -> {
                if (documentStart.isPresent() || root != null) {
                    throw new ComposerException(
                            "expected a single document in the stream",
                            documentStart,
                            "but found another document",
                            event.getStartMark());
                }
                documentStart = event.getStartMark();
            }
            case Scalar -> {
                ScalarEvent scalar = (ScalarEvent) event;
                addNode(newNode(scalar, textKind(scalar.getScalarStyle()), scalar.getValue()));
            }
            case SequenceStart -> openCollection(newNode((NodeEvent) event, YamlNode.YamlNodeKind.LIST, ""));
            case MappingStart -> openCollection(newNode((NodeEvent) event, YamlNode.YamlNodeKind.MAP, ""));
            case SequenceEnd, MappingEnd -> openCollections.pop();
            case Alias -> addNode(resolveAlias((AliasEvent) event));
            case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
        }
    }

    private YamlNode newNode(NodeEvent event, YamlNode.YamlNodeKind kind, String text) {
        int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        int column = event.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
        List<YamlNode> parts =
                kind == YamlNode.YamlNodeKind.LIST || kind == YamlNode.YamlNodeKind.MAP ? new ArrayList<>() : List.of();
        YamlNode node = new YamlNode(kind, line, column, text, parts);
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
        return node;
    }

    private static YamlNode.YamlNodeKind textKind(ScalarStyle style) {
        return switch (style) {
            case DOUBLE_QUOTED, SINGLE_QUOTED -> YamlNode.YamlNodeKind.QUOTED;
            case LITERAL, FOLDED -> YamlNode.YamlNodeKind.BLOCK;
            default -> YamlNode.YamlNodeKind.PLAIN;
        };
    }

    private void openCollection(YamlNode node) {
        addNode(node);
        openCollections.push(node);
    }

    private void addNode(YamlNode node) {
        YamlNode holder = openCollections.peek();
        if (holder != null) {
            holder.children().add(node);
        } else {
            root = node;
        }
    }

    private YamlNode resolveAlias(AliasEvent alias) {
        YamlNode node = anchors.get(alias.getAlias());
        if (node == null) {
            throw new ComposerException("found undefined alias " + alias.getAlias(), alias.getStartMark());
        }
        if (!node.isText() && ++collectionAliases > settings.getMaxAliasesForCollections()) {
            throw new YamlEngineException("Number of aliases for non-scalar nodes exceeds the specified max="
                    + settings.getMaxAliasesForCollections());
        }
        return node;
    }
}
