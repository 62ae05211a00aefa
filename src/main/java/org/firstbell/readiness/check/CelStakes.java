package org.firstbell.readiness.check;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.SignalName;

/**
 * What an expression of the engine rests on, read from its syntax tree: a signal that stands beside a number or a limit
 * turns it there; one that stands anywhere else, at every change.
 */
record CelStakes(CelAbstractSyntaxTree tree, Map<String, Meaning> meanings) {
    private static final Set<String> COMPARISONS = Set.of("_<_", "_<=_", "_>_", "_>=_", "_==_", "_!=_");
    private static final String NEGATIVE = "-_";

    /** What a variable of the expression was before it became one. */
    sealed interface Meaning {
        record Signal(SignalName name) implements Meaning {}

        record Limit(SignalName name, double otherwise) implements Meaning {}
    }

    CelStakes {
        meanings = Map.copyOf(meanings);
    }

    void into(StakesDraft draft) {
        CelNavigableAst.fromAst(tree).getRoot().allNodes().forEach(node -> {
            if (meaning(node.expr()).orElse(null) instanceof Meaning.Signal signal) {
                signal(signal.name(), node, draft);
            }
        });
    }

    private void signal(SignalName signal, CelNavigableExpr node, StakesDraft draft) {
        Optional<CelExpr> beside = node.parent().flatMap(parent -> beside(node.expr(), parent.expr()));
        if (beside.isEmpty() || !bound(signal, beside.get(), false, draft)) {
            draft.change(signal);
        }
    }

    /** The other side of a comparison. */
    private static Optional<CelExpr> beside(CelExpr side, CelExpr parent) {
        if (parent.getKind() != CelExpr.ExprKind.Kind.CALL
                || !COMPARISONS.contains(parent.call().function())) {
            return Optional.empty();
        }
        List<CelExpr> sides = parent.call().args();
        return Optional.of(sides.get(sides.get(0).id() == side.id() ? 1 : 0));
    }

    /** Tells whether it is a number or a limit. */
    private boolean bound(SignalName signal, CelExpr expression, boolean negated, StakesDraft draft) {
        if (meaning(expression).orElse(null) instanceof Meaning.Limit limit) {
            draft.limit(signal, limit.name(), limit.otherwise(), negated);
            return true;
        } else if (expression.getKind() == CelExpr.ExprKind.Kind.CALL
                && expression.call().function().equals(NEGATIVE)) {
            return bound(signal, expression.call().args().get(0), !negated, draft);
        }
        double number = number(expression);
        if (Double.isNaN(number)) {
            return false;
        }
        draft.bound(signal, negated ? -number : number);
        return true;
    }

    private static double number(CelExpr expression) {
        if (expression.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return Double.NaN;
        }
        CelConstant constant = expression.constant();
        return switch (constant.getKind()) {
            case DOUBLE_VALUE -> constant.doubleValue();
            case INT64_VALUE -> constant.int64Value();
            case UINT64_VALUE -> constant.uint64Value().doubleValue();
            default -> Double.NaN;
        };
    }

    private Optional<Meaning> meaning(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
                ? Optional.ofNullable(meanings.get(expression.ident().name()))
                : Optional.empty();
    }
}
