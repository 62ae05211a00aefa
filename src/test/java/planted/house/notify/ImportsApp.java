package planted.house.notify;

import planted.house.app.UsesAll;

final class ImportsApp {
    UsesAll all() {
        return new UsesAll();
    }
}
