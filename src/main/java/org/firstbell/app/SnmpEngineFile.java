package org.firstbell.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.probe.trap.SnmpEngineIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code snmp-engine} in the data folder: this machine's SNMPv3 engine id and how often it started, in one line.
 * Senders of informs remember both (RFC 3414 §2.2).
 */
final class SnmpEngineFile {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{10,64}) ([1-9]\\d{0,9})\\s*");
    private static final Logger LOG = LoggerFactory.getLogger(SnmpEngineFile.class);

    private SnmpEngineFile() {}

    /** The engine of this start; one of its own for once where the folder cannot be written. */
    static SnmpEngineIdentity nextStart(Path folder) {
        Path file = folder.resolve("snmp-engine");
        SnmpEngineIdentity engine =
                read(file).map(SnmpEngineIdentity::restarted).orElseGet(SnmpEngineIdentity::create);
        try {
            Files.createDirectories(folder);
            Path next = folder.resolve("snmp-engine.next");
            Files.writeString(next, engine.id() + " " + engine.boots() + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            LOG.warn(
                    "{} cannot be written ({}): devices must find Firstbell anew for informs.",
                    file,
                    unwritable.getMessage());
        }
        return engine;
    }

    private static Optional<SnmpEngineIdentity> read(Path file) {
        try {
            Matcher line = LINE.matcher(Files.exists(file) ? Files.readString(file) : "");
            return line.matches()
                    ? Optional.of(new SnmpEngineIdentity(
                            line.group(1), (int) Math.min(Integer.MAX_VALUE, Long.parseLong(line.group(2)))))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
