package org.firstbell.probe;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Disks and memory out of hrStorageTable (RFC 2790): the fixed volume with the least share left, and RAM. Sizes past
 * 2^31 units read negative; a removable drive's zero size says nothing.
 */
final class StorageRecipe implements Recipe {
    private static final String TYPES = "1.3.6.1.2.1.25.2.1.";
    /** What net-snmp counts as used memory although programs get it when they ask. */
    private static final Set<String> LENT = Set.of("Cached memory", "Memory buffers");

    /** Mount points of Unix that are memory, images or media, and never fill as a disk does. */
    private static final Predicate<String> PASSING = Pattern.compile(
                    "^/(?:dev|run|sys|proc|snap|media|cdrom|rom|swi)(?:/|$)")
            .asPredicate();

    private static final double WRAP = 0x1p32;

    private record Volume(double free, double size) {
        double used() {
            return size - free;
        }

        double share() {
            return free / size;
        }
    }

    @Override
    public void read(List<TableRow> rows, Options options, Answer answer) {
        volumes(rows, TYPES + "4").stream()
                .min(java.util.Comparator.comparingDouble(Volume::share))
                .ifPresent(tightest -> {
                    answer.quantity("disk.free.ratio", tightest.share());
                    answer.quantity("disk.free.bytes", tightest.free());
                });
        double lent = rows.stream()
                .filter(row -> row.text("name").filter(LENT::contains).isPresent())
                .flatMap(row -> volume(row).stream())
                .mapToDouble(Volume::used)
                .sum();
        volumes(rows, TYPES + "2").stream().findFirst().ifPresent(memory -> {
            double free = Math.min(memory.size(), memory.free() + lent);
            answer.quantity("memory.utilization.ratio", 1 - free / memory.size());
            answer.quantity("memory.free.bytes", free);
            answer.quantity("memory.total.bytes", memory.size());
        });
    }

    private static List<Volume> volumes(List<TableRow> rows, String type) {
        return rows.stream()
                .filter(row -> row.text("type").filter(type::equals).isPresent())
                .filter(row -> row.text("name").filter(PASSING).isEmpty())
                .flatMap(row -> volume(row).stream())
                .toList();
    }

    private static Optional<Volume> volume(TableRow row) {
        Optional<Double> units = row.number("units").filter(value -> value > 0);
        Optional<Double> size = row.number("size").map(StorageRecipe::unsigned).filter(value -> value > 0);
        Optional<Double> used = row.number("used").map(StorageRecipe::unsigned);
        if (units.isEmpty() || size.isEmpty() || used.isEmpty() || used.get() > size.get()) {
            return Optional.empty();
        }
        return Optional.of(new Volume((size.get() - used.get()) * units.get(), size.get() * units.get()));
    }

    private static double unsigned(double value) {
        return value < 0 ? value + WRAP : value;
    }
}
