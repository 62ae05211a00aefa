package planted.house.readiness;

import org.slf4j.LoggerFactory;

final class Logs {
    void say() {
        LoggerFactory.getLogger(Logs.class).info("here");
    }
}
