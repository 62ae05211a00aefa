package org.firstbell.board.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.firstbell.board.BoardJson;

/** A wall on a bare socket that reads only when the test says so and never answers a close. Confined to its test. */
final class SlowWebSocketClient implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private long bytes;

    private SlowWebSocketClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    static SlowWebSocketClient connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 * 1024);
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        socket.getOutputStream()
                .write(("GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1:" + port
                                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        SlowWebSocketClient reader = new SlowWebSocketClient(socket);
        reader.skipHead();
        return reader;
    }

    private void skipHead() throws IOException {
        int newlines = 0;
        while (newlines < 2) {
            int c = in.read();
            newlines = c == '\n' ? newlines + 1 : c == '\r' ? newlines : 0;
        }
    }

    JsonNode firstFrame() throws IOException {
        return frame();
    }

    /** The next frame of one type (RFC 6455 §5.2). */
    JsonNode next(String type) throws IOException {
        JsonNode frame = frame();
        while (!frame.get("type").asText().equals(type)) {
            frame = frame();
        }
        return frame;
    }

    private JsonNode frame() throws IOException {
        in.readUnsignedByte();
        int length = in.readUnsignedByte();
        long size = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        byte[] payload = new byte[(int) size];
        in.readFully(payload);
        bytes += size;
        return BoardJson.MAPPER.readTree(payload);
    }

    /** Payload read so far. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
