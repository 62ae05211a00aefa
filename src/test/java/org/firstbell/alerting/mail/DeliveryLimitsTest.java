package org.firstbell.alerting.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.firstbell.alerting.plan.MailThrottle;
import org.firstbell.model.IncidentId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.NotificationFacts;
import org.firstbell.model.event.Outbox;
import org.firstbell.wording.TimePhrases;
import org.junit.jupiter.api.Test;

/** What the limit of mails holds back, what it does not, and how a mail of several things reads. */
final class DeliveryLimitsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T15:30:00Z");
    private static final String READER = "coordinator@lincoln.example";

    private final MailThrottle throttle = new MailThrottle();
    private final List<Outbox.OutboxEntry> open = new ArrayList<>();

    private void sentSixMails() {
        for (int mail = 1; mail <= MailThrottle.MAX_MAILS; mail++) {
            throttle.recordSent(READER, NOW.minusSeconds(10L * mail), false);
        }
    }

    private void waits(long incident, String state, String room, boolean urgent) {
        Notification notification = new Notification(
                "incident-" + incident + "/1/bad/" + READER,
                NotificationFactory.CHANNEL,
                "incident-" + incident,
                List.of(new IncidentId(incident)),
                List.of(new SessionId("s")),
                Notification.NotificationKind.BAD,
                state,
                READER,
                "[" + state + "] " + room + ", 9:00 AM: thing " + incident + " is off (#" + incident + ")",
                state + "\n\nThing " + incident + " is off.\n5 other rooms are not affected by this.\n"
                        + "Next e-mail: when this changes.\n",
                "<p></p>",
                NOW,
                NOW,
                NOW,
                new NotificationFacts(
                        List.of(new RoomId(
                                room.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'))),
                        "device:d-" + incident,
                        "Thing " + incident + " is off.",
                        1,
                        urgent));
        open.add(new Outbox.OutboxEntry(notification, Outbox.DeliveryState.PENDING, 0, NOW, ""));
    }

    private DeliveryBatch.NextDelivery next() {
        return DeliveryBatch.selectNext(open, throttle, Instant.EPOCH, NOW);
    }

    private DeliveryRemarks.ComposedMail composed(DeliveryBatch batch) {
        return new DeliveryRemarks(new MailRenderer(), new TimePhrases(ZoneId.of("America/Chicago")))
                .compose(batch, NOW, NOW.plus(Duration.ofMinutes(10)));
    }

    @Test
    void line11_worseNewsOfALiveSession_isNotHeldByTheLimit() {
        sentSixMails();
        waits(7, "AT RISK", "Room 1", false);
        waits(8, "INTERRUPTED", "Room 2", true);

        DeliveryBatch batch = next().batch().orElseThrow();

        assertThat(batch.collective()).isFalse();
        assertThat(batch.primary().notification().thread()).isEqualTo("incident-8");
    }

    @Test
    void otherNews_overTheLimit_waits() {
        sentSixMails();
        waits(7, "AT RISK", "Room 1", false);

        assertThat(next().batch()).isEmpty();
        assertThat(next().recheckAt()).isPresent();
    }

    @Test
    void line11_manySmallThings_becomeOneMailEarly() {
        waits(1, "AT RISK", "Room 1", true);
        waits(2, "AT RISK", "Room 2", true);
        waits(3, "UNKNOWN", "Room 3", true);

        DeliveryBatch batch = next().batch().orElseThrow();

        assertThat(batch.collective()).isTrue();
        assertThat(batch.merged()).hasSize(2);
        assertThat(composed(batch).subject())
                .isEqualTo("[SEVERAL] 3 problems: UNKNOWN, Room 3, 9:00 AM: thing 3 is off");
    }

    @Test
    void line29_mailOfSeveralThings_beginsWithTheWorst_andSaysNoRoomIsUnaffected() {
        sentSixMails();
        waits(1, "AT RISK", "Room 1", true);
        waits(2, "INTERRUPTED", "Room 2", true);
        waits(3, "UNKNOWN", "Room 3", true);

        String text = composed(next().batch().orElseThrow()).body().text();

        assertThat(text.indexOf("thing 2")).isLessThan(text.indexOf("thing 3"));
        assertThat(text.indexOf("thing 3")).isLessThan(text.indexOf("thing 1"));
        assertThat(text).doesNotContain("not affected").containsOnlyOnce("Next e-mail:");
    }

    @Test
    void line29_oneRoomWithTwoProblems_standsInOneState() {
        sentSixMails();
        waits(1, "AT RISK", "Room 2", true);
        waits(2, "INTERRUPTED", "Room 2", true);

        String text = composed(next().batch().orElseThrow()).body().text();

        assertThat(text)
                .contains("[INTERRUPTED] Room 2", "Besides, the same room (#1)", "Thing 1 is off.")
                .doesNotContain("AT RISK");
    }
}
