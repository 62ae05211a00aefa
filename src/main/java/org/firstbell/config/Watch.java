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
 * Sees whether the files of a configuration changed. Confined to whoever looks.
 *
 * <p>A file's time, size and inode say whether it is worth reading; its content says whether it changed, so that a
 * touched or re-saved file is no change. A folder counts as changed when a file came or went; a file that is not there
 * is watched for its coming. A change is told only once it stands still from one look to the next, so that nobody loads
 * a file half written.
 */
public final class Watch {
    private static final Stamp ABSENT = new Stamp("absent", "");

    /**
     * What a file looked like.
     *
     * @param outside time, size and inode: equal means not worth reading
     * @param content a digest of what is inside
     */
    private record Stamp(String outside, String content) {}

    private Map<Path, Stamp> known = new HashMap<>();
    private Map<Path, Stamp> latest;

    /** Watches files and folders from how they look now. */
    public Watch(Collection<Path> files) {
        files.forEach(file -> known.put(file, stamp(file, ABSENT)));
        latest = Map.copyOf(known);
    }

    /** Files that differ from what was accepted and did not change since the last look; mostly none. */
    public Set<Path> look() {
        Map<Path, Stamp> now = new HashMap<>();
        known.keySet().forEach(file -> now.put(file, stamp(file, latest.getOrDefault(file, ABSENT))));
        boolean still = sameContent(now, latest);
        latest = Map.copyOf(now);
        Set<Path> changed = new TreeSet<>();
        known.forEach((file, stamp) -> {
            if (!stamp.content().equals(now.getOrDefault(file, ABSENT).content())) {
                changed.add(file);
            }
        });
        return still ? changed : Set.of();
    }

    /**
     * Takes what the last look saw as known, whether loading it succeeded or not; what changed since will be told.
     *
     * @param files the files to watch from now on
     */
    public void accept(Collection<Path> files) {
        Map<Path, Stamp> next = new HashMap<>();
        for (Path file : files) {
            Stamp seen = latest.get(file);
            next.put(file, seen == null ? stamp(file, ABSENT) : seen);
        }
        known = next;
        latest = Map.copyOf(next);
    }

    /** What is watched. */
    public List<Path> files() {
        return known.keySet().stream().sorted().toList();
    }

    private static boolean sameContent(Map<Path, Stamp> now, Map<Path, Stamp> before) {
        return now.entrySet().stream()
                .allMatch(entry -> Optional.ofNullable(before.get(entry.getKey()))
                        .map(stamp -> stamp.content().equals(entry.getValue().content()))
                        .orElse(true));
    }

    private static Stamp stamp(Path file, Stamp before) {
        try {
            if (Files.isDirectory(file)) {
                return new Stamp("folder", names(file));
            }
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            String outside = found.lastModifiedTime() + " " + found.size() + " " + found.fileKey() + " " + real(file);
            return outside.equals(before.outside()) ? before : new Stamp(outside, digest(Files.readAllBytes(file)));
        } catch (IOException gone) {
            return ABSENT;
        }
    }

    /** Mounted secrets and configuration maps change by moving a link. */
    private static Path real(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? file.toRealPath() : file;
    }

    private static String names(Path folder) throws IOException {
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
