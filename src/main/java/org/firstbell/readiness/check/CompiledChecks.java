package org.firstbell.readiness.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.model.CheckId;
import org.firstbell.model.CheckThresholds;
import org.firstbell.model.Origin;
import org.firstbell.model.PlatformId;
import org.firstbell.model.Problem;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Platform;

/** All checks of a configuration, compiled. Immutable. */
public final class CompiledChecks {
    /**
     * The result of compiling checks: the checks, or every mistake in them.
     *
     * @param problems with positions in the check files
     */
    public record CompilationResult(Optional<CompiledChecks> checks, List<Problem> problems) {
        public CompilationResult {
            problems = List.copyOf(problems);
        }
    }

    private static final Pattern MINIMUM = Pattern.compile("minimum\\(\\s*['\"]([^'\"]*)['\"]\\s*\\)");

    private final List<CompiledCheck> all;

    private final CheckThresholds thresholds;

    private CompiledChecks(List<CompiledCheck> all, Inventory inventory) {
        this.all = List.copyOf(all);
        ThresholdsBuilder draft = new ThresholdsBuilder(inventory);
        all.forEach(check -> check.collectThresholds(draft));
        this.thresholds = draft.build();
    }

    /** Compiles and type-checks every check against the signal catalogue; all mistakes at once. */
    public static CompilationResult compile(Configuration configuration) {
        Map<String, VersionNumber> minimums = new HashMap<>();
        for (Platform platform : configuration.platforms().values()) {
            platform.minimumAppVersion()
                    .ifPresent(version -> minimums.put("app." + platform.id() + ".version", version));
        }
        List<Problem> problems = new ArrayList<>();
        List<CompiledCheck> compiled = new ArrayList<>();
        List<CheckSpec> specs = new ArrayList<>(configuration.checks());
        specs.addAll(PlatformVersionChecks.missingVersionChecks(
                configuration.platforms().values(), configuration.checks()));
        for (CheckSpec spec : specs) {
            if (waitsForMinimum(spec, configuration, minimums)) {
                continue;
            }
            ExpressionScope scope = new ExpressionScope(spec.limits(), minimums);
            ConditionParser.Result result = ConditionParser.parse(spec.condition(), scope);
            result.condition().ifPresent(found -> compiled.add(new CompiledCheck(spec, found, minimums)));
            result.faults().forEach(fault -> problems.add(problem(fault, spec)));
        }
        return problems.isEmpty()
                ? new CompilationResult(Optional.of(new CompiledChecks(compiled, configuration.inventory())), problems)
                : new CompilationResult(Optional.empty(), problems);
    }

    /** A version check waits until somebody says which version is the least. */
    private static boolean waitsForMinimum(
            CheckSpec spec, Configuration configuration, Map<String, VersionNumber> minimums) {
        Matcher asked = MINIMUM.matcher(spec.condition());
        while (asked.find()) {
            String signal = asked.group(1);
            boolean known = configuration.platforms().keySet().stream()
                    .anyMatch(platform -> signal.equals("app." + platform + ".version"));
            if (known && !minimums.containsKey(signal)) {
                return true;
            }
        }
        return false;
    }

    private static Problem problem(ConditionFault fault, CheckSpec spec) {
        Origin origin = spec.origin();
        Origin at = origin.line() == 0
                ? origin
                : new Origin(
                        origin.file(),
                        origin.line() + fault.line() - 1,
                        fault.line() == 1 ? origin.column() + fault.column() - 1 : fault.column());
        return new Problem(at, "checks." + spec.id() + ".passes", fault.message(), fault.hint());
    }

    /** What they rest on, with the limits of the check files and those that devices and services set for themselves. */
    public CheckThresholds thresholds() {
        return thresholds;
    }

    /** Every check. */
    public List<CompiledCheck> all() {
        return all;
    }

    /**
     * The checks of one kind of target, that of its life always among them.
     *
     * @param kind a word of {@link DeviceKind} or of a service's kind
     * @param platforms those that the target serves or is used for; empty means all
     */
    public ApplicableChecks applicableTo(String kind, Set<PlatformId> platforms) {
        boolean device = DeviceKind.of(kind).isPresent();
        List<CompiledCheck> fitting = new ArrayList<>();
        boolean answers = false;
        for (CompiledCheck check : all) {
            CheckSpec spec = check.spec();
            boolean ofKind = spec.kinds().isEmpty() ? device : spec.kinds().contains(kind);
            boolean ofPlatform = platforms.isEmpty()
                    || spec.platforms().isEmpty()
                    || spec.platforms().stream().anyMatch(platforms::contains);
            if (ofKind && ofPlatform) {
                fitting.add(check);
                answers |= check.id().equals(CheckId.ANSWERS);
            }
        }
        if (!answers) {
            fitting.add(0, AnswersCheck.DEFAULT);
        }
        return new ApplicableChecks(fitting);
    }
}
