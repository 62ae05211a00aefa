package org.firstbell.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.firstbell.board.view.RoomView;
import org.firstbell.model.CartId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.RoomId;
import org.firstbell.model.setup.AssetState;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.DeviceBuilder;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.status.SeatState;
import org.junit.jupiter.api.Test;

class RoomViewBuilderTest {
    private final FakeAssessment school = FakeAssessment.withRooms();

    private void cart(String id, String home) {
        school.carts.add(new Cart(
                new CartId(id), "Cart " + id.toUpperCase(java.util.Locale.ROOT), Optional.of(new RoomId(home))));
    }

    private void chromebook(String cart, int slot, AssetState state, SeatState seat) {
        DeviceId id = new DeviceId(cart + "-" + slot);
        school.devices.add(DeviceBuilder.device(id.value(), DeviceKind.CHROMEBOOK)
                .name("Chromebook " + slot)
                .state(state)
                .cart(cart)
                .slot(String.valueOf(slot))
                .mac(MacAddress.parse("00:00:5e:00:53:%02x".formatted(slot)))
                .uplinks("ap-118")
                .assetTag("LMS-2024-0" + slot)
                .build());
        school.standing(id, seat == SeatState.AWAKE, Optional.of(seat), List.of(new DeviceId("ap-118")));
    }

    private RoomView room(String id) {
        return school.compose().view().rooms().get(id);
    }

    @Test
    void cart_atHome_isDrawnBySlots() {
        school.room("118", 0);
        cart("b", "room-118");
        for (int slot = 1; slot <= 12; slot++) {
            chromebook("b", slot, AssetState.IN_USE, slot > 10 ? SeatState.RESTING : SeatState.AWAKE);
        }
        RoomView room = room("room-118");
        assertThat(room.caption()).isEqualTo("Cart B, slots 1 to 12");
        assertThat(room.seats())
                .extracting(RoomView.SeatView::slot)
                .startsWith("1", "2")
                .endsWith("11", "12");
        assertThat(room.seats().get(1).label()).isEqualTo("slot 2, tag …-02");
        assertThat(room.legend()).isEqualTo("2 not seen on Wi-Fi yet · 10 ready");
        assertThat(room.units())
                .singleElement()
                .satisfies(unit -> assertThat(unit.words()).isEqualTo("10 seats"));
    }

    @Test
    void device_thatIsAway_isAnEmptyOutline() {
        school.room("118", 0);
        cart("b", "room-118");
        chromebook("b", 1, AssetState.REPAIR, SeatState.AWAKE);
        chromebook("b", 2, AssetState.IN_USE, SeatState.UNKNOWN);
        chromebook("b", 3, AssetState.IN_USE, SeatState.UNFIT);
        assertThat(room("room-118").seats())
                .extracting(RoomView.SeatView::state)
                .containsExactly("notinuse", "unknown", "notready");
    }

    @Test
    void cartBeside_ownSeats_isNamedBehindThem() {
        school.room("118", 2);
        cart("b", "room-118");
        chromebook("b", 1, AssetState.IN_USE, SeatState.AWAKE);
        RoomView room = room("room-118");
        assertThat(room.caption()).isEqualTo("seats of the room, then Cart B");
        assertThat(room.seats()).extracting(RoomView.SeatView::device).containsExactly("pc-118-1", "pc-118-2", "b-1");
    }

    @Test
    void tags_shown_areMasked() {
        assertThat(RoomViewBuilder.masked("LMS-2024-0821")).isEqualTo("…821");
        assertThat(RoomViewBuilder.masked("0821")).isEqualTo("…");
    }
}
