package org.firstbell.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.firstbell.model.Notice;
import org.firstbell.model.Outbox;

/** What a mail says about its own delivery: that it is late, that it stands for others, or that it collects several. */
record LateWords(Paper paper, TimeWords words) {
    /** Up to here nobody minds. */
    private static final Duration PUNCTUAL = Duration.ofMinutes(2);

    /** Where the frame of every HTML mail takes a first line. */
    private static final String PLACE = "<!-- first line -->";

    /** The subject and body of a choice, as they are sent now. */
    record Said(String subject, Paper.Body body) {}

    Said say(Choice choice, Instant now, Instant gatheredUntil) {
        Notice notice = choice.carrier().notice();
        if (choice.collecting()) {
            return several(choice, gatheredUntil);
        }
        List<String> lines = new ArrayList<>();
        if (notice.composedAt().plus(PUNCTUAL).isBefore(now)) {
            lines.add("This e-mail is late: it was written " + words.at(notice.composedAt(), now) + " and sent at "
                    + words.clock(now) + ".");
        }
        if (!choice.told().isEmpty()) {
            lines.add((choice.told().size() == 1
                            ? "1 earlier e-mail of this conversation was"
                            : choice.told().size() + " earlier e-mails of this conversation were")
                    + " not sent; this is the newest.");
        }
        if (lines.isEmpty()) {
            return new Said(notice.subject(), new Paper.Body(notice.text(), notice.html()));
        }
        String first = String.join(" ", lines);
        String html = notice.html()
                .replace(
                        PLACE,
                        "<p style=\"margin:0 0 12px;font-family:Arial,Helvetica,sans-serif;font-size:15px\">" + first
                                + "</p>");
        return new Said(notice.subject(), new Paper.Body(first + "\n\n" + notice.text(), html));
    }

    private Said several(Choice choice, Instant until) {
        Map<String, Notice> newest = new java.util.LinkedHashMap<>();
        Stream.concat(choice.told().stream(), Stream.of(choice.carrier()))
                .map(Outbox.Entry::notice)
                .forEach(notice -> newest.put(notice.thread(), notice));
        List<Map<String, Object>> items =
                newest.values().stream().map(LateWords::item).toList();
        int count = items.size();
        String headline = "News of " + TimeWords.count(count, "problem") + " in one e-mail";
        String why = "There were more than " + Throttle.MOST + " e-mails to you in 10 minutes, so these come together.";
        Map<String, Object> values = Map.of(
                "headline",
                headline,
                "why",
                why,
                "items",
                items,
                "next",
                "at " + words.clock(until) + " at the earliest; look at the board until then.");
        String subject = new Subject(
                        Tag.SEVERAL,
                        TimeWords.count(count, "problem"),
                        "",
                        OneLine.withoutStop(choice.carrier().notice().subject()),
                        "",
                        Optional.empty())
                .line();
        return new Said(subject, paper.fill("several", values));
    }

    private static Map<String, Object> item(Notice notice) {
        List<String> lines = notice.text()
                .lines()
                .filter(line -> !line.startsWith("Next e-mail:"))
                .toList();
        return Map.of(
                "subject",
                notice.subject(),
                "hook",
                Tag.of(notice.state()).map(Tag::hook).orElse("plain"),
                "text",
                String.join("\n", lines).strip(),
                "lines",
                lines.stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList());
    }
}
