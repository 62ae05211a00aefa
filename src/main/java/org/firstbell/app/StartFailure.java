package org.firstbell.app;

/** Why the daemon cannot run: a sentence for the operator, and the exit code of the command. */
final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    StartFailure(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
