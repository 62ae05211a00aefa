package org.firstbell.wording;

import java.util.List;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ServiceKind;

/** The noun for a target on walls and in mails; never the one network people use. */
public final class TargetNoun {
    private TargetNoun() {}

    public static String of(DeviceKind kind) {
        return switch (kind) {
            case COMPUTER -> "computer";
            case CHROMEBOOK -> "Chromebook";
            case TABLET -> "tablet";
            case ACCESS_POINT -> "Wi-Fi box";
            case WLAN_CONTROLLER -> "Wi-Fi controller";
            case SWITCH -> "switch";
            case ROUTER -> "router";
            case CACHE_SERVER -> "test cache";
            case SERVER -> "server";
            case DHCP_SERVER -> "address server";
            case UPS -> "battery backup";
            case PRINTER -> "printer";
            case PROJECTOR -> "projector";
        };
    }

    public static String of(ServiceKind kind) {
        return switch (kind) {
            case VENDOR -> "testing service";
            case INTERNET -> "internet";
            case DNS -> "name service";
            case STATUS_PAGE -> "status page";
            case LMS -> "learning platform";
        };
    }

    /** The plural of what seats students in a room: one kind by its name, several as devices. */
    public static String ofTestingDevices(List<DeviceKind> kinds, int count) {
        String noun = kinds.stream().distinct().count() == 1 ? of(kinds.get(0)) : "device";
        return count == 1 ? noun : noun + "s";
    }

    /** "is" or "are". */
    public static String isOrAre(int count) {
        return count == 1 ? "is" : "are";
    }
}
