package org.firstbell;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The laws of the house that byte code shows: where time and threads come from, and how a class may look. */
final class HouseLaws {

    private static final Set<String> CLOCK_READING = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.LocalTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Year.now",
            "java.time.InstantSource.system",
            "java.time.Clock.system",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.tick",
            "java.time.Clock.tickMillis",
            "java.time.Clock.tickSeconds",
            "java.time.ZoneId.systemDefault",
            "java.util.Calendar.getInstance",
            "java.util.Date.<init>");

    private static final Set<String> CHANCE = Set.of(
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.util.Random.<init>",
            "java.util.concurrent.ThreadLocalRandom.current");

    private static final Set<String> WAYS_TO_THE_WORLD = Set.of(
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.RandomAccessFile",
            "java.nio.file.Files",
            "java.net.Socket",
            "java.net.ServerSocket",
            "java.net.DatagramSocket",
            "java.net.URL",
            "java.net.URLConnection",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime");

    private static final Set<String> THREADS = Set.of(
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.util.Timer",
            "java.util.concurrent.CompletableFuture",
            "java.util.concurrent.Executor",
            "java.util.concurrent.ExecutorService",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ScheduledExecutorService",
            "java.util.concurrent.ThreadPoolExecutor");

    private final HousePlan plan;

    HouseLaws(HousePlan plan) {
        this.plan = plan;
    }

    ArchRule noClockInTimelessPackages() {
        return noClasses()
                .that()
                .resideInAnyPackage(plan.packages(HousePlan.TIMELESS.stream()))
                .should(access("read a clock", CLOCK_READING))
                .as("no clock in " + HousePlan.TIMELESS);
    }

    ArchRule noThreadInTimelessPackages() {
        return noClasses()
                .that()
                .resideInAnyPackage(plan.packages(HousePlan.TIMELESS.stream()))
                .should(dependOnTypes("own a thread", THREADS))
                .as("no thread or executor in " + HousePlan.TIMELESS);
    }

    ArchRule noChanceInPurePackages() {
        return noClasses()
                .that()
                .resideInAnyPackage(plan.packages(HousePlan.PURE.stream()))
                .should(access("roll dice", CHANCE))
                .as("no chance in " + HousePlan.PURE);
    }

    ArchRule noWorldInPurePackages() {
        return noClasses()
                .that()
                .resideInAnyPackage(plan.packages(HousePlan.PURE.stream()))
                .should(dependOnTypes("touch the world", WAYS_TO_THE_WORLD))
                .as("no file, socket or process in " + HousePlan.PURE);
    }

    ArchRule nobodySleeps() {
        return noClasses()
                .should(callMethod(Thread.class, "sleep", long.class)
                        .or(callMethod(java.util.concurrent.TimeUnit.class, "sleep", long.class)))
                .as("nobody sleeps");
    }

    ArchRule onlyAppLeaves() {
        return noClasses()
                .that()
                .resideInAnyPackage(plan.others(Set.of("app")))
                .should(access("end the process", Set.of("java.lang.System.exit", "java.lang.Runtime.halt")))
                .as("only app ends the process");
    }

    /** Data before code: tables are explicit, nothing is found by scanning or called by name. */
    ArchRule noReflection() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .orShould(access("load by name", Set.of("java.lang.Class.forName", "java.util.ServiceLoader.load")))
                .as("no reflection, no scanning");
    }

    ArchRule noLocks() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent.locks..")
                .as("no locks: one writer");
    }

    ArchRule staticsHoldNoState() {
        DescribedPredicate<JavaField> stateful = DescribedPredicate.describe("hold state", HouseLaws::holdsState);
        return fields().that(DescribedPredicate.describe("are static", field -> isStatic(field)))
                .should(ArchCondition.from(DescribedPredicate.not(stateful)))
                .as("statics hold no state");
    }

    private static boolean isStatic(JavaField field) {
        return field.getModifiers().contains(JavaModifier.STATIC)
                && !field.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean holdsState(JavaField field) {
        String type = field.getRawType().getPackageName();
        return !field.getModifiers().contains(JavaModifier.FINAL)
                || type.equals("java.util.concurrent.atomic")
                || field.getRawType().isAssignableTo(java.util.concurrent.ConcurrentMap.class);
    }

    ArchRule namesSayWhatTheyAre() {
        return classes()
                .should(ArchCondition.from(DescribedPredicate.<JavaClass>describe(
                        "have a name of the field",
                        type -> !type.getSimpleName().matches("Abstract.*|.*(Manager|Helper|Utils?|Impl|Base)"))))
                .as("no Manager, Helper, Util, Impl, Base or Abstract in names");
    }

    ArchRule classesAreClosed() {
        return classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotAnonymousClasses()
                .should(ArchCondition.from(DescribedPredicate.<JavaClass>describe(
                        "be final, sealed, record or enum",
                        type -> type.isEnum()
                                || type.isRecord()
                                || type.getModifiers().contains(JavaModifier.FINAL)
                                || type.reflect().isSealed()
                                || type.getSimpleName().equals("package-info")
                                || type.getEnclosingClass()
                                        .map(JavaClass::isEnum)
                                        .orElse(false))))
                .as("classes are final, sealed, records or enums");
    }

    /**
     * Public is what another package uses, tests of other packages included; {@code model} is there for all, {@code demo}
     * for tests and benchmarks too.
     */
    ArchRule publicIsCalledFromOutside() {
        Set<String> importedByTests =
                new SourceTree(Path.of("")).imports("src/test/java", "src/it/java", "src/bench/java");
        return classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and()
                .resideInAnyPackage(plan.others(Set.of("model", "app", "demo")))
                .should(new ArchCondition<>("be used by another package") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean called = importedByTests.contains(type.getName())
                                || type.getPackage().getClasses().stream()
                                        .filter(part -> part.equals(type)
                                                || part.getName().startsWith(type.getName() + "$"))
                                        .flatMap(part -> part.getDirectDependenciesToSelf().stream())
                                        .map(Dependency::getOriginClass)
                                        .anyMatch(user -> !user.getPackageName().equals(type.getPackageName()));
                        events.add(new SimpleConditionEvent(type, called, type.getName() + " is public for nobody"));
                    }
                })
                .as("public classes are used by another package");
    }

    List<ArchRule> all() {
        return List.of(
                noClockInTimelessPackages(),
                noThreadInTimelessPackages(),
                noChanceInPurePackages(),
                noWorldInPurePackages(),
                nobodySleeps(),
                onlyAppLeaves(),
                noReflection(),
                noLocks(),
                staticsHoldNoState(),
                namesSayWhatTheyAre(),
                classesAreClosed(),
                publicIsCalledFromOutside());
    }

    private static ArchCondition<JavaClass> access(String what, Set<String> members) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    String member = access.getTargetOwner().getName() + "." + access.getName();
                    if (members.contains(member) && !readsAGivenClock(access)) {
                        events.add(SimpleConditionEvent.satisfied(type, access.getDescription()));
                    }
                }
            }
        };
    }

    /** {@code Instant.now(clock)} and its like read a clock that was handed in: that is what law 4 asks for. */
    private static boolean readsAGivenClock(JavaAccess<?> access) {
        return access.getName().equals("now") && access.getDescription().contains("now(java.time.Clock)");
    }

    private static ArchCondition<JavaClass> dependOnTypes(String what, Set<String> types) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                types.contains(dependency.getTargetClass().getName()))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.satisfied(type, dependency.getDescription())));
            }
        };
    }
}
