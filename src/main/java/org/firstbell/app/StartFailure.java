package org.firstbell.app;

/** Why the daemon cannot run: a sentence for the operator, and the exit code of the command. */
final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String sentence;

    StartFailure(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
        this.sentence = sentence;
    }

    /** What to tell the operator. */
    String sentence() {
        return sentence;
    }

    int exitCode() {
        return exitCode;
    }
}
