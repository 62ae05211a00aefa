package org.firstbell.model;

import java.util.regex.Pattern;

/** The name of a signal: lower-case words joined by dots, such as {@code disk.free.ratio} or {@code tcp.4480.open}. */
public record SignalName(String value) implements Comparable<SignalName> {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9_-]*(\\.[a-z0-9][a-z0-9_-]*)*");

    public SignalName {
        if (!isName(value)) {
            throw new IllegalArgumentException("signal name '" + value + "' is not lower-case words joined by dots");
        }
    }

    /** Whether the text has the shape of a signal's name. */
    public static boolean isName(String text) {
        return text.length() <= 120 && SHAPE.matcher(text).matches();
    }

    @Override
    public int compareTo(SignalName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
