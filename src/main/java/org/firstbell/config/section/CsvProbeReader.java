package org.firstbell.config.section;

import java.util.List;
import java.util.Optional;
import org.firstbell.config.csv.CsvTable;
import org.firstbell.config.yaml.ProblemCollector;
import org.firstbell.model.Origin;
import org.firstbell.model.setup.ProbeSpec;

/** The {@code probe} column of a table: {@code snmp}, {@code snmp:PORT}, or a web address with {@code {address}}. */
record CsvProbeReader(ProbeSpecReader probeReader, ProblemCollector problems) {
    List<ProbeSpec> read(CsvTable.CsvRow row) {
        Optional<String> probe = row.cell("probe");
        Origin at = row.origin();
        if (probe.isEmpty()) {
            return List.of();
        }
        if (probe.get().matches("snmp(:\\d{1,5})?")) {
            return snmp(row, probe.get()).stream().toList();
        }
        if (probe.get().startsWith("http")) {
            Optional<String> profile = row.cell("profile").filter(name -> probeReader.httpProfile(name, at, "profile"));
            return probeReader.url(probe.get(), row.cell("address"), at, "probe").stream()
                    .map(url ->
                            (ProbeSpec) new ProbeSpec.Http(url, profile, Optional.empty(), ProbeSpec.HttpLogin.NONE))
                    .toList();
        }
        problems.add(
                at,
                "probe",
                "'" + probe.get() + "' is not a way to ask",
                "write snmp, snmp:PORT or http://{address}/path; leave it empty for what is only sighted");
        return List.of();
    }

    private Optional<ProbeSpec> snmp(CsvTable.CsvRow row, String probe) {
        Origin at = row.origin();
        int port = probe.contains(":") ? Integer.parseInt(probe.substring(5)) : 161;
        String profile = row.cell("profile").orElse("auto");
        if (port < 1 || port > 65_535) {
            problems.add(at, "probe", port + " is not a port", "from 1 to 65535");
            return Optional.empty();
        }
        if (row.cell("address").isEmpty()) {
            problems.add(at, "address", "is empty, and SNMP needs one", "");
            return Optional.empty();
        }
        if (row.cell("credentials").isEmpty()) {
            problems.add(at, "credentials", "is empty, and SNMP needs them", "name an entry of credentials:");
            return Optional.empty();
        }
        return probeReader
                .credentials(row.cell("credentials").orElseThrow(), at, "credentials")
                .filter(who -> probeReader.snmpProfile(profile, at, "profile"))
                .map(who -> new ProbeSpec.Snmp(row.cell("address").orElseThrow(), port, who, profile));
    }
}
