package org.firstbell.notify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.firstbell.model.CartId;
import org.firstbell.model.RoomStanding;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Signal;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.TestSession;

/** What a digest says besides: batteries to charge, spare devices, and what Firstbell does not see. */
record DigestNotes(Round round, DigestTimes.Due due) {
    /** Pearson asks for 40 % at the start of a test. */
    private static final double LOW_BATTERY = 0.4;

    private static final SignalName CHARGE = new SignalName("battery.charge.ratio");
    private static final int ROOMS = 6;

    List<String> lines(List<SessionStanding> standings) {
        List<TestSession> sessions = standings.stream()
                .map(standing -> round.plan().session(standing.id()))
                .flatMap(Optional::stream)
                .toList();
        List<String> lines = new ArrayList<>();
        charge(sessions).ifPresent(lines::add);
        spares(standings).ifPresent(lines::add);
        lines.add(new GoodLetters(round.plan(), round.assessment(), round.now()).notSeen(sessions));
        return lines;
    }

    private Optional<String> charge(List<TestSession> sessions) {
        Map<String, Integer> low = new LinkedHashMap<>();
        for (TestSession session : sessions) {
            for (TestSession.Seating seating : session.rooms()) {
                for (Device device : round.plan().configuration().inventory().seats(seating)) {
                    if (isLow(device)) {
                        low.merge(home(device, seating), 1, Integer::sum);
                    }
                }
            }
        }
        if (low.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of((due.morning() ? "Charge now: " : "Charge tonight: ")
                + low.entrySet().stream()
                        .map(place ->
                                place.getKey() + " (" + TimeWords.count(place.getValue(), "device") + " under 40 %)")
                        .collect(Collectors.joining(", "))
                + ".");
    }

    private boolean isLow(Device device) {
        return round.assessment().signals(device.id()).stream()
                .filter(signal ->
                        signal.name().equals(CHARGE) && round.assessment().fresh(signal))
                .map(Signal::value)
                .anyMatch(value -> value instanceof SignalValue.Quantity charge && charge.value() < LOW_BATTERY);
    }

    private String home(Device device, TestSession.Seating seating) {
        Optional<CartId> cart =
                device.carts().stream().filter(seating.carts()::contains).findFirst();
        return cart.flatMap(id -> round.plan().configuration().inventory().cart(id))
                .map(Cart::name)
                .orElse(round.plan().room(seating.room()));
    }

    private Optional<String> spares(List<SessionStanding> standings) {
        Map<String, Integer> spares = new LinkedHashMap<>();
        for (SessionStanding standing : standings) {
            for (RoomStanding room : standing.rooms()) {
                int spare = Math.max(
                        0,
                        room.seats().total()
                                - room.seats().unfit()
                                - room.seats().missing()
                                - room.seats().needed());
                spares.merge(round.plan().room(room.room()), spare, Math::min);
            }
        }
        if (spares.isEmpty() || spares.size() > ROOMS) {
            return Optional.empty();
        }
        if (spares.values().stream().allMatch(spare -> spare == 0)) {
            return Optional.of("Spare devices: none in any room.");
        }
        return Optional.of("Spare devices: "
                + spares.entrySet().stream()
                        .map(room -> room.getKey() + " " + (room.getValue() == 0 ? "none" : room.getValue()))
                        .collect(Collectors.joining(", "))
                + ".");
    }
}
