package org.firstbell.model.setup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.firstbell.model.CartId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.RoomId;
import org.firstbell.model.ServiceId;

/** Rooms, carts, devices and services, each found by its id, in the order of the configuration. */
public final class Inventory {
    private final Map<RoomId, Room> rooms;
    private final Map<CartId, Cart> carts;
    private final DeviceIndex devices;
    private final Map<ServiceId, Service> services;
    private final Map<MacAddress, DeviceId> byMac;
    private final Topology topology;
    private final Map<RoomId, List<Device>> seatsByRoom = new HashMap<>();
    private final Map<CartId, List<Device>> seatsByCart = new HashMap<>();

    /** Of unique ids; an uplink that names no device is left out of the topology. */
    public Inventory(List<Room> rooms, List<Cart> carts, List<Device> devices, List<Service> services) {
        this.rooms = byId(rooms, Room::id);
        this.carts = byId(carts, Cart::id);
        this.devices = new DeviceIndex(devices);
        this.services = byId(services, Service::id);
        this.byMac = devices.stream()
                .filter(device -> device.mac().isPresent())
                .collect(Collectors.toUnmodifiableMap(device -> device.mac().orElseThrow(), Device::id, (a, b) -> a));
        this.topology = new Topology(this.devices);
        for (Device device : this.devices.devices()) {
            if (device.kind().isTestingDevice() && device.carts().isEmpty()) {
                index(seatsByRoom, device.rooms(), device);
            } else if (device.kind().isTestingDevice()) {
                index(seatsByCart, device.carts(), device);
            }
        }
    }

    private static <I> void index(Map<I, List<Device>> index, List<I> keys, Device device) {
        for (I key : Set.copyOf(keys)) {
            index.computeIfAbsent(key, first -> new ArrayList<>()).add(device);
        }
    }

    private static <I, T> Map<I, T> byId(List<T> things, Function<T, I> id) {
        Map<I, T> map = new LinkedHashMap<>();
        things.forEach(thing -> map.put(id.apply(thing), thing));
        return java.util.Collections.unmodifiableMap(map);
    }

    public Collection<Room> rooms() {
        return rooms.values();
    }

    public Optional<Room> room(RoomId id) {
        return Optional.ofNullable(rooms.get(id));
    }

    public Collection<Cart> carts() {
        return carts.values();
    }

    public Optional<Cart> cart(CartId id) {
        return Optional.ofNullable(carts.get(id));
    }

    /** Every device, those not in use included. */
    public Collection<Device> devices() {
        return devices.devices();
    }

    public Optional<Device> device(DeviceId id) {
        return Optional.ofNullable(devices.find(id));
    }

    public Collection<Service> services() {
        return services.values();
    }

    public Optional<Service> service(ServiceId id) {
        return Optional.ofNullable(services.get(id));
    }

    /** The device with a MAC address, for sightings. */
    public Optional<DeviceId> findByMac(MacAddress mac) {
        return Optional.ofNullable(byMac.get(mac));
    }

    /** What hangs on what, as configured. */
    public Topology topology() {
        return topology;
    }

    /** The seats of one room of a session: its own seating devices in use, and those of the carts brought there. */
    public List<Device> seats(TestSession.PlannedRoom seating) {
        return allSeats(seating).stream().filter(Device::inUse).toList();
    }

    /** The same, those not in use included. */
    public List<Device> allSeats(TestSession.PlannedRoom seating) {
        Set<Device> seats = Collections.newSetFromMap(new IdentityHashMap<>());
        seats.addAll(seatsByRoom.getOrDefault(seating.room(), List.of()));
        seating.carts().forEach(cart -> seats.addAll(seatsByCart.getOrDefault(cart, List.of())));
        return seats.stream()
                .sorted(Comparator.comparingInt(device -> indexOf(device.id())))
                .toList();
    }

    /** Something for each device, with nothing for any of them yet. */
    public <T> DeviceMap<T> newDeviceMap() {
        return new DeviceMap<>(devices);
    }

    /** Where a device stands in the order of the configuration, from 0; behind all for one that is not named. */
    public int indexOf(DeviceId device) {
        int place = devices.indexOf(device);
        return place < 0 ? Integer.MAX_VALUE : place;
    }
}
