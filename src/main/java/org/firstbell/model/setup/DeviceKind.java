package org.firstbell.model.setup;

import java.util.Arrays;
import java.util.Optional;

/**
 * The kind of a device, which decides what is expected of it. The first three seat a student; chromebooks and tablets
 * sleep.
 */
public enum DeviceKind {
    COMPUTER("computer"),
    CHROMEBOOK("chromebook"),
    TABLET("tablet"),
    ACCESS_POINT("access-point"),
    WLAN_CONTROLLER("wlan-controller"),
    SWITCH("switch"),
    ROUTER("router"),
    CACHE_SERVER("cache-server"),
    SERVER("server"),
    DHCP_SERVER("dhcp-server"),
    UPS("ups"),
    PRINTER("printer"),
    PROJECTOR("projector");

    private final String keyword;

    DeviceKind(String word) {
        this.keyword = word;
    }

    /** The word of configuration and API. */
    public String keyword() {
        return keyword;
    }

    /** Whether a student sits at it. */
    public boolean isTestingDevice() {
        return this == COMPUTER || this == CHROMEBOOK || this == TABLET;
    }

    /** Whether its silence is its normal way of resting. */
    public boolean sleeps() {
        return this == CHROMEBOOK || this == TABLET;
    }

    /** Whether other devices hang on it. */
    public boolean isNetworkDevice() {
        return this == ACCESS_POINT || this == WLAN_CONTROLLER || this == SWITCH || this == ROUTER;
    }

    /** The kind of a word. */
    public static Optional<DeviceKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.keyword.equals(word)).findFirst();
    }
}
