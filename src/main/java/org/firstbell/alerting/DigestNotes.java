package org.firstbell.alerting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.firstbell.alerting.plan.DigestSchedule;
import org.firstbell.alerting.plan.PlanInput;
import org.firstbell.model.CartId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.Signal;
import org.firstbell.wording.TimePhrases;

/** What a digest says besides: batteries to charge, spare devices, and what Firstbell does not see. */
record DigestNotes(PlanInput input, DigestSchedule.DueDigest dueDigest) {
    /** Pearson asks for 40 % at the start of a test. */
    private static final double LOW_BATTERY = 0.4;

    private static final SignalName BATTERY_CHARGE = new SignalName("battery.charge.ratio");
    private static final int MAX_ROOMS = 6;

    List<String> lines(List<SessionAssessment> standings) {
        List<TestSession> sessions = standings.stream()
                .map(assessment -> input.lookup().session(assessment.id()))
                .flatMap(Optional::stream)
                .toList();
        List<String> lines = new ArrayList<>();
        chargingLine(sessions).ifPresent(lines::add);
        spareDevicesLine(standings).ifPresent(lines::add);
        lines.add(new AllClearComposer(input.lookup(), input.assessment(), input.now()).limitationsSentence(sessions));
        return lines;
    }

    private Optional<String> chargingLine(List<TestSession> sessions) {
        Map<String, Integer> low = new LinkedHashMap<>();
        for (TestSession session : sessions) {
            for (TestSession.PlannedRoom seating : session.rooms()) {
                for (Device device : input.lookup().configuration().inventory().seats(seating)) {
                    if (isBatteryLow(device)) {
                        low.merge(storagePlace(device, seating), 1, Integer::sum);
                    }
                }
            }
        }
        if (low.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of((dueDigest.morning() ? "Charge now: " : "Charge tonight: ")
                + low.entrySet().stream()
                        .map(place -> place.getKey() + " (" + TimePhrases.counted(place.getValue(), "device")
                                + " under 40 %)")
                        .collect(Collectors.joining(", "))
                + ".");
    }

    private boolean isBatteryLow(Device device) {
        return input.assessment().signals(device.id()).stream()
                .filter(signal -> signal.name().equals(BATTERY_CHARGE)
                        && input.assessment().isFresh(signal))
                .map(Signal::value)
                .anyMatch(value -> value instanceof SignalValue.Quantity charge && charge.value() < LOW_BATTERY);
    }

    private String storagePlace(Device device, TestSession.PlannedRoom seating) {
        Optional<CartId> cart =
                device.carts().stream().filter(seating.carts()::contains).findFirst();
        return cart.flatMap(id -> input.lookup().configuration().inventory().cart(id))
                .map(Cart::name)
                .orElse(input.lookup().roomName(seating.room()));
    }

    private Optional<String> spareDevicesLine(List<SessionAssessment> standings) {
        Map<String, Integer> spares = new LinkedHashMap<>();
        for (SessionAssessment assessment : standings) {
            for (RoomAssessment room : assessment.rooms()) {
                int spare = Math.max(
                        0,
                        room.seatCounts().total()
                                - room.seatCounts().unfit()
                                - room.seatCounts().missing()
                                - room.seatCounts().needed());
                spares.merge(input.lookup().roomName(room.room()), spare, Math::min);
            }
        }
        if (spares.isEmpty() || spares.size() > MAX_ROOMS) {
            return Optional.empty();
        }
        if (spares.values().stream().allMatch(spare -> spare == 0)) {
            return Optional.of("Spare devices: none in any room.");
        }
        return Optional.of("Spare devices: "
                + spares.entrySet().stream()
                        .map(room -> room.getKey() + ": " + (room.getValue() == 0 ? "none" : room.getValue()))
                        .collect(Collectors.joining(", "))
                + ".");
    }
}
