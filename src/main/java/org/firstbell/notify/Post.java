package org.firstbell.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Notice;
import org.firstbell.model.SessionId;

/** Makes notices out of letters, one for each recipient. */
record Post(Paper paper, Instant now) {
    static final String CHANNEL = "mail";

    /** What the notices of one letter have in common. */
    record About(
            String thread,
            String key,
            List<IncidentId> incidents,
            Collection<SessionId> sessions,
            Notice.Kind kind,
            Instant badSince) {}

    List<Notice> send(Letter letter, About about, Collection<String> recipients) {
        Map<String, Object> values = new HashMap<>();
        values.put("letter", view(letter));
        return send(letter.tag(), letter.subject().line(), paper.fill("alert", values), about, recipients);
    }

    List<Notice> send(Tag tag, String subject, Paper.Body body, About about, Collection<String> recipients) {
        List<Notice> notices = new ArrayList<>();
        for (String to : recipients) {
            notices.add(new Notice(
                    about.key() + "/" + to,
                    CHANNEL,
                    about.thread(),
                    about.incidents(),
                    List.copyOf(about.sessions()),
                    about.kind(),
                    tag.text(),
                    to,
                    subject,
                    body.text(),
                    body.html(),
                    about.badSince(),
                    now,
                    now));
        }
        return notices;
    }

    /** What templates see: text made one line, lists, and nothing that is null. */
    private static Map<String, Object> view(Letter letter) {
        Map<String, Object> view = new HashMap<>();
        view.put("state", letter.tag().text());
        view.put("shape", letter.tag().shape());
        view.put("hook", letter.tag().hook());
        view.put("place", OneLine.of(letter.place()));
        view.put("subject", letter.subject().line());
        view.put("headline", OneLine.of(letter.headline()));
        view.put("more", letter.more().stream().map(OneLine::of).toList());
        view.put("doTitle", letter.doTitle());
        view.put("doNow", OneLine.of(letter.doNow()));
        view.put("hits", letter.hits().stream().map(OneLine::of).toList());
        view.put("notHit", OneLine.of(letter.notHit()));
        view.put("owner", letter.owner().map(OneLine::of).orElse(""));
        view.put("take", letter.take().map(Post::view).map(List::of).orElse(List.of()));
        view.put("foot", letter.foot().stream().map(OneLine::of).toList());
        view.put("next", OneLine.of(letter.next()));
        view.put("links", letter.links().stream().map(Post::view).toList());
        return view;
    }

    private static Map<String, Object> view(Letter.Link link) {
        return Map.of("words", OneLine.of(link.words()), "url", OneLine.of(link.url()));
    }
}
