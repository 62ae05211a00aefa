package org.firstbell.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The log's settings. */
final class LogConfiguratorTest {
    private final LoggerContext context = new LoggerContext();

    private ConsoleAppender<ILoggingEvent> configured() {
        new LogConfigurator().configureContext(context);
        @SuppressWarnings("unchecked")
        ConsoleAppender<ILoggingEvent> appender = (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
        return appender;
    }

    @Test
    void event_withControlsOfADevice_isOneLineWithoutThem() {
        ConsoleAppender<ILoggingEvent> appender = configured();
        PatternLayoutEncoder encoder = (PatternLayoutEncoder) appender.getEncoder();
        LoggingEvent event = new LoggingEvent(
                "test", context.getLogger("org.firstbell.x"), Level.WARN, "a\u001b[31m\nb\u202ec", null, new Object[0]);

        String line = new String(encoder.encode(event), StandardCharsets.UTF_8);

        assertThat(line).matches("\\d\\d:\\d\\d:\\d\\d WARN  a \\[31m b c\\R");
    }

    @Test
    void levels_areInfoOfOurs_andWarningsOfOthers() {
        ConsoleAppender<ILoggingEvent> appender = configured();

        assertThat(context.getLogger("org.firstbell.app").getEffectiveLevel()).isEqualTo(Level.INFO);
        assertThat(context.getLogger("io.vertx").getEffectiveLevel()).isEqualTo(Level.WARN);
        assertThat(context.getLogger("io.netty.bootstrap.ServerBootstrap").getEffectiveLevel())
                .as("no trace for a wall that comes back while its server closes")
                .isEqualTo(Level.ERROR);
        assertThat(appender.getTarget()).isEqualTo("System.err");
        assertThat(appender.isStarted()).isTrue();
    }

    @Test
    void settings_areFoundByLogback() {
        assertThat(ServiceLoader.load(Configurator.class)).hasAtLeastOneElementOfType(LogConfigurator.class);
    }
}
