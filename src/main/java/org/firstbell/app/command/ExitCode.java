package org.firstbell.app.command;

/** The exit codes of the command line beside 0, which means fine (contract, Command line). */
public final class ExitCode {
    /** The answer is bad news: a session at risk, a device that fails. */
    public static final int PROBLEM_FOUND = 1;

    /** Wrong usage or configuration. */
    public static final int USAGE_ERROR = 2;

    /** Cannot tell, or cannot run. */
    public static final int UNDETERMINED = 3;

    private ExitCode() {}
}
