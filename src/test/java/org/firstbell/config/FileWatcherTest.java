package org.firstbell.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileWatcherTest {
    @TempDir
    Path folder;

    private Path main;
    private FileWatcher watch;

    @BeforeEach
    void write() throws IOException {
        main = Files.writeString(folder.resolve("firstbell.yaml"), "data: a\n");
        watch = new FileWatcher(List.of(main));
    }

    /** Looks twice: a change is told when it stands still. */
    private List<Path> settled() {
        watch.detectChanges();
        return List.copyOf(watch.detectChanges());
    }

    @Test
    void Watch_nothingHappened_tellsNothing() {
        assertThat(settled()).isEmpty();
    }

    @Test
    void Watch_contentChanged_namesTheFile() throws IOException {
        Files.writeString(main, "data: bb\n");

        assertThat(settled()).containsExactly(main);
    }

    @Test
    void Watch_sameLengthAndTimeButReplaced_namesTheFile() throws IOException {
        FileTime time = Files.getLastModifiedTime(main);
        Path other = Files.writeString(folder.resolve("new"), "data: b\n");
        Files.move(other, main, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(main, time);

        assertThat(settled()).containsExactly(main);
    }

    @Test
    void Watch_touchedOnly_tellsNothing() throws IOException {
        Files.setLastModifiedTime(main, FileTime.fromMillis(1_000_000));

        assertThat(settled()).isEmpty();
    }

    @Test
    void Watch_stillBeingWritten_waitsUntilItStandsStill() throws IOException {
        Files.writeString(main, "data: half");
        assertThat(watch.detectChanges()).isEmpty();
        Files.writeString(main, "data: half and the other half\n");
        assertThat(watch.detectChanges()).isEmpty();

        assertThat(watch.detectChanges()).containsExactly(main);
    }

    @Test
    void Watch_changeNotAccepted_isToldAgain() throws IOException {
        Files.writeString(main, "data: bb\n");
        settled();

        assertThat(watch.detectChanges()).containsExactly(main);
    }

    @Test
    void Watch_changeAccepted_isToldOnce() throws IOException {
        Files.writeString(main, "data: bb\n");
        settled();
        watch.acceptChanges(List.of(main));

        assertThat(settled()).isEmpty();
    }

    @Test
    void Watch_changedBackAfterAccepting_isToldAgain() throws IOException {
        Files.writeString(main, "data: bb\n");
        settled();
        watch.acceptChanges(List.of(main));
        Files.writeString(main, "data: a\n");

        assertThat(settled()).containsExactly(main);
    }

    @Test
    void Watch_changedBetweenLookAndAccept_isTold() throws IOException {
        Files.writeString(main, "data: bb\n");
        settled();
        Files.writeString(main, "data: ccc\n");
        watch.acceptChanges(List.of(main));

        assertThat(settled()).containsExactly(main);
    }

    @Test
    void Watch_deletedAndBack_isToldBothTimes() throws IOException {
        Files.delete(main);
        assertThat(settled()).containsExactly(main);
        watch.acceptChanges(List.of(main));
        Files.writeString(main, "data: a\n");

        assertThat(settled()).containsExactly(main);
    }

    @Test
    void Watch_missingFolderAppearsWithFile_namesTheFolder() throws IOException {
        Path checks = folder.resolve("checks");
        watch = new FileWatcher(List.of(main, checks));
        Files.createDirectory(checks);
        Files.writeString(checks.resolve("own.yaml"), "checks: []\n");

        assertThat(settled()).containsExactly(checks);
    }

    @Test
    void Watch_linkMovedToOtherContent_namesTheFile() throws IOException {
        Path one = Files.writeString(folder.resolve("one"), "same length 1");
        Path two = Files.writeString(folder.resolve("two"), "same length 2");
        Files.setLastModifiedTime(two, Files.getLastModifiedTime(one));
        Path link = Files.createSymbolicLink(folder.resolve("link"), one);
        watch = new FileWatcher(List.of(link));
        Files.delete(link);
        Files.createSymbolicLink(link, two);

        assertThat(settled()).containsExactly(link);
    }
}
