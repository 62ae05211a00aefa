package org.firstbell.bench.program;

/** Why a figure cannot be taken here, and what would help; the others are taken all the same. */
public final class Unmeasurable extends Exception {
    private static final long serialVersionUID = 1;

    public Unmeasurable(String why) {
        super(why);
    }
}
