package org.firstbell.board.web;

/** The server could not begin to listen; the message is a sentence for the person who started it. */
public final class ListenFailure extends Exception {
    private static final long serialVersionUID = 1L;

    ListenFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
