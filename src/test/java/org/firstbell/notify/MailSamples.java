package org.firstbell.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.firstbell.model.Notice;

/** Mails written to a folder, to be looked at. */
final class MailSamples {
    private MailSamples() {}

    static void keep(String name, List<Notice> notices) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "mail-samples"));
            for (int i = 0; i < notices.size(); i++) {
                Notice notice = notices.get(i);
                String file = name + (notices.size() == 1 ? "" : "-" + (i + 1));
                Files.writeString(folder.resolve(file + ".html"), notice.html());
                Files.writeString(
                        folder.resolve(file + ".txt"), "Subject: " + notice.subject() + "\n\n" + notice.text());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
