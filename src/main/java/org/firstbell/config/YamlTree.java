package org.firstbell.config;

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
final class YamlTree {
    private final LoadSettings settings;
    private final Deque<YamlNode> open = new ArrayDeque<>();
    private final Map<Anchor, YamlNode> anchors = new HashMap<>();
    private @Nullable YamlNode root;
    private Optional<Mark> document = Optional.empty();
    private int aliasesOfMany;

    private YamlTree(LoadSettings settings) {
        this.settings = settings;
    }

    /**
     * The tree of a text; empty when there is no document in it.
     *
     * @throws YamlEngineException when it is not one YAML document
     */
    static Optional<YamlNode> of(String text, LoadSettings settings) {
        YamlTree tree = new YamlTree(settings);
        new Parse(settings).parseString(text).forEach(tree::take);
        return Optional.ofNullable(tree.root);
    }

    private void take(Event event) {
        switch (event.getEventId()) {
            case DocumentStart -> {
                if (document.isPresent() || root != null) {
                    throw new ComposerException(
                            "expected a single document in the stream",
                            document,
                            "but found another document",
                            event.getStartMark());
                }
                document = event.getStartMark();
            }
            case Scalar -> {
                ScalarEvent scalar = (ScalarEvent) event;
                add(node(scalar, kind(scalar.getScalarStyle()), scalar.getValue()));
            }
            case SequenceStart -> open(node((NodeEvent) event, YamlNode.Kind.LIST, ""));
            case MappingStart -> open(node((NodeEvent) event, YamlNode.Kind.MAP, ""));
            case SequenceEnd, MappingEnd -> open.pop();
            case Alias -> add(anchored((AliasEvent) event));
            case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
        }
    }

    private YamlNode node(NodeEvent event, YamlNode.Kind kind, String text) {
        int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        int column = event.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
        List<YamlNode> parts = kind == YamlNode.Kind.LIST || kind == YamlNode.Kind.MAP ? new ArrayList<>() : List.of();
        YamlNode node = new YamlNode(kind, line, column, text, parts);
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
        return node;
    }

    private static YamlNode.Kind kind(ScalarStyle style) {
        return switch (style) {
            case DOUBLE_QUOTED, SINGLE_QUOTED -> YamlNode.Kind.QUOTED;
            case LITERAL, FOLDED -> YamlNode.Kind.BLOCK;
            default -> YamlNode.Kind.PLAIN;
        };
    }

    private void open(YamlNode node) {
        add(node);
        open.push(node);
    }

    private void add(YamlNode node) {
        YamlNode holder = open.peek();
        if (holder != null) {
            holder.parts().add(node);
        } else {
            root = node;
        }
    }

    private YamlNode anchored(AliasEvent alias) {
        YamlNode node = anchors.get(alias.getAlias());
        if (node == null) {
            throw new ComposerException("found undefined alias " + alias.getAlias(), alias.getStartMark());
        }
        if (!node.isText() && ++aliasesOfMany > settings.getMaxAliasesForCollections()) {
            throw new YamlEngineException("Number of aliases for non-scalar nodes exceeds the specified max="
                    + settings.getMaxAliasesForCollections());
        }
        return node;
    }
}
