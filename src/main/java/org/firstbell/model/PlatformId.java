package org.firstbell.model;

/** A testing system, such as {@code testnav} or {@code insight}. */
public record PlatformId(String value) implements Comparable<PlatformId> {
    public PlatformId {
        value = IdFormat.requireId(value, "platform");
    }

    @Override
    public int compareTo(PlatformId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
