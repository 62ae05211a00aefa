package org.firstbell.bench;

/** Why a figure cannot be taken here, and what would help; the others are taken all the same. */
final class Unmeasurable extends Exception {
    private static final long serialVersionUID = 1;

    Unmeasurable(String why) {
        super(why);
    }
}
