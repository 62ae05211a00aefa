package org.firstbell.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Sees whether the files of a configuration changed. Confined to whoever checks.
 *
 * <p>A file's time, size and inode say whether it is worth reading; its content says whether it changed, so that a
 * touched or re-saved file is no change. A folder counts as changed when a file came or went; a file that is not there
 * is watched for its coming. A change is told only once it stands still from one check to the next, so that nobody loads
 * a file half written.
 */
public final class FileWatcher {
    private static final FileFingerprint ABSENT = new FileFingerprint("absent", "");

    /**
     * The state of a file.
     *
     * @param attributes time, size and inode: equal means not worth reading
     * @param contentDigest a digest of what is inside
     */
    private record FileFingerprint(String attributes, String contentDigest) {}

    private Map<Path, FileFingerprint> acceptedFingerprints = new HashMap<>();
    private Map<Path, FileFingerprint> latestFingerprints;

    /** Watches files and folders from their state now. */
    public FileWatcher(Collection<Path> files) {
        files.forEach(file -> acceptedFingerprints.put(file, fingerprint(file, ABSENT)));
        latestFingerprints = Map.copyOf(acceptedFingerprints);
    }

    /** Files that differ from what was accepted and did not change since the last check; mostly none. */
    public Set<Path> detectChanges() {
        Map<Path, FileFingerprint> now = new HashMap<>();
        acceptedFingerprints
                .keySet()
                .forEach(file -> now.put(file, fingerprint(file, latestFingerprints.getOrDefault(file, ABSENT))));
        boolean still = isContentUnchanged(now, latestFingerprints);
        latestFingerprints = Map.copyOf(now);
        Set<Path> changed = new TreeSet<>();
        acceptedFingerprints.forEach((file, stamp) -> {
            if (!stamp.contentDigest().equals(now.getOrDefault(file, ABSENT).contentDigest())) {
                changed.add(file);
            }
        });
        return still ? changed : Set.of();
    }

    /**
     * Takes what the last check saw as known, whether loading it succeeded or not; what changed since will be told.
     *
     * @param files the files to watch from now on
     */
    public void acceptChanges(Collection<Path> files) {
        Map<Path, FileFingerprint> next = new HashMap<>();
        for (Path file : files) {
            FileFingerprint seen = latestFingerprints.get(file);
            next.put(file, seen == null ? fingerprint(file, ABSENT) : seen);
        }
        acceptedFingerprints = next;
        latestFingerprints = Map.copyOf(next);
    }

    /** What is watched. */
    public List<Path> files() {
        return acceptedFingerprints.keySet().stream().sorted().toList();
    }

    private static boolean isContentUnchanged(Map<Path, FileFingerprint> now, Map<Path, FileFingerprint> before) {
        return now.entrySet().stream()
                .allMatch(entry -> Optional.ofNullable(before.get(entry.getKey()))
                        .map(stamp ->
                                stamp.contentDigest().equals(entry.getValue().contentDigest()))
                        .orElse(true));
    }

    private static FileFingerprint fingerprint(Path file, FileFingerprint before) {
        try {
            if (Files.isDirectory(file)) {
                return new FileFingerprint("folder", folderDigest(file));
            }
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            String outside =
                    found.lastModifiedTime() + " " + found.size() + " " + found.fileKey() + " " + realPath(file);
            return outside.equals(before.attributes())
                    ? before
                    : new FileFingerprint(outside, digest(Files.readAllBytes(file)));
        } catch (IOException gone) {
            return ABSENT;
        }
    }

    /** Mounted secrets and configuration maps change by moving a link. */
    private static Path realPath(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? file.toRealPath() : file;
    }

    private static String folderDigest(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return digest(String.join(
                            "\n",
                            inside.map(path -> path.getFileName().toString())
                                    .sorted()
                                    .toList())
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
