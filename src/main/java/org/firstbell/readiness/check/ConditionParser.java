package org.firstbell.readiness.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalName;
import org.firstbell.model.VersionNumber;
import org.firstbell.readiness.check.Condition.TextHolds.Where;

/**
 * A parser of conditions, by precedence: each level of {@link #LEVELS} binds closer than the one before, {@code ! -}
 * and {@code .} closest. Types are known as soon as a term is read.
 *
 * <pre>
 * condition = level0 [ "?" level0 ":" condition ]
 * levelN    = levelN+1 { sign-of-level levelN+1 }            "in" takes a list on its right
 * unary     = ( "!" | "-" ) unary | primary { "." method "(" condition ")" }
 * primary   = number | text | "true" | "false" | "(" condition ")" | function "(" text ")" | "double" "(" condition ")"
 * list      = "[" sum { "," sum } "]"                        of fixed values
 * function  = "signal" | "limit" | "told" | "version" | "minimum"
 * method    = "contains" | "startsWith" | "endsWith"
 * </pre>
 *
 * <p>Confined to the call that made it.
 */
final class ConditionParser {
    /** The outcome of parsing: a condition, or every mistake that was found. */
    record Result(Optional<Condition> condition, List<ConditionFault> faults) {}

    private static final List<Set<String>> LEVELS = List.of(
            Set.of("||"),
            Set.of("&&"),
            Set.of("<", "<=", ">", ">=", "==", "!=", "in"),
            Set.of("+", "-"),
            Set.of("*", "/"));
    private static final int LOOSEST = 0;
    private static final int SUM = 3;

    /** Bounds the stack that parsing and running need. */
    private static final int MOST_TOKENS = 1000;

    private static final int MOST_NESTED = 100;
    private static final Term FAULTY = new Term.Faulty();

    /** A term and the token that stands for it in a message: its sign, or its first one. */
    private record Placed(Term term, Token at) {}

    /** Thrown where reading cannot go on; never leaves {@link #parse}. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient ConditionFault fault;

        Stop(ConditionFault fault) {
            super(null, null, false, false);
            this.fault = fault;
        }
    }

    private final ExpressionScope scope;
    private final List<Token> tokens;
    private final List<ConditionFault> faults = new ArrayList<>();
    private int at;
    private int nested;

    private ConditionParser(String text, ExpressionScope scope) {
        this.scope = scope;
        this.tokens = ConditionLexer.split(text);
    }

    static Result parse(String text, ExpressionScope scope) {
        ConditionParser parser = new ConditionParser(text, scope);
        try {
            return parser.whole();
        } catch (Stop stop) {
            parser.faults.add(stop.fault);
            return new Result(Optional.empty(), List.copyOf(parser.faults));
        }
    }

    private Result whole() {
        if (tokens.size() > MOST_TOKENS) {
            throw new Stop(ConditionFault.tooLong(tokens.get(MOST_TOKENS)));
        }
        Placed read = condition();
        if (peek().kind() != Token.Kind.END) {
            throw new Stop(ConditionFault.unreadable(peek()));
        }
        Optional<Condition> condition = truth(read);
        return new Result(faults.isEmpty() ? condition : Optional.empty(), List.copyOf(faults));
    }

    private Placed condition() {
        Placed first = binary(LOOSEST);
        if (!peek().isSign("?")) {
            return first;
        }
        Token operator = next();
        Placed then = binary(LOOSEST);
        expect(":");
        Placed otherwise = condition();
        if (!(first.term() instanceof Condition) && first.term() != FAULTY) {
            return faulty(ConditionFault.mismatch(operator, first.term()), operator);
        }
        Optional<Condition> yes = truth(then);
        Optional<Condition> no = truth(otherwise);
        return new Placed(
                first.term() instanceof Condition which && yes.isPresent() && no.isPresent()
                        ? new Condition.Choice(which, yes.get(), no.get())
                        : FAULTY,
                operator);
    }

    private Placed binary(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        Placed left = binary(level + 1);
        while (isOperator(peek(), level)) {
            Token operator = next();
            Term term = operator.text().equals("in") && peek().isSign("[")
                    ? among(left.term(), operator)
                    : joined(left.term(), operator, binary(level + 1).term());
            left = new Placed(term, operator);
        }
        return left;
    }

    private static boolean isOperator(Token token, int level) {
        return (token.kind() == Token.Kind.SIGN || token.kind() == Token.Kind.NAME)
                && LEVELS.get(level).contains(token.text());
    }

    private Term joined(Term left, Token operator, Term right) {
        if (left == FAULTY || right == FAULTY) {
            return FAULTY;
        }
        Optional<Term> term = Operators.join(left, operator.text(), right);
        if (term.isEmpty()) {
            faults.add(
                    Operators.leavesRemainder(left, operator.text(), right)
                            ? ConditionFault.wholeDivision(operator)
                            : ConditionFault.mismatch(operator, left, right.type()));
        }
        return term.orElse(FAULTY);
    }

    /** A term that equals one in a list. */
    private Term among(Term left, Token operator) {
        Token open = next();
        List<Condition> equal = new ArrayList<>();
        int before = faults.size();
        while (!peek().isSign("]")) {
            Placed element = binary(SUM);
            if (!element.term().isFixed()) {
                faults.add(ConditionFault.signalInList(element.at()));
            } else if (left != FAULTY && element.term() != FAULTY) {
                Operators.join(left, "==", element.term())
                        .ifPresentOrElse(
                                same -> equal.add((Condition) same),
                                () -> faults.add(ConditionFault.mismatch(
                                        operator,
                                        left,
                                        "a list with " + element.term().type())));
            }
            if (!peek().isSign("]")) {
                expect(",");
            }
        }
        next();
        if (equal.isEmpty() && left != FAULTY && faults.size() == before) {
            faults.add(ConditionFault.emptyList(open));
        }
        return faults.size() == before && left != FAULTY ? new Condition.Any(equal) : FAULTY;
    }

    private Placed unary() {
        nested++;
        if (nested > MOST_NESTED) {
            throw new Stop(ConditionFault.tooLong(peek()));
        }
        Placed read = peek().isSign("!") || peek().isSign("-") ? turned(next()) : methods(primary());
        nested--;
        return read;
    }

    private Placed turned(Token operator) {
        Term part = unary().term();
        if (part == FAULTY) {
            return new Placed(FAULTY, operator);
        } else if (operator.isSign("!") && part instanceof Condition condition) {
            return new Placed(new Condition.Not(condition), operator);
        } else if (operator.isSign("-") && part instanceof NumberTerm number) {
            return new Placed(Operators.negative(number), operator);
        }
        return faulty(ConditionFault.mismatch(operator, part), operator);
    }

    private Placed methods(Placed receiver) {
        Placed read = receiver;
        while (peek().isSign(".")) {
            next();
            read = method(read.term(), name());
        }
        return read;
    }

    private Placed method(Term receiver, Token method) {
        Optional<Where> where = Where.of(method.text());
        if (where.isEmpty()) {
            skipArguments();
            return faulty(ConditionFault.unknownMethod(method), method);
        }
        expect("(");
        Placed word = condition();
        expect(")");
        if (receiver == FAULTY || word.term() == FAULTY) {
            return new Placed(FAULTY, method);
        } else if (!(receiver instanceof TextTerm text)) {
            return faulty(ConditionFault.mismatch(method, receiver), method);
        } else if (!(word.term() instanceof TextTerm part)) {
            return faulty(ConditionFault.noText(word.at(), method.text()), method);
        } else {
            return new Placed(new Condition.TextHolds(text, where.get(), part), method);
        }
    }

    private Placed primary() {
        Token token = next();
        switch (token.kind()) {
            case NUMBER:
                boolean whole = token.text().chars().allMatch(Character::isDigit);
                return new Placed(new NumberTerm.NumberConstant(Double.parseDouble(token.text()), whole), token);
            case TEXT:
                return new Placed(new TextTerm.TextConstant(token.text()), token);
            case NAME:
                return named(token);
            default:
                if (token.isSign("[")) {
                    throw new Stop(ConditionFault.listAlone(token));
                } else if (!token.isSign("(")) {
                    throw new Stop(ConditionFault.unreadable(token));
                }
                Placed inner = condition();
                expect(")");
                return inner;
        }
    }

    private Placed named(Token token) {
        switch (token.text()) {
            case "true", "false":
                return new Placed(new Condition.ConstantCondition(token.text().equals("true")), token);
            case "double":
                return numeric(token);
            case "signal", "told", "limit", "version", "minimum":
                return peek().isSign("(") ? call(token) : faulty(ConditionFault.noText(token, token.text()), token);
            case "and", "or", "not":
                throw new Stop(ConditionFault.unreadable(token));
            default:
                return unknown(token);
        }
    }

    /** A number, said to be one. */
    private Placed numeric(Token function) {
        expect("(");
        Term part = condition().term();
        expect(")");
        return part instanceof NumberTerm || part == FAULTY
                ? new Placed(part, function)
                : faulty(ConditionFault.mismatch(function, part), function);
    }

    private Placed call(Token function) {
        Token argument = tokens.get(at + 1);
        if (argument.kind() != Token.Kind.TEXT || !tokens.get(at + 2).isSign(")")) {
            Token wrong = argument.kind() == Token.Kind.TEXT ? tokens.get(at + 2) : argument;
            skipArguments();
            return faulty(ConditionFault.noText(wrong, function.text()), function);
        }
        at += 3;
        return switch (function.text()) {
            case "limit" -> limit(function, argument);
            case "version" -> version(function, argument);
            case "minimum" -> minimum(function, argument);
            default -> signal(function, argument);
        };
    }

    private Placed signal(Token function, Token argument) {
        Optional<SignalCatalogue.SignalType> type = scope.type(argument.text());
        if (type.isEmpty()) {
            return faulty(ConditionFault.noSignal(argument), function);
        }
        SignalName name = new SignalName(argument.text());
        if (function.text().equals("told")) {
            return new Placed(new Condition.IsReported(name), function);
        }
        Term signal = switch (type.get()) {
            case QUANTITY -> new NumberTerm.NumberSignal(name);
            case FLAG -> new Condition.FlagSet(name);
            case VERSION -> new VersionTerm.VersionSignal(name);
            case TEXT, STATE -> new TextTerm.TextSignal(name);
        };
        return new Placed(signal, function);
    }

    private Placed limit(Token function, Token argument) {
        Double otherwise = scope.limits().get(argument.text());
        return otherwise == null
                ? faulty(ConditionFault.noLimit(argument, scope.limits().keySet()), function)
                : new Placed(new NumberTerm.Limit(new SignalName(argument.text()), otherwise), function);
    }

    private Placed version(Token function, Token argument) {
        String text = argument.text();
        return text.length() > 200 || text.chars().noneMatch(letter -> letter >= '0' && letter <= '9')
                ? faulty(ConditionFault.noVersion(argument), function)
                : new Placed(new VersionTerm.VersionConstant(new VersionNumber(text)), function);
    }

    private Placed minimum(Token function, Token argument) {
        VersionNumber version = scope.minimumVersions().get(argument.text());
        return version == null
                ? faulty(ConditionFault.noMinimum(argument), function)
                : new Placed(new VersionTerm.VersionConstant(version), function);
    }

    /** A name that nothing has; dots between its words belong to it. */
    private Placed unknown(Token token) {
        if (peek().isSign("(")) {
            skipArguments();
            return faulty(ConditionFault.unknownFunction(token), token);
        }
        StringBuilder name = new StringBuilder(token.text());
        while (peek().isSign(".") && tokens.get(at + 1).kind() == Token.Kind.NAME) {
            name.append('.').append(tokens.get(at + 1).text());
            at += 2;
        }
        return faulty(ConditionFault.unknownName(token, name.toString()), token);
    }

    /** Goes on behind the bracket that closes the one here, if one is here. */
    private void skipArguments() {
        if (!peek().isSign("(")) {
            return;
        }
        int open = 0;
        do {
            Token token = next();
            if (token.kind() == Token.Kind.END || token.kind() == Token.Kind.UNREADABLE) {
                throw new Stop(ConditionFault.unreadable(token));
            }
            open += token.isSign("(") ? 1 : token.isSign(")") ? -1 : 0;
        } while (open > 0);
    }

    /** A condition, or a fault left behind. */
    private Optional<Condition> truth(Placed read) {
        if (read.term() instanceof Condition condition) {
            return Optional.of(condition);
        } else if (read.term() != FAULTY) {
            faults.add(ConditionFault.notTrueOrFalse(read.at(), read.term()));
        }
        return Optional.empty();
    }

    private Placed faulty(ConditionFault fault, Token at) {
        faults.add(fault);
        return new Placed(FAULTY, at);
    }

    private Token peek() {
        return tokens.get(at);
    }

    /** The token here, and one further unless it is the last. */
    private Token next() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    private Token name() {
        if (peek().kind() != Token.Kind.NAME) {
            throw new Stop(ConditionFault.unreadable(peek()));
        }
        return next();
    }

    private void expect(String sign) {
        if (!peek().isSign(sign)) {
            throw new Stop(ConditionFault.unreadable(peek()));
        }
        next();
    }
}
