package org.firstbell.readiness;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.model.Asked;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Reading;
import org.firstbell.model.Sighting;
import org.firstbell.model.Sightings;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.setup.DeviceKind;

/** Enters outcomes into the books of all that they speak of. Confined to the core loop. */
final class Reception {
    private static final SignalName PAGE = new SignalName("http.answers");
    private static final SignalName SEEN_BY = new SignalName("seen.by");
    private static final SignalName SEEN_AT = new SignalName("seen.at");
    private static final SignalName SSID = new SignalName("network.ssid");
    private static final SignalName STRENGTH = new SignalName("wifi.signal.dbm");
    private static final Pattern PORT = Pattern.compile("(?:.*:)?(\\d{1,5})");

    private final Books books;

    Reception(Books books) {
        this.books = books;
    }

    /** Enters one outcome; adds every book that it touched. */
    void take(ProbeOutcome outcome, Touched touched) {
        TargetBook book = books.find(outcome.asked().target());
        if (book == null || outcome instanceof ProbeOutcome.Skipped) {
            return;
        }
        touched.add(book);
        if (outcome instanceof ProbeOutcome.Answered answered) {
            answered(book, answered, touched);
        } else {
            missed(book, outcome.asked());
        }
    }

    private void answered(TargetBook book, ProbeOutcome.Answered answered, Touched touched) {
        Asked asked = answered.asked();
        Instant at = asked.at().plus(asked.took());
        book.presence.answered(asked);
        if (asked.probe().equals("http")) {
            book.put(PAGE, new SignalValue.Flag(true), asked.question(), at, asked.interval());
        }
        for (Reading reading : answered.readings()) {
            TargetBook about = reading.about().equals(book.id) ? book : books.find(reading.about());
            if (about == null) {
                continue;
            }
            if (about != book) {
                touched.add(about);
            }
            if (!reading.name().equals(TargetBook.UP)) {
                about.put(reading.name(), reading.value(), reading.source(), at, asked.interval());
            } else if (about != book && reading.value() instanceof SignalValue.Flag word) {
                about.presence.told(word.value(), at, asked.interval());
            }
        }
        answered.sightings().ifPresent(sightings -> sighted(sightings, at, asked, touched));
    }

    private void missed(TargetBook book, Asked asked) {
        int misses = book.presence.missed(asked);
        if (misses < Question.CERTAIN) {
            return;
        }
        Instant at = asked.at().plus(asked.took());
        if (asked.probe().equals("tcp")) {
            port(asked.part())
                    .ifPresent(port -> book.put(
                            new SignalName("tcp." + port + ".open"),
                            new SignalValue.Flag(false),
                            asked.question(),
                            at,
                            asked.interval()));
        } else if (asked.probe().equals("http")) {
            book.put(PAGE, new SignalValue.Flag(false), asked.question(), at, asked.interval());
        }
    }

    private static Optional<String> port(String part) {
        Matcher matcher = PORT.matcher(part);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private void sighted(Sightings sightings, Instant at, Asked asked, Touched touched) {
        ClientTable table = books.table(sightings.seenBy());
        long until = Freshness.presenceUntil(at, asked.interval());
        Set<Presence> named = new HashSet<>();
        for (Sighting sighting : sightings.seen()) {
            TargetBook seen = books.find(sighting.device());
            if (seen != null && named.add(seen.presence)) {
                seen.presence.seen(table, placed(sighting), until);
                signals(seen, sighting, asked);
                touched.add(seen);
            }
        }
        if (!sightings.whole()) {
            return;
        }
        for (Presence presence : List.copyOf(table.present)) {
            if (!named.contains(presence)) {
                touched.add(books.of(presence));
                if (presence.absent(table, at)) {
                    table.present.remove(presence);
                }
            }
        }
        if (table.whole(at, until)) {
            books.all().stream().filter(book -> book.presence.awaits(table)).forEach(touched::add);
        }
    }

    /** A sighting in the table of an access point or switch is on that, when the table does not say otherwise. */
    private Sighting placed(Sighting sighting) {
        if (sighting.place().isPresent()) {
            return sighting;
        }
        TargetBook by = books.find(sighting.seenBy());
        DeviceKind kind = by == null ? null : by.kind();
        Optional<DeviceId> place = kind == DeviceKind.ACCESS_POINT || kind == DeviceKind.SWITCH
                ? Optional.of(sighting.seenBy())
                : Optional.empty();
        return new Sighting(
                sighting.device(),
                sighting.mac(),
                sighting.seenBy(),
                place,
                sighting.ssid(),
                sighting.signalDbm(),
                sighting.at());
    }

    private static void signals(TargetBook seen, Sighting sighting, Asked asked) {
        String source = sighting.seenBy().value();
        Instant at = sighting.at();
        seen.put(SEEN_AT, new SignalValue.Quantity(at.getEpochSecond()), source, at, asked.interval());
        seen.put(SEEN_BY, new SignalValue.Text(source), source, at, asked.interval());
        sighting.ssid().ifPresent(ssid -> seen.put(SSID, new SignalValue.Text(ssid), source, at, asked.interval()));
        sighting.signalDbm()
                .ifPresent(dbm -> seen.put(STRENGTH, new SignalValue.Quantity(dbm), source, at, asked.interval()));
    }
}
