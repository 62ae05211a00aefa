package org.firstbell.probe.profile;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.firstbell.probe.snmp.client.TableRow;

/**
 * Devices per Wi-Fi network, whose name becomes the last word of the signal; one network has a row for each radio. A mesh's
 * own links between access points are no network. Without a column of counts each row is one device.
 */
final class SsidMapper {
    /** More networks than any school broadcasts; what a device tells beyond them is dropped. */
    private static final int MAX_NETWORKS = 32;

    private static final int MAX_NAME_LENGTH = 32;
    private static final double MAX_CLIENTS = 100_000;

    /** What UniFi calls its links between access points. */
    private static final String MESH_LINK = "vwire";

    private SsidMapper() {}

    static void map(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
        Map<String, Double> clients = new TreeMap<>();
        String counted = options.text("column", "");
        for (TableRow row : rows) {
            Optional<String> name =
                    options.text("from", "").equals("index") ? row.indexText() : row.text(options.required("ssid"));
            Optional<String> network = name.filter(told -> !isMeshLink(told) && !isMeshLink(row, options))
                    .map(SsidMapper::signalWord)
                    .filter(word -> !word.isEmpty());
            Optional<Double> here = counted.isEmpty()
                    ? Optional.of(1.0)
                    : row.number(counted).filter(count -> count >= 0 && count <= MAX_CLIENTS);
            if (network.isPresent()
                    && here.isPresent()
                    && (clients.containsKey(network.get()) || clients.size() < MAX_NETWORKS)) {
                clients.merge(network.get(), here.get(), Double::sum);
            }
        }
        clients.forEach((network, count) -> answer.addQuantity("wifi.clients.ssid." + network, count));
    }

    /** Whether a row is a mesh's link, by its network's name or by the column that {@code without} names. */
    static boolean isMeshLink(TableRow row, TableMapper.MapperOptions options) {
        return row.text(options.text("ssid", "")).filter(SsidMapper::isMeshLink).isPresent()
                || row.text(options.text("without", ""))
                        .filter(SsidMapper::isMeshLink)
                        .isPresent();
    }

    private static boolean isMeshLink(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(MESH_LINK);
    }

    /** A network's name as a word of a signal's name. */
    static String signalWord(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-");
        String cut = plain.length() > MAX_NAME_LENGTH ? plain.substring(0, MAX_NAME_LENGTH) : plain;
        return cut.replaceAll("^-+|-+$", "");
    }
}
