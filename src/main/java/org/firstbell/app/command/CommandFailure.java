package org.firstbell.app.command;

/** A reason why a command cannot go on: a sentence for the operator, and the exit code of the command. */
public final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String sentence;

    public CommandFailure(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
        this.sentence = sentence;
    }

    /** What to tell the operator. */
    public String sentence() {
        return sentence;
    }

    public int exitCode() {
        return exitCode;
    }
}
