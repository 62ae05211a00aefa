package org.firstbell.notify;

import java.util.List;
import java.util.Optional;

/**
 * The facts of an alert in the order in which they are read (board design, E-mail). Everything in it is plain text of one
 * line; templates escape it for where they print it.
 *
 * @param headline what is wrong and when it matters; also the preheader
 * @param more further sentences, such as when it was bad
 * @param doNow what to do; empty when there is nothing to do
 * @param doTitle the line above it
 * @param hits whom it hits, a line each
 * @param notHit whom it does not hit; may be empty
 * @param owner who has it; empty in letters that nobody need take
 * @param foot when it was measured and what Firstbell does not see
 * @param next what follows {@code Next e-mail:}
 * @param links where the reader may go
 */
record Letter(
        Tag tag,
        String place,
        Subject subject,
        String headline,
        List<String> more,
        String doTitle,
        String doNow,
        List<String> hits,
        String notHit,
        Optional<String> owner,
        Optional<Link> take,
        List<String> foot,
        String next,
        List<Link> links) {
    /** A link with its words; the page behind it changes nothing by being opened. */
    record Link(String words, String url) {}

    Letter {
        more = List.copyOf(more);
        hits = List.copyOf(hits);
        foot = List.copyOf(foot);
        links = List.copyOf(links);
    }
}
