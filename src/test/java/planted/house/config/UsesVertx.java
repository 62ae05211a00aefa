package planted.house.config;

import io.vertx.core.Future;

final class UsesVertx {
    Future<Integer> later() {
        return Future.succeededFuture(1);
    }
}
