package org.firstbell.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The circles of top-level classes that all depend on one another: strongly connected components (Tarjan 1972). */
final class ClassCycles {
    private final Map<String, Set<String>> uses = new TreeMap<>();
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, Integer> low = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final List<Set<String>> cycles = new ArrayList<>();

    private ClassCycles(JavaClasses classes) {
        for (JavaClass type : classes) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass())
                    .filter(target -> classes.contain(target.getName()))
                    .map(ClassCycles::outermost)
                    .filter(target -> !target.equals(outermost(type)))
                    .forEach(target -> uses.computeIfAbsent(outermost(type), key -> new TreeSet<>())
                            .add(target));
        }
        uses.keySet().forEach(this::visit);
    }

    /** Those of two classes or more, the largest first. */
    static List<Set<String>> of(JavaClasses classes) {
        List<Set<String>> cycles = new ArrayList<>(new ClassCycles(classes).cycles);
        cycles.sort(Comparator.comparingInt((Set<String> cycle) -> cycle.size()).reversed());
        return cycles;
    }

    /** Those of them with classes of several packages. */
    static List<Set<String>> acrossPackages(JavaClasses classes) {
        return of(classes).stream()
                .filter(cycle -> cycle.stream()
                                .map(name -> name.substring(0, name.lastIndexOf('.')))
                                .distinct()
                                .count()
                        > 1)
                .toList();
    }

    private static String outermost(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private void visit(String type) {
        if (index.containsKey(type)) {
            return;
        }
        index.put(type, index.size());
        low.put(type, index.get(type));
        path.push(type);
        for (String used : uses.getOrDefault(type, Set.of())) {
            visit(used);
            if (path.contains(used)) {
                low.merge(type, low.get(used), Math::min);
            }
        }
        if (low.get(type).equals(index.get(type))) {
            Set<String> component = new TreeSet<>();
            while (component.add(path.peek()) && !path.pop().equals(type)) {}
            if (component.size() > 1) {
                cycles.add(component);
            }
        }
    }
}
