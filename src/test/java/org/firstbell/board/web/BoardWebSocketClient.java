package org.firstbell.board.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.firstbell.board.BoardJson;
import org.jspecify.annotations.Nullable;

/** A wall that keeps every whole text it hears. Heard on its socket's thread, asked on the test's. */
final class BoardWebSocketClient implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final StringBuilder parts = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private @Nullable WebSocket socket;

    void on(WebSocket opened) {
        socket = opened;
    }

    WebSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("a wall is asked once it is connected");
        }
        return socket;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        parts.append(part);
        if (last) {
            texts.add(parts.toString());
            parts.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failed) {
        closed.complete(1006);
    }

    /** The next frame of any type. */
    JsonNode next() throws Exception {
        String text = texts.poll(10, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("nothing was heard for 10 s");
        }
        return BoardJson.MAPPER.readTree(text);
    }

    /** The next frame of one type; others are passed over. */
    JsonNode next(String type) throws Exception {
        JsonNode frame = next();
        while (!frame.get("type").asText().equals(type)) {
            frame = next();
        }
        return frame;
    }

    void say(String text) throws Exception {
        socket().sendText(text, true).get(10, TimeUnit.SECONDS);
    }

    /** The status the server closed with. */
    int closed() throws Exception {
        return closed.get(10, TimeUnit.SECONDS);
    }
}
