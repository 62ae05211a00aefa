package org.firstbell.alerting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.firstbell.model.event.Notification;

/** Mails written to a folder, to be looked at. */
final class MailSamples {
    private MailSamples() {}

    static void keep(String name, List<Notification> notices) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "mail-samples"));
            for (int i = 0; i < notices.size(); i++) {
                Notification notification = notices.get(i);
                String file = name + (notices.size() == 1 ? "" : "-" + (i + 1));
                Files.writeString(folder.resolve(file + ".html"), notification.html());
                Files.writeString(
                        folder.resolve(file + ".txt"),
                        "Subject: " + notification.subject() + "\n\n" + notification.text());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
