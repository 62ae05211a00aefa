package org.firstbell.readiness.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.model.SignalCatalogue.Type;
import org.firstbell.model.SignalName;
import org.firstbell.model.VersionNumber;
import org.firstbell.readiness.check.Condition.Relation;
import org.jspecify.annotations.Nullable;

/**
 * Reads the part of CEL that nearly every check is written in: signals beside constants and limits, joined by
 * {@code && || !}. It runs without the engine, some fifty times faster, and gives up on everything else.
 *
 * <p>Confined to the call that made it.
 */
final class DirectParser {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(\\|\\||&&|<=|>=|==|!=|[<>!()-])|(\\d+(?:\\.\\d+)?)(?![\\w.])|'([^'\\\\]*)'|\"([^\"\\\\]*)\"|([a-z_]+))");

    /** One side of a comparison. */
    private sealed interface Operand {
        record Signal(SignalName name, Type type) implements Operand {}

        record Number(double value) implements Operand {}

        record Limit(SignalName name, double otherwise, boolean negated) implements Operand {}

        record Version(VersionNumber value) implements Operand {}

        record Word(String value) implements Operand {}

        record Truth(Condition value) implements Operand {}
    }

    /** Thrown to give up; never leaves {@link #parse}. */
    private static final class NotDirect extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotDirect() {
            super(null, null, false, false);
        }
    }

    private final Scope scope;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    private DirectParser(Scope scope) {
        this.scope = scope;
    }

    /** The condition, when all of the text is understood and its types agree. */
    static Optional<Condition> parse(String text, Scope scope) {
        DirectParser parser = new DirectParser(scope);
        try {
            parser.split(text);
            Condition condition = parser.any();
            return parser.at == parser.tokens.size() ? Optional.of(condition) : Optional.empty();
        } catch (NotDirect givenUp) {
            return Optional.empty();
        }
    }

    /** Tokens; strings keep a leading quote. */
    private void split(String text) {
        Matcher token = TOKEN.matcher(text);
        int from = 0;
        while (from < text.length() && !text.substring(from).isBlank()) {
            if (!token.find(from) || token.start() != from) {
                throw new NotDirect();
            }
            String quoted = token.group(3) != null ? token.group(3) : token.group(4);
            tokens.add(quoted != null ? "'" + quoted : token.group().strip());
            from = token.end();
        }
    }

    private Condition any() {
        List<Condition> parts = several("||", DirectParser::all);
        return parts.size() == 1 ? parts.get(0) : new Condition.Any(List.copyOf(parts));
    }

    private Condition all() {
        List<Condition> parts = several("&&", DirectParser::comparison);
        return parts.size() == 1 ? parts.get(0) : new Condition.All(List.copyOf(parts));
    }

    private List<Condition> several(String sign, Function<DirectParser, Condition> part) {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(part.apply(this));
        } while (take(sign));
        return parts;
    }

    private Condition comparison() {
        Operand left = operand();
        Relation relation = at < tokens.size() ? Relation.of(tokens.get(at)) : null;
        if (relation == null) {
            return truth(left);
        }
        at++;
        Operand right = operand();
        if (left instanceof Operand.Limit limit && right instanceof Operand.Number number && !limit.negated()) {
            return new Condition.LimitIs(limit.name(), limit.otherwise(), relation, number.value());
        }
        return left instanceof Operand.Signal signal
                ? compared(signal, relation, right)
                : right instanceof Operand.Signal signal ? compared(signal, relation.mirrored(), left) : giveUp();
    }

    private static Condition compared(Operand.Signal signal, Relation relation, Operand other) {
        SignalName name = signal.name();
        if (signal.type() == Type.QUANTITY && other instanceof Operand.Number number) {
            return new Condition.QuantityIs(name, relation, number.value());
        } else if (signal.type() == Type.QUANTITY && other instanceof Operand.Limit limit) {
            return new Condition.QuantityInLimit(name, relation, limit.name(), limit.otherwise(), limit.negated());
        } else if (signal.type() == Type.QUANTITY
                && other instanceof Operand.Signal second
                && second.type() == Type.QUANTITY) {
            return new Condition.QuantityBeside(name, relation, second.name());
        } else if (signal.type() == Type.VERSION && other instanceof Operand.Version version) {
            return new Condition.VersionIs(name, relation, version.value());
        } else if ((signal.type() == Type.TEXT || signal.type() == Type.STATE)
                && other instanceof Operand.Word word
                && !relation.orders()) {
            return new Condition.TextIs(name, relation == Relation.EQUAL, word.value());
        } else if (signal.type() == Type.FLAG
                && other instanceof Operand.Truth truth
                && truth.value() instanceof Condition.Constant constant
                && !relation.orders()) {
            Condition set = new Condition.FlagSet(name);
            return constant.value() == (relation == Relation.EQUAL) ? set : new Condition.Not(set);
        }
        return giveUp();
    }

    private Operand operand() {
        String token = next();
        switch (token) {
            case "!":
                return new Operand.Truth(new Condition.Not(truth(operand())));
            case "-":
                return negated(operand());
            case "(":
                Condition inner = any();
                expect(")");
                return new Operand.Truth(inner);
            case "true", "false":
                return new Operand.Truth(new Condition.Constant(token.equals("true")));
            case "signal", "told", "limit", "version", "minimum":
                expect("(");
                String argument = next();
                expect(")");
                return argument.startsWith("'") ? call(token, argument.substring(1)) : giveUp();
            default:
                if (token.startsWith("'")) {
                    return new Operand.Word(token.substring(1));
                }
                char first = token.charAt(token.length() - 1);
                return Character.isDigit(first) ? new Operand.Number(Double.parseDouble(token)) : giveUp();
        }
    }

    private static Operand negated(Operand operand) {
        if (operand instanceof Operand.Number number) {
            return new Operand.Number(-number.value());
        } else if (operand instanceof Operand.Limit limit) {
            return new Operand.Limit(limit.name(), limit.otherwise(), !limit.negated());
        }
        return giveUp();
    }

    private Operand call(String function, String argument) {
        switch (function) {
            case "signal", "told":
                Type type = scope.type(argument).orElseThrow(NotDirect::new);
                SignalName name = new SignalName(argument);
                return function.equals("told")
                        ? new Operand.Truth(new Condition.Told(name))
                        : new Operand.Signal(name, type);
            case "limit":
                Double limit = scope.limits().get(argument);
                return limit == null ? giveUp() : new Operand.Limit(new SignalName(argument), limit, false);
            case "version":
                return argument.isBlank() ? giveUp() : new Operand.Version(new VersionNumber(argument));
            default:
                VersionNumber minimum = scope.minimums().get(argument);
                return minimum == null ? giveUp() : new Operand.Version(minimum);
        }
    }

    private static Condition truth(Operand operand) {
        if (operand instanceof Operand.Truth truth) {
            return truth.value();
        } else if (operand instanceof Operand.Signal signal && signal.type() == Type.FLAG) {
            return new Condition.FlagSet(signal.name());
        }
        return giveUp();
    }

    private static <T> T giveUp() {
        throw new NotDirect();
    }

    private String next() {
        return at < tokens.size() ? tokens.get(at++) : giveUp();
    }

    private boolean take(@Nullable String token) {
        if (at < tokens.size() && tokens.get(at).equals(token)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!take(token)) {
            giveUp();
        }
    }
}
