package org.firstbell.alerting.mail;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The templates under {@code mail/}, compiled once. May be used from any thread. */
public final class MailRenderer {
    private static final String TEMPLATE_FOLDER = "mail/";

    /** HTML is escaped wherever a value is printed; plain text is printed as it stands. */
    private final PebbleEngine htmlEngine = engine(true);

    private final PebbleEngine textEngine = engine(false);

    private static PebbleEngine engine(boolean escaping) {
        ClasspathLoader loader = new ClasspathLoader(MailRenderer.class.getClassLoader());
        loader.setPrefix(TEMPLATE_FOLDER);
        return new PebbleEngine.Builder()
                .loader(loader)
                .strictVariables(true)
                .autoEscaping(escaping)
                .newLineTrimming(escaping)
                .defaultLocale(Locale.US)
                .build();
    }

    /** A mail's body, both ways. */
    public record MailBody(String text, String html) {}

    /** Fills {@code NAME.txt} and {@code NAME.html}. */
    public MailBody render(String name, Map<String, Object> values) {
        return new MailBody(
                normalizeText(render(textEngine, name + ".txt", values)), render(htmlEngine, name + ".html", values));
    }

    private static String render(PebbleEngine engine, String file, Map<String, Object> values) {
        PebbleTemplate template = engine.getTemplate(file);
        StringWriter page = new StringWriter();
        try {
            template.evaluate(page, values);
        } catch (IOException neverOnAString) {
            throw new UncheckedIOException(neverOnAString);
        }
        return page.toString();
    }

    /** No spaces at the ends of lines, no two empty lines, one line end at the end. */
    private static String normalizeText(String text) {
        return text.lines()
                        .map(String::stripTrailing)
                        .collect(Collectors.joining("\n"))
                        .replaceAll("\n{3,}", "\n\n")
                        .strip()
                + "\n";
    }

    /** Compiles every template, so that the first mail of a morning is quick. */
    public void compileTemplates() {
        Stream.of("alert", "digest", "several").forEach(name -> {
            htmlEngine.getTemplate(name + ".html");
            textEngine.getTemplate(name + ".txt");
        });
    }
}
