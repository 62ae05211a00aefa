package org.firstbell.readiness.check;

import java.util.Arrays;
import java.util.Optional;

/** A comparison of two values of one type, written as one of six signs. */
enum Relation {
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    EQUAL("=="),
    UNEQUAL("!=");

    private final String sign;

    Relation(String sign) {
        this.sign = sign;
    }

    static Optional<Relation> of(String sign) {
        return Arrays.stream(values())
                .filter(relation -> relation.sign.equals(sign))
                .findFirst();
    }

    /** Whether it holds for two values of this order, negative where the left one is less ({@link Comparable}). */
    boolean holds(int order) {
        return switch (this) {
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
            case EQUAL -> order == 0;
            case UNEQUAL -> order != 0;
        };
    }

    /** Whether it holds for two numbers: 0.0 and -0.0 are the same; what is no number (0 / 0) is unequal to all. */
    boolean holds(double left, double right) {
        return switch (this) {
            case LESS -> left < right;
            case AT_MOST -> left <= right;
            case GREATER -> left > right;
            case AT_LEAST -> left >= right;
            case EQUAL -> left == right;
            case UNEQUAL -> left != right;
        };
    }

    /** Whether it is about sameness alone, so that values without an order have it too. */
    boolean isEquality() {
        return this == EQUAL || this == UNEQUAL;
    }
}
