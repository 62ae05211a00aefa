package org.firstbell.model.event;

import java.util.Optional;
import org.firstbell.model.RoomId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.Target;

/**
 * The one cause of an incident.
 *
 * @param id a device's or service's id, {@code internet}, {@code firstbell} (kind monitor), or
 *     {@code attribute=value} (kind group, such as {@code room=lab-204})
 */
public record Cause(CauseKind kind, String id) {
    /** The kind of thing that a cause is. */
    public enum CauseKind {
        DEVICE,
        SERVICE,
        GROUP,
        MONITOR;

        /** The word of the API. */
        public String keyword() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final String ROOM = "room=";

    /** Firstbell itself is blind. */
    public static final Cause MONITOR = new Cause(CauseKind.MONITOR, "firstbell");

    /** Every independent anchor is away. */
    public static final Cause INTERNET = of(ServiceId.INTERNET);

    /** A failing device or service. */
    public static Cause of(Target target) {
        return new Cause(target.match(device -> CauseKind.DEVICE, service -> CauseKind.SERVICE), target.value());
    }

    /** The room whose seats it is; empty for anything else. */
    public Optional<RoomId> room() {
        return kind == CauseKind.GROUP && id.startsWith(ROOM)
                ? Optional.of(new RoomId(id.substring(ROOM.length())))
                : Optional.empty();
    }

    /** Devices that share an attribute which healthy peers do not share. */
    public static Cause group(String attribute, String value) {
        return new Cause(CauseKind.GROUP, attribute + "=" + value);
    }
}
