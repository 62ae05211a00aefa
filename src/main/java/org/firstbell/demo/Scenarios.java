package org.firstbell.demo;

import java.util.List;

final class Scenarios {
    private Scenarios() {}

    static Scenario named(String name) {
        return new Scenario(name, name, List.of());
    }
}
