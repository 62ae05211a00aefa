package org.firstbell.readiness.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The signs that join two terms, and what each makes of which types; constants are calculated at once. */
final class Operators {
    private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/");

    private Operators() {}

    /** The joined term; empty where the sign does not work with these two. */
    static Optional<Term> join(Term left, String sign, Term right) {
        if (left instanceof Condition first && right instanceof Condition second) {
            return conditions(first, sign, second);
        } else if (left instanceof NumberTerm first && right instanceof NumberTerm second) {
            return numbers(first, sign, second);
        } else if (left instanceof TextTerm first && right instanceof TextTerm second) {
            return Relation.of(sign).map(relation -> new Condition.Texts(first, relation, second));
        } else if (left instanceof VersionTerm first && right instanceof VersionTerm second) {
            return Relation.of(sign).map(relation -> new Condition.Versions(first, relation, second));
        }
        return Optional.empty();
    }

    private static Optional<Term> conditions(Condition left, String sign, Condition right) {
        return switch (sign) {
            case "&&" ->
                Optional.of(new Condition.All(
                        left instanceof Condition.All all ? appended(all.conditions(), right) : List.of(left, right)));
            case "||" ->
                Optional.of(new Condition.Any(
                        left instanceof Condition.Any any ? appended(any.conditions(), right) : List.of(left, right)));
            default ->
                Relation.of(sign)
                        .filter(Relation::isEquality)
                        .map(relation -> new Condition.Same(left, relation == Relation.EQUAL, right));
        };
    }

    private static List<Condition> appended(List<Condition> parts, Condition last) {
        return Stream.concat(parts.stream(), Stream.of(last)).toList();
    }

    private static Optional<Term> numbers(NumberTerm left, String sign, NumberTerm right) {
        Optional<Relation> relation = Relation.of(sign);
        if (relation.isPresent()) {
            return Optional.of(new Condition.Numbers(left, relation.get(), right));
        } else if (!ARITHMETIC.contains(sign) || leavesRemainder(left, sign, right)) {
            return Optional.empty();
        }
        return Optional.of(
                left instanceof NumberTerm.NumberConstant first && right instanceof NumberTerm.NumberConstant second
                        ? new NumberTerm.NumberConstant(
                                NumberTerm.Arithmetic.result(first.number(), sign, second.number()),
                                first.whole() && second.whole())
                        : new NumberTerm.Arithmetic(left, sign, right));
    }

    /** Whether two numbers written without a point are divided and leave a remainder, which some would cut off. */
    static boolean leavesRemainder(Term left, String sign, Term right) {
        return sign.equals("/")
                && left instanceof NumberTerm.NumberConstant first
                && right instanceof NumberTerm.NumberConstant second
                && first.whole()
                && second.whole()
                && first.number() % second.number() != 0;
    }

    static NumberTerm negative(NumberTerm part) {
        return part instanceof NumberTerm.NumberConstant constant
                ? new NumberTerm.NumberConstant(-constant.number(), constant.whole())
                : new NumberTerm.Negative(part);
    }
}
