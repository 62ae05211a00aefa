package org.firstbell.model;

/**
 * The value of a signal, of one of five types. Strings in it come from devices and are hostile until escaped where they
 * are printed.
 */
public sealed interface SignalValue {
    /** A number in the signal's base unit: seconds, bytes, ratios from 0 to 1, counts; always finite. */
    record Quantity(double value) implements SignalValue {
        public Quantity {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a quantity is a finite number, not " + value);
            }
        }

        @Override
        public Object plain() {
            return value;
        }
    }

    /** A value that is yes or no. */
    record Flag(boolean value) implements SignalValue {
        @Override
        public Object plain() {
            return value;
        }
    }

    /** A version, compared number by number ({@link VersionNumber}). */
    record Version(VersionNumber value) implements SignalValue {
        @Override
        public Object plain() {
            return value.text();
        }
    }

    /** Text as the device told it, at most 1,000 characters. */
    record Text(String value) implements SignalValue {
        public Text {
            if (value.length() > 1000) {
                value = value.substring(0, 1000);
            }
        }

        @Override
        public Object plain() {
            return value;
        }
    }

    /** One word of a small closed list, such as {@code on} or {@code cooling}. */
    record State(String value) implements SignalValue {
        @Override
        public Object plain() {
            return value;
        }
    }

    /** The plain value as JSON and expressions show it: {@code Double}, {@code Boolean} or {@code String}. */
    Object plain();
}
