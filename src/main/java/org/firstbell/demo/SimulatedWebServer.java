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
final class SimulatedWebServer {
    private final Vertx vertx;
    private final SimulatedDevice device;
    private final String address;
    private final Consumer<HttpServerRequest> handler;
    private @Nullable HttpServer server;
    private int port;
    private boolean changing;

    SimulatedWebServer(Vertx vertx, SimulatedDevice device, String address, Consumer<HttpServerRequest> page) {
        this.vertx = vertx;
        this.device = device;
        this.address = address;
        this.handler = page;
    }

    /** Listens on the wanted port, or on one chosen by the system when that is taken. */
    Future<SimulatedWebServer> open(int wanted) {
        return listen(wanted).recover(taken -> listen(0)).map(this);
    }

    private Future<Void> listen(int wanted) {
        HttpServer next = vertx.createHttpServer().requestHandler(this::handleRequest);
        return next.listen(wanted, address).map(listening -> {
            server = listening;
            port = listening.actualPort();
            return null;
        });
    }

    private void handleRequest(HttpServerRequest request) {
        if (device.delayMillis() > 0) {
            vertx.setTimer(device.delayMillis(), late -> handler.accept(request));
        } else {
            handler.accept(request);
        }
    }

    /** Follows the device: closes when it went away, listens again when it is back. */
    void followDevice() {
        HttpServer now = server;
        if (changing) {
            return;
        }
        if (now != null && !device.isReachable()) {
            changing = true;
            server = null;
            now.close().onComplete(closed -> changing = false);
        } else if (now == null && device.isReachable()) {
            changing = true;
            listen(port).onComplete(listening -> changing = false);
        }
    }

    int port() {
        return port;
    }
}
