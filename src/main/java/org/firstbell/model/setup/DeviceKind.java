package org.firstbell.model.setup;

import java.util.Arrays;
import java.util.Optional;

/** What a device is. The first three seat a student; chromebooks and tablets sleep. */
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

    private final String word;

    DeviceKind(String word) {
        this.word = word;
    }

    /** The word of configuration and API. */
    public String word() {
        return word;
    }

    /** Whether a student sits at it. */
    public boolean seats() {
        return this == COMPUTER || this == CHROMEBOOK || this == TABLET;
    }

    /** Whether its silence is its normal way of resting. */
    public boolean sleeps() {
        return this == CHROMEBOOK || this == TABLET;
    }

    /** Whether other devices hang on it. */
    public boolean carries() {
        return this == ACCESS_POINT || this == WLAN_CONTROLLER || this == SWITCH || this == ROUTER;
    }

    /** The kind of a word. */
    public static Optional<DeviceKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
