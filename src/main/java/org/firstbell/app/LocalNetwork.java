package org.firstbell.app;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;

/** Whether this machine has a network at all. Looked at every few seconds; confined to the core's loop. */
final class LocalNetwork {
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(3);

    private Instant checkedAt = Instant.MIN;
    private boolean up = true;

    /** True when an interface besides loopback is up, or when all that is asked is on loopback. */
    boolean isUp(Configuration configuration, Instant now) {
        if (checkedAt.equals(Instant.MIN) || !now.isBefore(checkedAt.plus(CHECK_INTERVAL))) {
            checkedAt = now;
            up = hasActiveInterface()
                    || configuration.inventory().devices().stream().allMatch(LocalNetwork::isLocal);
        }
        return up;
    }

    private static boolean hasActiveInterface() {
        try {
            return NetworkInterface.networkInterfaces().anyMatch(one -> {
                try {
                    return one.isUp() && !one.isLoopback();
                } catch (SocketException unknown) {
                    return true;
                }
            });
        } catch (SocketException unknown) {
            return true;
        }
    }

    private static boolean isLocal(Device device) {
        String address = device.address().orElse("127.0.0.1");
        try {
            return address.matches("[0-9.]+|[0-9a-fA-F:]+")
                    && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }
}
