package org.firstbell.readiness.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.PlatformId;
import org.firstbell.model.Problem;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Platform;

/** All checks of a configuration, compiled. Immutable. */
public final class CompiledChecks {
    /**
     * What compiling gave: the checks, or every mistake in them.
     *
     * @param problems with positions in the check files
     */
    public record Result(Optional<CompiledChecks> checks, List<Problem> problems) {
        public Result {
            problems = List.copyOf(problems);
        }
    }

    private final List<CompiledCheck> all;

    private CompiledChecks(List<CompiledCheck> all) {
        this.all = List.copyOf(all);
    }

    /** Compiles and type-checks every check against the signal catalogue; all mistakes at once. */
    public static Result compile(Configuration configuration) {
        Map<String, VersionNumber> minimums = new HashMap<>();
        for (Platform platform : configuration.platforms().values()) {
            platform.minimumAppVersion()
                    .ifPresent(version -> minimums.put("app." + platform.id() + ".version", version));
        }
        List<Problem> problems = new ArrayList<>();
        List<CompiledCheck> compiled = new ArrayList<>();
        for (CheckSpec spec : configuration.checks()) {
            Scope scope = new Scope(spec.limits(), minimums);
            DirectParser.parse(spec.passes(), scope)
                    .ifPresentOrElse(
                            condition -> compiled.add(new CompiledCheck(spec, condition)),
                            () -> problems.add(new Problem(
                                    spec.origin(),
                                    "checks." + spec.id() + ".passes",
                                    "this condition is not understood: " + spec.passes(),
                                    "")));
        }
        return problems.isEmpty()
                ? new Result(Optional.of(new CompiledChecks(compiled)), problems)
                : new Result(Optional.empty(), problems);
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
    public CheckPlan plan(String kind, Set<PlatformId> platforms) {
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
                answers |= check.id().equals(CompiledCheck.ANSWERS);
            }
        }
        if (!answers) {
            fitting.add(0, AnswersCheck.PLAIN);
        }
        return new CheckPlan(fitting);
    }
}
