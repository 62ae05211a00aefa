package org.firstbell.alerting.mail;

import java.util.List;
import java.util.Optional;
import org.firstbell.alerting.plan.StateLabel;

/**
 * The facts of an alert in the order in which they are read (board design, E-mail). Everything in it is plain text of one
 * line; templates escape it for where they print it.
 *
 * @param headline what is wrong and when it matters; also the preheader
 * @param details further sentences, such as when it was bad
 * @param action what to do; empty when there is nothing to do
 * @param actionTitle the line above it
 * @param affectedLines whom it hits, a line each
 * @param unaffectedLine whom it does not hit; may be empty
 * @param owner who has it; empty in letters that nobody need take
 * @param footer when it was measured and what Firstbell does not see
 * @param nextMail what follows {@code Next e-mail:}
 * @param links where the reader may go
 */
public record Mail(
        StateLabel stateLabel,
        String place,
        String subject,
        String headline,
        List<String> details,
        String actionTitle,
        String action,
        List<String> affectedLines,
        String unaffectedLine,
        Optional<String> owner,
        Optional<MailLink> acknowledgeLink,
        List<String> footer,
        String nextMail,
        List<MailLink> links) {
    /** A link with its words; the page behind it changes nothing by being opened. */
    public record MailLink(String label, String url) {}

    public Mail {
        details = List.copyOf(details);
        affectedLines = List.copyOf(affectedLines);
        footer = List.copyOf(footer);
        links = List.copyOf(links);
    }
}
