package org.firstbell.alerting;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.alerting.plan.AlertMove;
import org.firstbell.alerting.plan.ConfigurationLookup;
import org.firstbell.alerting.plan.Conversation;
import org.firstbell.alerting.plan.PlannedMail;
import org.firstbell.alerting.plan.SessionImpact;
import org.firstbell.model.CheckId;
import org.firstbell.model.Phrase;
import org.firstbell.model.RoomId;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.Device;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.Finding;
import org.firstbell.wording.TargetNoun;

/**
 * The reason that a mail gives: the incident's words, or those of the first finding of the session that matters first.
 *
 * @param cause the cause as notifications keep it; empty when no incident is named
 * @param briefly what is wrong in very few words, for subjects that have no room for more
 */
record AlertReason(Phrase what, Phrase remedy, String cause, String briefly) {

    static AlertReason of(PlannedMail planned, ConfigurationLookup lookup) {
        Optional<Incident> incident = planned.move() == AlertMove.STILL
                ? planned.other()
                : planned.conversation().incident();
        if (incident.isPresent()) {
            Incident known = incident.get();
            return new AlertReason(
                    known.summary(), known.remedy(), Conversation.causeKey(known), briefly(known, lookup));
        }
        return ofSessions(planned.impact(), lookup);
    }

    /** Of sessions without an incident. */
    static AlertReason ofSessions(SessionImpact impact, ConfigurationLookup lookup) {
        Optional<Finding> reason = impact.firstAffected()
                .flatMap(hit -> hit.assessment().reasons().stream().findFirst());
        boolean unknown =
                reason.map(finding -> finding.outcome() == CheckOutcome.UNKNOWN).orElse(true);
        Phrase what = reason.map(Finding::message).orElse(Phrase.same("We can't tell if it is ready."));
        Set<RoomId> rooms = impact.leadingRooms();
        boolean ofOneRoom =
                reason.map(Finding::subject).filter(RoomId.class::isInstance).isPresent();
        if (unknown && ofOneRoom && rooms.size() > 1) {
            what = new Phrase(
                    "We can't tell about " + rooms.size() + " rooms.",
                    "We can't tell about the devices in " + rooms.size() + " rooms now, all for one reason.");
        }
        return new AlertReason(
                what,
                reason.map(Finding::remedy).orElse(Phrase.same("Look into the room.")),
                "",
                unknown ? "we can't tell" : "a check fails");
    }

    private static String briefly(Incident incident, ConfigurationLookup lookup) {
        CheckId check = incident.check();
        boolean silent = List.of("answers", "path", "seats").contains(check.value());
        String thing = incident.cause().kind() == Cause.CauseKind.DEVICE
                ? lookup.configuration().inventory().devices().stream()
                        .filter(device ->
                                device.id().value().equals(incident.cause().id()))
                        .findFirst()
                        .map(Device::kind)
                        .map(TargetNoun::of)
                        .orElse("a device")
                : "devices";
        return silent ? thing + " not answering" : "a check fails";
    }
}
