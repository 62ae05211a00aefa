package org.firstbell.model;

/** The thing that a check, a finding or a verdict is about. The ids themselves are the subjects. */
public sealed interface Subject permits Target, RoomId, SessionId, SchoolId {
    /** The id as it stands in the configuration. */
    String value();

    /** The word of the API: {@code device}, {@code service}, {@code room}, {@code session}, {@code school}. */
    String kind();

    /** Whether the text has the shape of an id. */
    static boolean isId(String text) {
        return IdFormat.isId(text);
    }
}
