package org.firstbell.probe.profile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.firstbell.probe.snmp.client.TableRow;

/**
 * Disks and memory out of hrStorageTable (RFC 2790): the fixed volume with the least share left, and RAM. Sizes past
 * 2^31 units read negative; a removable drive's zero size says nothing.
 */
final class StorageMapper implements TableMapper {
    private static final String STORAGE_TYPES = "1.3.6.1.2.1.25.2.1.";
    /** What net-snmp counts as used memory although programs get it when they ask. */
    private static final Set<String> RECLAIMABLE = Set.of("Cached memory", "Memory buffers");

    /** Mount points of Unix that are memory, images or media, and never fill as a disk does. */
    private static final Predicate<String> TRANSIENT_MOUNTS = Pattern.compile(
                    "^/(?:dev|run|sys|proc|snap|media|cdrom|rom|swi)(?:/|$)")
            .asPredicate();

    private static final double WRAP = 0x1p32;

    private record StorageVolume(double free, double size) {
        double used() {
            return size - free;
        }

        double freeRatio() {
            return free / size;
        }
    }

    @Override
    public void map(List<TableRow> rows, MapperOptions options, ReadingCollector answer) {
        volumes(rows, STORAGE_TYPES + "4").stream()
                .min(java.util.Comparator.comparingDouble(StorageVolume::freeRatio))
                .ifPresent(tightest -> {
                    answer.addQuantity("disk.free.ratio", tightest.freeRatio());
                    answer.addQuantity("disk.free.bytes", tightest.free());
                });
        double lent = rows.stream()
                .filter(row -> row.text("name").filter(RECLAIMABLE::contains).isPresent())
                .flatMap(row -> volume(row).stream())
                .mapToDouble(StorageVolume::used)
                .sum();
        volumes(rows, STORAGE_TYPES + "2").stream().findFirst().ifPresent(memory -> {
            double free = Math.min(memory.size(), memory.free() + lent);
            answer.addQuantity("memory.utilization.ratio", 1 - free / memory.size());
            answer.addQuantity("memory.free.bytes", free);
            answer.addQuantity("memory.total.bytes", memory.size());
        });
    }

    private static List<StorageVolume> volumes(List<TableRow> rows, String type) {
        return rows.stream()
                .filter(row -> row.text("type").filter(type::equals).isPresent())
                .filter(row -> row.text("name").filter(TRANSIENT_MOUNTS).isEmpty())
                .flatMap(row -> volume(row).stream())
                .toList();
    }

    private static Optional<StorageVolume> volume(TableRow row) {
        Optional<Double> units = row.number("units").filter(value -> value > 0);
        Optional<Double> size = row.number("size").map(StorageMapper::unsigned).filter(value -> value > 0);
        Optional<Double> used = row.number("used").map(StorageMapper::unsigned);
        if (units.isEmpty() || size.isEmpty() || used.isEmpty() || used.get() > size.get()) {
            return Optional.empty();
        }
        return Optional.of(new StorageVolume((size.get() - used.get()) * units.get(), size.get() * units.get()));
    }

    private static double unsigned(double value) {
        return value < 0 ? value + WRAP : value;
    }
}
