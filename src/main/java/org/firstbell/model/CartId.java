package org.firstbell.model;

/** A cart of testing devices. */
public record CartId(String value) implements Comparable<CartId> {
    public CartId {
        value = IdFormat.requireId(value, "cart");
    }

    @Override
    public int compareTo(CartId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
