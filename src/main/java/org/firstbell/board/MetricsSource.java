package org.firstbell.board;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletionStage;

/** Where {@code /metrics} comes from. */
public interface MetricsSource {
    /** One page of metrics, ready to be sent. */
    record Page(String contentType, Buffer body) {}

    /**
     * A page as it is now.
     *
     * @param accept the scraper's {@code Accept} header; may be empty
     */
    CompletionStage<Page> page(String accept);
}
