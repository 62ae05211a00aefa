package planted.house.alerting;

import planted.house.app.UsesAll;

final class ImportsApp {
    UsesAll all() {
        return new UsesAll();
    }
}
