package org.firstbell.readiness.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A splitter of conditions into tokens. It never fails: what it cannot read is a token of its own, and the last one.
 *
 * <p>Confined to the call that made it.
 */
final class ConditionLexer {
    private static final Pattern BLANK = Pattern.compile("(?:\\s|//[^\\n]*)*+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*+");
    private static final Pattern NUMBER = Pattern.compile("(?:\\d++(?:\\.\\d++)?|\\.\\d++)(?:[eE][+-]?\\d++)?");
    private static final Pattern SIGN = Pattern.compile("\\|\\||&&|[<>=!]=|[<>!()\\[\\],.?:+*/-]");
    private static final Pattern QUOTE = Pattern.compile("r?['\"]");
    private static final String ESCAPES = "\\'\"ntr";
    private static final String ESCAPED = "\\'\"\n\t\r";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    private ConditionLexer(String text) {
        this.text = text;
    }

    /** The tokens; {@code END} or {@code UNREADABLE} is the last. */
    static List<Token> split(String text) {
        ConditionLexer lexer = new ConditionLexer(text);
        boolean more = true;
        while (more) {
            lexer.skip(lexer.matched(BLANK).orElse("").length());
            more = lexer.next();
        }
        return List.copyOf(lexer.tokens);
    }

    /** Whether there is more after it. */
    private boolean next() {
        if (at == text.length()) {
            return add(Token.Kind.END, "", 0);
        } else if (matched(QUOTE).isPresent()) {
            return quoted(text.charAt(at) == 'r');
        }
        return plain(Token.Kind.NAME, NAME)
                || plain(Token.Kind.NUMBER, NUMBER)
                || plain(Token.Kind.SIGN, SIGN)
                || add(Token.Kind.UNREADABLE, text.substring(at, at + 1), 1);
    }

    private boolean plain(Token.Kind kind, Pattern pattern) {
        Optional<String> found = matched(pattern);
        return found.isPresent() && add(kind, found.get(), found.get().length());
    }

    private boolean quoted(boolean raw) {
        int from = raw ? at + 1 : at;
        char quote = text.charAt(from);
        StringBuilder content = new StringBuilder();
        for (int i = from + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
            char letter = text.charAt(i);
            if (letter == quote) {
                return add(Token.Kind.TEXT, content.toString(), i + 1 - at);
            } else if (letter == '\\' && !raw) {
                int escape = i + 1 < text.length() ? ESCAPES.indexOf(text.charAt(i + 1)) : -1;
                if (escape < 0) {
                    break;
                }
                letter = ESCAPED.charAt(escape);
                i++;
            }
            content.append(letter);
        }
        return add(Token.Kind.UNREADABLE, text.substring(at, from + 1), 1);
    }

    private Optional<String> matched(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        return matcher.lookingAt() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private boolean add(Token.Kind kind, String content, int length) {
        tokens.add(new Token(kind, content, line, at - lineStart + 1));
        skip(length);
        return kind != Token.Kind.END && kind != Token.Kind.UNREADABLE;
    }

    private void skip(int length) {
        for (int end = at + length; at < end; at++) {
            if (text.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
            }
        }
    }
}
