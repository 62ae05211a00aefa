package planted.house.board;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;

final class OpensClient {
    HttpClientAgent open(Vertx vertx) {
        return vertx.createHttpClient();
    }
}
