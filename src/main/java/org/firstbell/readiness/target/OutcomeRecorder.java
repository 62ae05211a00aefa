package org.firstbell.readiness.target;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.model.DeviceId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.event.Reading;
import org.firstbell.model.event.Sightings;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.status.Sighting;
import org.firstbell.readiness.signal.Freshness;

/** The recording of outcomes in the states of all targets that they speak of. Confined to the core loop. */
public final class OutcomeRecorder {
    private static final SignalName HTTP_ANSWERS = new SignalName("http.answers");
    private static final SignalName SEEN_BY = new SignalName("seen.by");
    private static final SignalName SEEN_AT = new SignalName("seen.at");
    private static final SignalName UPTIME = new SignalName("uptime.seconds");
    private static final SignalName SSID = new SignalName("network.ssid");
    private static final SignalName SIGNAL_STRENGTH = new SignalName("wifi.signal.dbm");
    private static final Pattern PORT = Pattern.compile("(?:.*:)?(\\d{1,5})");

    private final TargetStates targetStates;

    public OutcomeRecorder(TargetStates targets) {
        this.targetStates = targets;
    }

    /** Records one outcome; adds every target that it touched. */
    public void record(ProbeOutcome outcome, UpdatedTargets updated) {
        TargetState target = targetStates.find(outcome.execution().target());
        if (target == null || outcome instanceof ProbeOutcome.Skipped) {
            return;
        }
        updated.add(target);
        if (outcome instanceof ProbeOutcome.Answered answered) {
            recordAnswer(target, answered, updated);
        } else {
            recordMiss(target, outcome.execution());
        }
    }

    private void recordAnswer(TargetState target, ProbeOutcome.Answered answered, UpdatedTargets updated) {
        QueryExecution execution = answered.execution();
        Instant at = execution.startedAt().plus(execution.duration());
        target.presence.answered(execution);
        if (execution.probe().equals("http")) {
            target.record(
                    HTTP_ANSWERS, new SignalValue.Flag(true), execution.qualifiedName(), at, execution.interval());
        }
        for (Reading reading : answered.readings()) {
            TargetState about = reading.target().equals(target.id) ? target : targetStates.find(reading.target());
            if (about == null) {
                continue;
            }
            if (about != target) {
                updated.add(about);
            }
            if (reading.name().equals(UPTIME)) {
                noticeRestart(about, reading);
            }
            if (!reading.name().equals(TargetState.UP)) {
                about.record(reading.name(), reading.value(), reading.source(), at, execution.interval());
            } else if (about != target && reading.value() instanceof SignalValue.Flag word) {
                about.presence.reported(word.value(), at, execution.interval());
            }
        }
        answered.sightings().ifPresent(sightings -> recordSightings(sightings, at, execution, updated));
    }

    /** A device that counts its uptime anew has a table of clients that fills anew. */
    private void noticeRestart(TargetState target, Reading reading) {
        if (target.id instanceof DeviceId device && reading.value() instanceof SignalValue.Quantity uptime) {
            target.latestSignal(UPTIME)
                    .filter(before ->
                            before.value() instanceof SignalValue.Quantity known && uptime.value() < known.value())
                    .flatMap(before -> targetStates.existingClientTable(device))
                    .ifPresent(ClientTable::recordInterruption);
        }
    }

    private void recordMiss(TargetState target, QueryExecution execution) {
        int misses = target.presence.missed(execution);
        if (misses < QueryState.MISSES_UNTIL_DOWN) {
            return;
        }
        if (execution.liveness() && target.id instanceof DeviceId device) {
            targetStates.existingClientTable(device).ifPresent(ClientTable::recordInterruption);
        }
        Instant at = execution.startedAt().plus(execution.duration());
        if (execution.probe().equals("tcp")) {
            port(execution.query())
                    .ifPresent(port -> target.record(
                            new SignalName("tcp." + port + ".open"),
                            new SignalValue.Flag(false),
                            execution.qualifiedName(),
                            at,
                            execution.interval()));
        } else if (execution.probe().equals("http")) {
            target.record(
                    HTTP_ANSWERS, new SignalValue.Flag(false), execution.qualifiedName(), at, execution.interval());
        }
    }

    private static Optional<String> port(String part) {
        Matcher matcher = PORT.matcher(part);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private void recordSightings(Sightings sightings, Instant at, QueryExecution execution, UpdatedTargets updated) {
        ClientTable table = targetStates.clientTable(sightings.seenBy());
        long until = Freshness.presenceFreshUntil(at, execution.interval());
        Set<Presence> named = new HashSet<>();
        for (Sighting sighting : sightings.sightings()) {
            TargetState seen = targetStates.find(sighting.device());
            if (seen != null && named.add(seen.presence)) {
                seen.presence.sighted(table, withConnection(sighting), until);
                recordSightingSignals(seen, sighting, execution);
                updated.add(seen);
            }
        }
        if (!sightings.complete() || table.isDoubtful(named.size())) {
            return;
        }
        for (Presence presence : List.copyOf(table.presentClients)) {
            if (!named.contains(presence)) {
                updated.add(targetStates.ownerOf(presence));
                if (presence.absent(table, at)) {
                    table.presentClients.remove(presence);
                }
            }
        }
        if (table.recordCompleteRead(at, until)) {
            targetStates.all().stream()
                    .filter(target -> target.presence.isExpectedIn(table))
                    .forEach(updated::add);
        }
    }

    /** A sighting in the table of an access point or switch is on that, when the table does not say otherwise. */
    private Sighting withConnection(Sighting sighting) {
        if (sighting.connectedTo().isPresent()) {
            return sighting;
        }
        TargetState by = targetStates.find(sighting.seenBy());
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

    private static void recordSightingSignals(TargetState seen, Sighting sighting, QueryExecution execution) {
        String source = sighting.seenBy().value();
        Instant at = sighting.at();
        seen.record(SEEN_AT, new SignalValue.Quantity(at.getEpochSecond()), source, at, execution.interval());
        seen.record(SEEN_BY, new SignalValue.Text(source), source, at, execution.interval());
        sighting.ssid()
                .ifPresent(ssid -> seen.record(SSID, new SignalValue.Text(ssid), source, at, execution.interval()));
        sighting.signalDbm()
                .ifPresent(dbm ->
                        seen.record(SIGNAL_STRENGTH, new SignalValue.Quantity(dbm), source, at, execution.interval()));
    }
}
