package org.firstbell.demo;

import java.time.Instant;
import java.util.List;

/** A device of the simulated school and what the script does to it. Confined to the demo's loop. */
public final class SimulatedDevice {
    private final String id;
    private final String name;
    private final String place;
    private final List<SimulatedDevice> uplinks;
    private Instant bootedAt;
    private boolean down;
    private double load = 0.12;
    private double diskFree = 0.42;
    private long delayMillis;

    public SimulatedDevice(String id, String name, String place, Instant bootedAt, SimulatedDevice... uplinks) {
        this.id = id;
        this.name = name;
        this.place = place;
        this.bootedAt = bootedAt;
        this.uplinks = List.of(uplinks);
    }

    public String id() {
        return id;
    }

    List<SimulatedDevice> uplinks() {
        return uplinks;
    }

    String name() {
        return name;
    }

    String place() {
        return place;
    }

    Instant bootedAt() {
        return bootedAt;
    }

    double load() {
        return load;
    }

    double diskFree() {
        return diskFree;
    }

    long delayMillis() {
        return delayMillis;
    }

    /** Whether packets reach it: it is on, and so is everything on some way to it. */
    public boolean isReachable() {
        return !down && (uplinks.isEmpty() || uplinks.stream().anyMatch(SimulatedDevice::isReachable));
    }

    /** It falls silent. */
    public void shutDown() {
        down = true;
    }

    /** It answers again, having started at an instant. */
    public void boot(Instant at) {
        down = false;
        bootedAt = at;
    }

    /** Sets the free share of its disk. */
    public void setDiskFree(double free) {
        diskFree = free;
    }

    /** It takes this long to answer over HTTP. */
    public void setDelayMillis(long millis) {
        delayMillis = millis;
    }
}
