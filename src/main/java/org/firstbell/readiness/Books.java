package org.firstbell.readiness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.Target;
import org.firstbell.model.setup.ByDevice;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Service;
import org.firstbell.readiness.check.CheckPlan;
import org.firstbell.readiness.check.CompiledChecks;
import org.jspecify.annotations.Nullable;

/** The book of each device and service in use, and the tables that sight them. Confined to the core loop. */
final class Books {
    /** Of those in use. */
    private final ByDevice<TargetBook> devices;

    private final Map<ServiceId, TargetBook> services = new HashMap<>();
    private final Map<DeviceId, ClientTable> tables = new HashMap<>();
    private final List<TargetBook> inOrder = new ArrayList<>();
    /** Services, and devices of the kinds that serve whole rooms without carrying them. */
    private final List<TargetBook> shareable = new ArrayList<>();

    /** The places of books with some trouble ({@link TargetBook#troubled}). */
    private final BitSet troubled = new BitSet();
    /** The places of books that are up. */
    private final BitSet up = new BitSet();
    /** What hangs directly on a device now, by {@link #path}. */
    private final Map<DeviceId, List<TargetBook>> below = new HashMap<>();

    private final Inventory inventory;
    private @Nullable Instant newestLife;

    Books(Configuration configuration, CompiledChecks checks) {
        inventory = configuration.inventory();
        devices = inventory.byDevice();
        for (Device device : inventory.devices()) {
            if (device.inUse() && device.sightsClients()) {
                tables.put(device.id(), new ClientTable(device.id()));
            }
        }
        Map<List<Object>, CheckPlan> plans = new HashMap<>();
        Vocabulary none = new Vocabulary();
        for (Device device : inventory.devices()) {
            if (device.inUse()) {
                CheckPlan plan = plans.computeIfAbsent(
                        List.of(device.kind(), device.platforms()),
                        key -> checks.plan(device.kind().word(), device.platforms()));
                add(TargetBook.of(device, new Presence(expectedIn(device)), plan, none));
            }
        }
        for (Service service : inventory.services()) {
            add(TargetBook.of(service, checks.plan(service.kind().word(), service.platforms()), none));
        }
        inOrder.forEach(this::hang);
    }

    private void add(TargetBook book) {
        book.place = inOrder.size();
        inOrder.add(book);
        if (book.device == null || SharedThings.KINDS.contains(book.device.kind())) {
            shareable.add(book);
        }
        if (book.id instanceof ServiceId service) {
            services.put(service, book);
        } else if (book.device != null) {
            devices.put(book.device.id(), book);
        }
        book.presence.book = book;
    }

    /** Notes what it hangs on now. */
    private void hang(TargetBook book) {
        List<DeviceId> path = findPath(book);
        if (path.equals(book.path)) {
            return;
        }
        for (DeviceId uplink : book.path) {
            below.getOrDefault(uplink, List.of()).remove(book);
        }
        book.path = path;
        for (DeviceId uplink : path) {
            below.computeIfAbsent(uplink, first -> new ArrayList<>(2)).add(book);
        }
    }

    /** Takes note of how a book stands after its refresh; true when it hangs on something else than before. */
    @SuppressWarnings("ReferenceEquality") // a path that stays is the same list
    boolean changed(TargetBook book) {
        troubled.set(book.place, book.troubled());
        up.set(book.place, book.isUp());
        List<DeviceId> before = book.path;
        hang(book);
        return book.path != before;
    }

    /** Whether anything is up. */
    boolean anyUp() {
        return !up.isEmpty();
    }

    /** Whether it was in some trouble when it was last noted. */
    boolean isTroubled(TargetBook book) {
        return troubled.get(book.place);
    }

    /** It missed a look, nothing else is wrong with it, and others have lived since: nothing hangs on that yet. */
    boolean isMerelySuspected(TargetBook book) {
        Instant silent = book.silentSince();
        return silent != null
                && book.state() != Presence.State.DOWN
                && newestLife != null
                && newestLife.isAfter(silent)
                && !book.failsSomething();
    }

    /** Takes note that something lived. */
    void lived(TargetBook book) {
        Instant life = book.presence.lastLife();
        if (life != null && (newestLife == null || life.isAfter(newestLife))) {
            newestLife = life;
        }
    }

    /** The latest sign of life of all; null before the first. */
    @Nullable
    Instant newestLife() {
        return newestLife;
    }

    /** How many have some trouble. */
    int troubles() {
        return troubled.cardinality();
    }

    /** Books with some trouble, in the order of the configuration. */
    List<TargetBook> troubled() {
        List<TargetBook> some = new ArrayList<>(troubled.cardinality());
        for (int i = troubled.nextSetBit(0); i >= 0; i = troubled.nextSetBit(i + 1)) {
            some.add(inOrder.get(i));
        }
        return some;
    }

    /** What hangs directly on a device now, in no order. */
    List<TargetBook> below(Target device) {
        return device instanceof DeviceId id ? below.getOrDefault(id, List.of()) : List.of();
    }

    /** The tables that would name a device: those of what it hangs on by drawing, else every one. */
    private List<ClientTable> expectedIn(Device device) {
        if (device.mac().isEmpty() || tables.isEmpty() || !device.kind().seats()) {
            return List.of();
        }
        List<ClientTable> near = new ArrayList<>();
        for (DeviceId above : inventory.topology().above(device.id())) {
            addTable(near, above);
            inventory.device(above).flatMap(Device::controller).ifPresent(controller -> addTable(near, controller));
        }
        return near.isEmpty() ? List.copyOf(tables.values()) : near;
    }

    private void addTable(List<ClientTable> near, DeviceId source) {
        ClientTable table = tables.get(source);
        if (table != null && !near.contains(table)) {
            near.add(table);
        }
    }

    /** Goes on with what is known of every target that is asked as before. */
    void continueFrom(Books before) {
        before.tables.forEach((source, table) -> {
            if (find(source) != null) {
                table(source).continueFrom(table);
            }
        });
        for (TargetBook book : inOrder) {
            TargetBook old = before.find(book.id);
            if (old != null && book.isAskedAs(old)) {
                book.continueFrom(old, this::table);
            }
        }
    }

    @Nullable
    TargetBook find(Target id) {
        if (!(id instanceof DeviceId device)) {
            return id instanceof ServiceId service ? services.get(service) : null;
        }
        return devices.find(device);
    }

    TargetBook of(Presence presence) {
        TargetBook book = presence.book;
        if (book == null) {
            throw new IllegalStateException("a presence without a book");
        }
        return book;
    }

    Collection<TargetBook> all() {
        return Collections.unmodifiableList(inOrder);
    }

    /** What rooms may share without hanging on it, in the order of the configuration. */
    List<TargetBook> shareable() {
        return shareable;
    }

    /** The table of a device that sights others; made when one tells sightings unasked. */
    ClientTable table(DeviceId source) {
        return tables.computeIfAbsent(source, ClientTable::new);
    }

    Collection<ClientTable> tables() {
        return tables.values();
    }

    boolean isDown(DeviceId id) {
        TargetBook book = find(id);
        return book != null && book.isDown();
    }

    Inventory inventory() {
        return inventory;
    }

    /** What a device hangs on now: the place it was last sighted on, else its drawing. */
    List<DeviceId> path(TargetBook book) {
        return book.path;
    }

    private List<DeviceId> findPath(TargetBook book) {
        if (book.device == null) {
            return List.of();
        }
        DeviceId place = book.sightedAt();
        return place != null && find(place) != null ? List.of(place) : book.device.uplinks();
    }

    /** The kinds of some books, each once. */
    static List<DeviceKind> kinds(Collection<TargetBook> books) {
        List<DeviceKind> kinds = new ArrayList<>();
        for (TargetBook book : books) {
            DeviceKind kind = book.kind();
            if (kind != null && !kinds.contains(kind)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** Everything above a target by its present path, nearest first. */
    Set<TargetBook> above(TargetBook book) {
        Set<TargetBook> above = new java.util.LinkedHashSet<>();
        climb(book, above);
        return above;
    }

    /** Everything above some targets, in their order. */
    Set<TargetBook> above(Collection<TargetBook> seats) {
        Set<TargetBook> above = new java.util.LinkedHashSet<>();
        seats.forEach(seat -> climb(seat, above));
        return above;
    }

    private void climb(TargetBook from, Set<TargetBook> above) {
        for (DeviceId uplink : path(from)) {
            TargetBook next = find(uplink);
            if (next != null && above.add(next)) {
                climb(next, above);
            }
        }
    }
}
