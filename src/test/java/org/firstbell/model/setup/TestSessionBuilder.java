package org.firstbell.model.setup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.firstbell.model.CartId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SchoolId;
import org.firstbell.model.SessionId;

/** A session for tests: TestNav for 90 minutes in no room, devices due 25 minutes before, until more is said. */
public final class TestSessionBuilder {
    private final SessionId id;
    private final Instant start;
    private final List<TestSession.PlannedRoom> rooms = new ArrayList<>();
    private SchoolId school = new SchoolId("school");
    private String name;
    private PlatformId platform = ConfigurationBuilder.TESTNAV.id();
    private Instant end;
    private Duration devicesDue = Duration.ofMinutes(25);
    private int spares;

    private TestSessionBuilder(SessionId id, Instant start) {
        this.id = id;
        this.start = start;
        this.name = id.value();
        this.end = start.plus(Duration.ofMinutes(90));
    }

    public static TestSessionBuilder session(String id, Instant start) {
        return new TestSessionBuilder(new SessionId(id), start);
    }

    public TestSessionBuilder school(SchoolId school) {
        this.school = school;
        return this;
    }

    public TestSessionBuilder name(String name) {
        this.name = name;
        return this;
    }

    public TestSessionBuilder platform(PlatformId platform) {
        this.platform = platform;
        return this;
    }

    /** In this room too. */
    public TestSessionBuilder room(String room, int students, String... carts) {
        rooms.add(new TestSession.PlannedRoom(
                new RoomId(room),
                students,
                List.of(carts).stream().map(CartId::new).toList()));
        return this;
    }

    public TestSessionBuilder rooms(Collection<TestSession.PlannedRoom> more) {
        rooms.addAll(more);
        return this;
    }

    public TestSessionBuilder until(Instant end) {
        this.end = end;
        return this;
    }

    public TestSessionBuilder devicesDue(Duration before) {
        devicesDue = before;
        return this;
    }

    public TestSessionBuilder spares(int spares) {
        this.spares = spares;
        return this;
    }

    public TestSession build() {
        return new TestSession(
                id, school, name, platform, rooms, start, end, devicesDue, Duration.ofMinutes(30), spares);
    }
}
