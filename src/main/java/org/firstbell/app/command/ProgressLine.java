package org.firstbell.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.firstbell.discovery.NetworkDiscovery;

/**
 * How far a discovery is, on one line of the terminal that errors go to; nothing where they go elsewhere. Written to by the
 * polling loop, and cleared once it is done.
 */
final class ProgressLine {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final PrintWriter to;
    private final boolean shown;
    private int width;

    /** @param shown whether it is a terminal */
    ProgressLine(PrintWriter to, boolean shown) {
        this.to = to;
        this.shown = shown;
    }

    /** On the process's own terminal, if it has one. */
    static ProgressLine forTerminal(PrintWriter errors) {
        return new ProgressLine(errors, isTerminal());
    }

    /** Whether errors go to a terminal: Linux tells of each file; elsewhere only whether input and output do. */
    private static boolean isTerminal() {
        try {
            return Files.readSymbolicLink(STANDARD_ERROR).toString().matches("/dev/(?:pts/\\d+|tty\\w*|console)");
        } catch (IOException | UnsupportedOperationException elsewhere) {
            return System.console() != null;
        }
    }

    synchronized void show(NetworkDiscovery.DiscoveryProgress at) {
        if (!shown) {
            return;
        }
        String text = at.inspectedDevices() == 0 && at.startedRequests() < at.totalRequests()
                ? "%d of %d questions asked, %s"
                        .formatted(at.startedRequests(), at.totalRequests(), respondingPhrase(at.respondingDevices()))
                : "%s, %d read".formatted(respondingPhrase(at.respondingDevices()), at.inspectedDevices());
        to.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
        to.flush();
        width = text.length();
    }

    private static String respondingPhrase(int devices) {
        return devices == 1 ? "1 device answers" : devices + " devices answer";
    }

    /** Leaves the line as if nothing had stood there. */
    synchronized void clear() {
        if (width > 0) {
            to.print("\r" + " ".repeat(width) + "\r");
            to.flush();
            width = 0;
        }
    }
}
