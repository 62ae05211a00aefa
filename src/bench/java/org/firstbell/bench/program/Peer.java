package org.firstbell.bench.program;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Another program that Firstbell is measured beside: the first of its names on the {@code PATH}, in the version found there. */
public enum Peer {
    SNMP_EXPORTER("prometheus-snmp-exporter", "snmp_exporter", "prometheus-snmp-exporter"),
    BLACKBOX_EXPORTER("prometheus-blackbox-exporter", "blackbox_exporter", "prometheus-blackbox-exporter"),
    ZABBIX_PROXY("zabbix-proxy-sqlite3", "zabbix_proxy");

    /** Where Debian puts daemons, which not everybody's path names. */
    private static final List<String> DAEMONS = List.of("/usr/sbin", "/usr/local/sbin");

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\S*");
    private static final int MOST_SECONDS = 10;

    private final String debianPackage;
    private final List<String> names;
    private Optional<String> version = Optional.empty();

    Peer(String debianPackage, String... names) {
        this.debianPackage = debianPackage;
        this.names = List.of(names);
    }

    public Path binary() throws Unmeasurable {
        return found().orElseThrow(
                        () -> new Unmeasurable(names.get(0) + " is not on the PATH: apt-get install " + debianPackage));
    }

    /** As the table shows it. */
    public String title() {
        return names.get(0) + " "
                + version()
                        .map(told -> told.isEmpty() ? "(version not told)" : told)
                        .orElse("(missing)");
    }

    /** Whether it tells this version or a later one. */
    public boolean atLeast(int major, int minor) {
        Matcher numbers = VERSION.matcher(version().orElse(""));
        if (!numbers.find()) {
            return false;
        }
        int ownMajor = Integer.parseInt(numbers.group(1));
        return ownMajor > major || ownMajor == major && Integer.parseInt(numbers.group(2)) >= minor;
    }

    private Optional<Path> found() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), DAEMONS.stream())
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private synchronized Optional<String> version() {
        if (version.isEmpty()) {
            version = found().map(Peer::ask);
        }
        return version;
    }

    private static String ask(Path binary) {
        try {
            Process process = new ProcessBuilder(binary.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            Matcher told = VERSION.matcher(text);
            return told.find() ? told.group() : "";
        } catch (java.io.IOException unstartable) {
            return "";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
