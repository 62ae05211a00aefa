package org.firstbell.model.setup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.CartId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SignalName;

/** A device for tests: in use, in no room, asked nothing, until more is said. */
public final class DeviceBuilder {
    /** One question over TCP on loopback. */
    public static final List<ProbeSpec> ASKED =
            List.of(new ProbeSpec.Tcp(List.of(new ProbeSpec.Endpoint("127.0.0.1", 1))));

    private final DeviceId id;
    private final DeviceKind kind;
    private final Optional<Device> model;
    private String name;
    private AssetState state = AssetState.IN_USE;
    private List<RoomId> rooms = List.of();
    private List<CartId> carts = List.of();
    private Optional<String> slot = Optional.empty();
    private Optional<String> address = Optional.empty();
    private Optional<MacAddress> mac = Optional.empty();
    private List<DeviceId> uplinks = List.of();
    private boolean sightsClients;
    private List<ProbeSpec> probes = List.of();
    private Set<PlatformId> platforms = Set.of();
    private Optional<Boolean> required = Optional.empty();
    private Map<SignalName, Double> limits = Map.of();
    private Optional<String> assetTag = Optional.empty();
    private Optional<String> serial = Optional.empty();

    private DeviceBuilder(DeviceId id, DeviceKind kind, Optional<Device> model) {
        this.id = id;
        this.kind = kind;
        this.model = model;
        this.name = id.value();
    }

    public static DeviceBuilder device(String id, DeviceKind kind) {
        return new DeviceBuilder(new DeviceId(id), kind, Optional.empty());
    }

    /** All that another has. */
    public static DeviceBuilder like(Device device) {
        DeviceBuilder builder = new DeviceBuilder(device.id(), device.kind(), Optional.of(device));
        builder.name = device.name();
        builder.state = device.state();
        builder.rooms = device.rooms();
        builder.carts = device.carts();
        builder.slot = device.slot();
        builder.address = device.address();
        builder.mac = device.mac();
        builder.uplinks = device.uplinks();
        builder.sightsClients = device.reportsClients();
        builder.probes = device.probes();
        builder.platforms = device.platforms();
        builder.required = device.cacheRequired();
        builder.limits = device.limits();
        builder.assetTag = device.assetTag();
        builder.serial = device.serial();
        return builder;
    }

    public DeviceBuilder name(String name) {
        this.name = name;
        return this;
    }

    public DeviceBuilder state(AssetState state) {
        this.state = state;
        return this;
    }

    public DeviceBuilder rooms(List<RoomId> rooms) {
        this.rooms = rooms;
        return this;
    }

    /** In this room; in none when empty. */
    public DeviceBuilder room(String room) {
        return rooms(room.isEmpty() ? List.of() : List.of(new RoomId(room)));
    }

    /** In this cart; in none when empty. */
    public DeviceBuilder cart(String cart) {
        return carts(cart.isEmpty() ? List.of() : List.of(new CartId(cart)));
    }

    public DeviceBuilder carts(List<CartId> carts) {
        this.carts = carts;
        return this;
    }

    /** In this slot of its cart or seat of its room; in none when empty. */
    public DeviceBuilder slot(String slot) {
        this.slot = slot.isEmpty() ? Optional.empty() : Optional.of(slot);
        return this;
    }

    public DeviceBuilder address(String address) {
        this.address = Optional.of(address);
        return this;
    }

    public DeviceBuilder mac(Optional<MacAddress> mac) {
        this.mac = mac;
        return this;
    }

    public DeviceBuilder uplinks(List<DeviceId> uplinks) {
        this.uplinks = uplinks;
        return this;
    }

    public DeviceBuilder uplinks(String... uplinks) {
        return uplinks(List.of(uplinks).stream().map(DeviceId::new).toList());
    }

    public DeviceBuilder sightsClients(boolean sightsClients) {
        this.sightsClients = sightsClients;
        return this;
    }

    public DeviceBuilder probes(List<ProbeSpec> probes) {
        this.probes = probes;
        return this;
    }

    public DeviceBuilder platforms(Set<PlatformId> platforms) {
        this.platforms = platforms;
        return this;
    }

    public DeviceBuilder required(Optional<Boolean> required) {
        this.required = required;
        return this;
    }

    public DeviceBuilder limits(Map<SignalName, Double> limits) {
        this.limits = limits;
        return this;
    }

    public DeviceBuilder assetTag(String assetTag) {
        this.assetTag = Optional.of(assetTag);
        return this;
    }

    public DeviceBuilder serial(String serial) {
        this.serial = Optional.of(serial);
        return this;
    }

    public Device build() {
        return new Device(
                id,
                name,
                kind,
                state,
                rooms,
                carts,
                slot,
                address,
                mac,
                uplinks,
                model.flatMap(Device::controller),
                sightsClients,
                probes,
                platforms,
                required,
                limits,
                model.flatMap(Device::pollInterval),
                assetTag,
                serial,
                model.flatMap(Device::model));
    }
}
