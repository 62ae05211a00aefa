package org.firstbell.board;

import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;

/** A wall that keeps every whole text it hears. Confined to its socket's thread; the queue is for the test. */
final class Frames implements WebSocket.Listener {
    private final BlockingQueue<String> texts;
    private final StringBuilder parts = new StringBuilder();

    Frames(BlockingQueue<String> texts) {
        this.texts = texts;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        parts.append(part);
        if (last) {
            texts.add(parts.toString());
            parts.setLength(0);
        }
        socket.request(1);
        return null;
    }
}
