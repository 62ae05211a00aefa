package org.firstbell.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;

/**
 * The log's settings: one line an event, on standard error, without controls, since strings of devices are hostile. In code,
 * because reading them from XML takes its time at each start; Logback finds this class by its name under
 * {@code META-INF/services}. Whoever wants others starts with {@code -Dlogback.configurationFile=FILE}.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    private static final String CONFIGURATION_PROPERTY = "logback.configurationFile";
    /** Warns, with a trace, of each connection that comes while its server is being closed. */
    private static final String ACCEPTING = "io.netty.bootstrap.ServerBootstrap";

    private static final String LINE_PATTERN =
            "%d{HH:mm:ss} %-5level %replace(%msg){'[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+', ' '}%n%ex{12}";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(CONFIGURATION_PROPERTY) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        configureContext(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Gives a context these settings. */
    void configureContext(LoggerContext context) {
        context.getStatusManager().add(new NopStatusListener());
        PatternLayoutEncoder lines = new PatternLayoutEncoder();
        lines.setContext(context);
        lines.setCharset(StandardCharsets.UTF_8);
        lines.setPattern(LINE_PATTERN);
        lines.start();
        ConsoleAppender<ILoggingEvent> out = new ConsoleAppender<>();
        out.setContext(context);
        out.setName("stderr");
        out.setTarget("System.err");
        out.setEncoder(lines);
        out.start();
        context.getLogger("org.firstbell").setLevel(Level.INFO);
        context.getLogger(ACCEPTING).setLevel(Level.ERROR);
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(out);
    }
}
