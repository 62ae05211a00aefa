package planted.house.readiness;

import java.time.Instant;

final class ReadsClock {
    Instant when() {
        return Instant.now();
    }
}
