package org.firstbell.readiness.check;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.VersionNumber;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the whole of CEL. Signals, limits and versions become variables with types at parse time, so that
 * {@code signal('disk.free.ratio')} is a number and {@code signal('up')} is not; versions are a type of their own.
 *
 * <p>Confined to the compiling of one expression.
 */
final class CelConditions {
    private static final OpaqueType VERSION = OpaqueType.create("version");
    private static final CelOptions OPTIONS =
            CelOptions.current().enableHeterogeneousNumericComparisons(true).build();

    /** What an expression turned out to be: a condition, or what is wrong with it. */
    record Compiled(Optional<Condition> condition, List<CelFault> faults) {}

    /** A variable that a call became. */
    private record Variable(
            String name, CelType type, Function<Facts, @Nullable Object> value, Optional<SignalName> of) {}

    private final Scope scope;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<String, CelStakes.Meaning> meanings = new HashMap<>();
    private final List<CelFault> faults = new ArrayList<>();

    private CelConditions(Scope scope) {
        this.scope = scope;
    }

    static Compiled compile(String text, Scope scope) {
        return new CelConditions(scope).compile(text);
    }

    private Compiled compile(String text) {
        try {
            builder().build().parse(text).getAst();
            CelBuilder typed = builder();
            variables.values().forEach(variable -> typed.addVar(variable.name(), variable.type()));
            Cel cel = typed.setResultType(SimpleType.BOOL).build();
            CelAbstractSyntaxTree tree = cel.compile(text).getAst();
            CelStakes stakes = new CelStakes(tree, meanings);
            return new Compiled(
                    Optional.of(new Running(List.copyOf(variables.values()), cel.createProgram(tree), stakes)),
                    List.of());
        } catch (CelValidationException wrong) {
            if (faults.isEmpty()) {
                for (CelIssue issue : wrong.getErrors()) {
                    faults.add(CelFault.of(issue, this::spelled).atCall(text));
                }
            }
            return new Compiled(Optional.empty(), List.copyOf(faults));
        } catch (CelEvaluationException broken) {
            return new Compiled(
                    Optional.empty(), List.of(new CelFault(1, 1, "cannot be run: " + broken.getMessage(), "")));
        }
    }

    /** How a variable was written. */
    private Optional<String> spelled(String variable) {
        return variables.entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(variable))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private CelBuilder builder() {
        CelBuilder builder = CelFactory.standardCelBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addMacros(
                        macro("signal", this::signal),
                        macro("told", this::told),
                        macro("limit", this::limit),
                        macro("version", this::version),
                        macro("minimum", this::minimum));
        relation(builder, "_<_", order -> order < 0);
        relation(builder, "_<=_", order -> order <= 0);
        relation(builder, "_>_", order -> order > 0);
        relation(builder, "_>=_", order -> order >= 0);
        return builder;
    }

    @SuppressWarnings("Immutable") // the engine lives as long as the expression, and its lambdas with it
    private static void relation(CelBuilder builder, String operator, Function<Integer, Boolean> holds) {
        String id = "version" + operator;
        builder.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                operator, CelOverloadDecl.newGlobalOverload(id, SimpleType.BOOL, VERSION, VERSION)));
        builder.addFunctionBindings(CelFunctionBinding.from(
                id, VersionNumber.class, VersionNumber.class, (a, b) -> holds.apply(a.compareTo(b))));
    }

    /** What a call with one text becomes; empty with a fault left behind. */
    private interface Reading {
        Optional<Variable> read(String argument, int line, int column);
    }

    @SuppressWarnings("Immutable") // expands while this one expression is parsed, on one thread
    private CelMacro macro(String name, Reading reading) {
        return CelMacro.newGlobalMacro(
                name, 1, (factory, target, arguments) -> expand(name, factory, arguments, reading));
    }

    private Optional<CelExpr> expand(
            String name, CelMacroExprFactory factory, List<CelExpr> arguments, Reading reading) {
        CelExpr argument = arguments.get(0);
        int line = factory.getSourceLocation(argument).getLine();
        int column = factory.getSourceLocation(argument).getColumn() + 1;
        if (argument.exprKind().getKind() != CelExpr.ExprKind.Kind.CONSTANT
                || argument.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            faults.add(new CelFault(line, column, name + "(…) takes a text in quotes", "write " + name + "('…')"));
            return Optional.of(factory.reportError(dev.cel.common.CelIssue.formatError(line, column, name)));
        }
        String text = argument.constant().stringValue();
        String key = name + "('" + text + "')";
        Variable variable = variables.get(key);
        if (variable == null) {
            variable = reading.read(text, line, column).orElse(null);
            if (variable == null) {
                return Optional.of(factory.reportError(dev.cel.common.CelIssue.formatError(line, column, name)));
            }
            variables.put(key, variable);
        }
        return Optional.of(factory.newIdentifier(variable.name()));
    }

    private Optional<Variable> signal(String text, int line, int column) {
        Optional<SignalCatalogue.Type> type = scope.type(text);
        if (type.isEmpty()) {
            faults.add(CelFault.noSignal(text, line, column));
            return Optional.empty();
        }
        SignalName name = new SignalName(text);
        String variable = named("signal");
        meanings.put(variable, new CelStakes.Meaning.Signal(name));
        return Optional.of(
                new Variable(variable, celType(type.get()), facts -> plain(facts.fresh(name)), Optional.of(name)));
    }

    private Optional<Variable> told(String text, int line, int column) {
        if (scope.type(text).isEmpty()) {
            faults.add(CelFault.noSignal(text, line, column));
            return Optional.empty();
        }
        SignalName name = new SignalName(text);
        return Optional.of(
                new Variable(named("told"), SimpleType.BOOL, facts -> facts.fresh(name) != null, Optional.of(name)));
    }

    private Optional<Variable> limit(String text, int line, int column) {
        Double otherwise = scope.limits().get(text);
        if (otherwise == null) {
            faults.add(CelFault.noLimit(text, scope.limits().keySet(), line, column));
            return Optional.empty();
        }
        SignalName name = new SignalName(text);
        String variable = named("limit");
        meanings.put(variable, new CelStakes.Meaning.Limit(name, otherwise));
        return Optional.of(
                new Variable(variable, SimpleType.DOUBLE, facts -> facts.limit(name, otherwise), Optional.empty()));
    }

    private Optional<Variable> version(String text, int line, int column) {
        if (!text.matches(".*\\d.*") || text.length() > 200) {
            faults.add(new CelFault(line, column, "'" + text + "' is not a version", "write it as version('1.11')"));
            return Optional.empty();
        }
        VersionNumber version = new VersionNumber(text);
        return Optional.of(new Variable(named("version"), VERSION, facts -> version, Optional.empty()));
    }

    private Optional<Variable> minimum(String text, int line, int column) {
        VersionNumber version = scope.minimums().get(text);
        if (version == null) {
            faults.add(new CelFault(
                    line,
                    column,
                    "no platform asks for a minimum of '" + text + "'",
                    "write minimum('app.PLATFORM.version')"));
            return Optional.empty();
        }
        return Optional.of(new Variable(named("minimum"), VERSION, facts -> version, Optional.empty()));
    }

    private String named(String what) {
        return what + "_" + variables.size();
    }

    private static CelType celType(SignalCatalogue.Type type) {
        return switch (type) {
            case QUANTITY -> SimpleType.DOUBLE;
            case FLAG -> SimpleType.BOOL;
            case VERSION -> VERSION;
            case TEXT, STATE -> SimpleType.STRING;
        };
    }

    private static @Nullable Object plain(@Nullable SignalValue value) {
        return value instanceof SignalValue.Version version ? version.value() : value == null ? null : value.plain();
    }

    /** A program of the engine as a condition. Unknown inputs and its own errors are unknown, never a pass. */
    private record Running(List<Variable> variables, CelRuntime.Program program, CelStakes stakes)
            implements Condition.Run {
        @Override
        public CheckOutcome test(Facts facts) {
            Map<String, Object> values = new HashMap<>();
            for (Variable variable : variables) {
                Object value = variable.value().apply(facts);
                if (value != null) {
                    values.put(variable.name(), value);
                }
            }
            try {
                Object result = program.eval(values);
                return result instanceof Boolean passes
                        ? (passes ? CheckOutcome.PASS : CheckOutcome.FAIL)
                        : CheckOutcome.UNKNOWN;
            } catch (CelEvaluationException undecided) {
                return CheckOutcome.UNKNOWN;
            }
        }

        @Override
        public void inputs(Set<SignalName> into) {
            variables.forEach(variable -> variable.of().ifPresent(into::add));
        }

        @Override
        public void stakes(StakesDraft into) {
            stakes.into(into);
        }
    }
}
