package org.firstbell;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The plan of the house as data: which package may use which, and which library lives where. It is the table of
 * {@code architecture.md} in a form that can fail; rules come out of it for any root package.
 */
final class HousePlan {

    /** Our packages in the order data travels, each with those of ours that it may use whole. */
    static final Map<String, Set<String>> USES = uses();

    /** Packages whose types others may use where they are values or interfaces, never the working classes behind. */
    private static final Map<String, Set<String>> USES_FACES = Map.of(
            "report", Set.of("history"),
            "board", Set.of("history", "report"),
            "telemetry", Set.of("probe", "poll", "readiness", "incident", "alerting", "history", "board"));

    /** Pure packages: no clock, no thread, no framework, not even a logger. */
    static final Set<String> PURE = Set.of("model", "wording", "readiness", "incident");

    /** Packages that get time as an argument and run where they are called. */
    static final Set<String> TIMELESS = Set.of("model", "wording", "config", "readiness", "incident", "report");

    private final String root;

    HousePlan(String root) {
        this.root = root;
    }

    private static Map<String, Set<String>> uses() {
        Map<String, Set<String>> uses = new LinkedHashMap<>();
        uses.put("model", Set.of());
        uses.put("wording", Set.of("model"));
        uses.put("config", Set.of("model", "wording"));
        uses.put("probe", Set.of("model"));
        uses.put("discovery", Set.of("model", "config", "probe"));
        uses.put("poll", Set.of("model", "probe"));
        uses.put("readiness", Set.of("model", "wording"));
        uses.put("incident", Set.of("model", "wording"));
        uses.put("alerting", Set.of("model", "wording"));
        uses.put("history", Set.of("model"));
        uses.put("report", Set.of("model"));
        uses.put("board", Set.of("model", "wording"));
        uses.put("telemetry", Set.of("model"));
        uses.put("demo", Set.of("model", "config"));
        uses.put("app", Set.copyOf(uses.keySet()));
        return uses;
    }

    /** A library, by the packages of its classes, and the packages of ours that may touch it. */
    record Library(String name, List<String> classes, Set<String> homes) {}

    static List<Library> libraries() {
        Set<String> impure = new TreeSet<>(USES.keySet());
        impure.removeAll(PURE);
        return List.of(
                new Library("snakeyaml-engine", List.of("org.snakeyaml.."), Set.of("config")),
                new Library("FastCSV", List.of("de.siegmar.fastcsv.."), Set.of("config", "report")),
                new Library("SNMP4J", List.of("org.snmp4j.."), Set.of("probe", "discovery", "demo")),
                new Library(
                        "Vert.x",
                        List.of("io.vertx.."),
                        Set.of("probe", "discovery", "poll", "alerting", "board", "telemetry", "demo", "app")),
                new Library("Vert.x mail client", List.of("io.vertx.ext.mail.."), Set.of("alerting")),
                new Library("Vert.x web", List.of("io.vertx.ext.web.."), Set.of("board")),
                new Library("Netty", List.of("io.netty.."), Set.of("probe", "poll", "board", "demo", "app")),
                new Library("JDBC", List.of("java.sql..", "javax.sql..", "org.sqlite.."), Set.of("history")),
                new Library("Pebble", List.of("io.pebbletemplates.."), Set.of("alerting", "report")),
                new Library("Micrometer", List.of("io.micrometer..", "io.prometheus.."), Set.of("telemetry")),
                new Library("picocli", List.of("picocli.."), Set.of("app")),
                new Library("Logback", List.of("ch.qos.logback.."), Set.of("app")),
                new Library("Jackson", List.of("com.fasterxml.."), impure),
                new Library("slf4j", List.of("org.slf4j.."), impure));
    }

    /** The uses column: nobody reaches into a package that the table does not grant. */
    List<ArchRule> usesRules() {
        return USES.keySet().stream().map(this::usesRule).collect(Collectors.toList());
    }

    private ArchRule usesRule(String name) {
        Set<String> faces = USES_FACES.getOrDefault(name, Set.of());
        String[] foreign = packages(USES.keySet().stream()
                .filter(other -> !other.equals(name))
                .filter(other -> !USES.getOrDefault(name, Set.of()).contains(other))
                .filter(other -> !faces.contains(other)));
        DescribedPredicate<JavaClass> working = resideInAnyPackage(packages(faces.stream()))
                .and(DescribedPredicate.describe("working classes", HousePlan::isWorkingClass));
        return noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat(resideInAnyPackage(foreign).or(working))
                .as(name + " uses only what the house plan grants it: " + USES.get(name) + ", faces of " + faces);
    }

    private static boolean isWorkingClass(JavaClass type) {
        JavaClass outer = type.getEnclosingClass().orElse(type);
        boolean face = outer.isInterface() || outer.isRecord() || outer.isEnum() || type.isInterface();
        return !face && !type.isRecord() && !type.isEnum() && !type.isAssignableTo(Throwable.class);
    }

    /** The libraries column: each library stays in its homes. */
    List<ArchRule> libraryRules() {
        return libraries().stream().map(this::libraryRule).collect(Collectors.toList());
    }

    private ArchRule libraryRule(Library library) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages(
                        USES.keySet().stream().filter(name -> !library.homes().contains(name))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(library.classes().toArray(String[]::new)))
                .as(library.name() + " stays in " + new TreeSet<>(library.homes()));
    }

    /** Only who asks devices and who delivers messages opens connections of its own. */
    ArchRule clientsRule() {
        return noClasses()
                .that()
                .resideInAnyPackage(others(Set.of("probe", "alerting", "app")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.vertx.core.http..")
                        .and(simpleNameStartingWith("HttpClient")
                                .or(simpleNameStartingWith("WebSocketClient"))
                                .or(simpleNameStartingWith("WebClient"))))
                .as("HTTP clients stay in probe, alerting and app");
    }

    ArchRule noCyclesRule() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().as("packages form no cycle");
    }

    ArchRule everyClassHasAHome() {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .resideInAnyPackage(packages(USES.keySet().stream()))
                .as("every class lives in a package of the house plan");
    }

    /** Package patterns of all rooms of the house but these. */
    String[] others(Set<String> excluded) {
        return packages(USES.keySet().stream().filter(name -> !excluded.contains(name)));
    }

    String[] packages(Stream<String> names) {
        return names.map(this::in).toArray(String[]::new);
    }

    private String in(String name) {
        return root + "." + name + "..";
    }
}
