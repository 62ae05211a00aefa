package org.firstbell.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A real HTTP server of one simulated device or service: it listens while the device is reachable, answers as slowly as
 * the script says, and is gone while it is not. Confined to the demo's loop.
 */
final class WebHost {
    private final Vertx vertx;
    private final SimDevice device;
    private final String address;
    private final Consumer<HttpServerRequest> page;
    private @Nullable HttpServer server;
    private int port;
    private boolean busy;

    WebHost(Vertx vertx, SimDevice device, String address, Consumer<HttpServerRequest> page) {
        this.vertx = vertx;
        this.device = device;
        this.address = address;
        this.page = page;
    }

    /** Listens on the wanted port, or on one chosen by the system when that is taken. */
    Future<WebHost> open(int wanted) {
        return listen(wanted).recover(taken -> listen(0)).map(this);
    }

    private Future<Void> listen(int wanted) {
        HttpServer next = vertx.createHttpServer().requestHandler(this::answer);
        return next.listen(wanted, address).map(listening -> {
            server = listening;
            port = listening.actualPort();
            return null;
        });
    }

    private void answer(HttpServerRequest request) {
        if (device.delayMillis() > 0) {
            vertx.setTimer(device.delayMillis(), late -> page.accept(request));
        } else {
            page.accept(request);
        }
    }

    /** Follows the device: closes when it went away, listens again when it is back. */
    void tick() {
        HttpServer now = server;
        if (busy) {
            return;
        }
        if (now != null && !device.reachable()) {
            busy = true;
            server = null;
            now.close().onComplete(closed -> busy = false);
        } else if (now == null && device.reachable()) {
            busy = true;
            listen(port).onComplete(listening -> busy = false);
        }
    }

    int port() {
        return port;
    }
}
