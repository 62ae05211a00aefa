package org.firstbell.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What gets through from here, group by group: which devices of a subnet answer a protocol, the likely reason where they do
 * not, and the sentences that go to the people who run the network.
 */
final class Reached {
    private static final int MOST_NAMES = 6;

    private final Map<String, Map<String, List<Try>>> subnets = new TreeMap<>(Reached::inOrder);

    /** How one question ended. */
    enum Ended {
        /** It was answered. */
        THROUGH,
        /** Nothing came of it, though the machine answers pings. */
        FILTERED,
        /** Nothing came, of pings neither, or there was nothing to ping. */
        DARK,
        /** Nothing came, and this machine cannot ping. */
        MUTE,
        /** Somebody said no. */
        REFUSED,
        /** What came was no answer. */
        STRANGE,
        /** A filter opens the secure connection. */
        OPENED,
        /** A name server leads elsewhere, or nowhere. */
        MISLED,
        /** This machine could not ask. */
        UNABLE
    }

    /**
     * One question to one device.
     *
     * @param device its id
     * @param host whom it went to
     * @param protocol as people write it down: {@code SNMP, UDP port 161}
     * @param here this machine's address on the way there
     * @param reason why not, when it did not get through
     */
    record Try(String device, String host, String protocol, String here, Ended ended, String reason) {}

    void add(String subnet, Try one) {
        subnets.computeIfAbsent(subnet, none -> new TreeMap<>())
                .computeIfAbsent(one.protocol(), none -> new ArrayList<>())
                .add(one);
    }

    /** 10.4.9.0/24 before 10.4.10.0/24, and what is no network behind all. */
    private static int inOrder(String one, String other) {
        return padded(one).compareTo(padded(other));
    }

    private static String padded(String subnet) {
        return subnet.matches("[0-9./]+")
                ? Stream.of(subnet.split("[./]"))
                        .map(part -> "000".substring(Math.min(3, part.length())) + part)
                        .collect(Collectors.joining("."))
                : "~" + subnet;
    }

    private Stream<Try> all() {
        return subnets.values().stream()
                .flatMap(protocols -> protocols.values().stream())
                .flatMap(List::stream);
    }

    boolean everything() {
        return all().allMatch(one -> one.ended() == Ended.THROUGH);
    }

    /** Whether nothing failed but what this machine could not ask. */
    boolean onlyUnable() {
        return all().allMatch(one -> one.ended() == Ended.THROUGH || one.ended() == Ended.UNABLE);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        int widest = all().mapToInt(one -> one.protocol().length()).max().orElse(0);
        subnets.forEach((subnet, protocols) -> {
            text.append(subnet).append('\n');
            protocols.forEach((protocol, tries) -> {
                text.append("  %s%s  %s%n"
                        .formatted(
                                protocol,
                                " ".repeat(widest - protocol.length()),
                                tries.size() == 1
                                        ? count(tries, Ended.THROUGH) == 1 ? "answers" : "does not answer"
                                        : "%d of %d answer".formatted(count(tries, Ended.THROUGH), tries.size())));
                reasons(tries)
                        .forEach(
                                (reason, devices) -> text.append("      ! %s: %s%n".formatted(names(devices), reason)));
            });
        });
        List<String> sentences = sentences();
        if (everything()) {
            text.append("Everything gets through.\n");
        } else if (sentences.isEmpty()) {
            text.append("The network lets everything through; what fails is on the devices themselves.\n");
        } else {
            text.append("\nFor the network team:\n");
            sentences.forEach(sentence -> text.append("  - ").append(sentence).append('\n'));
        }
        return text.toString();
    }

    private static long count(List<Try> tries, Ended ended) {
        return tries.stream().filter(one -> one.ended() == ended).count();
    }

    private static Map<String, List<String>> reasons(List<Try> tries) {
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        tries.stream()
                .filter(one -> one.ended() != Ended.THROUGH)
                .forEach(one -> reasons.computeIfAbsent(likely(one), none -> new ArrayList<>())
                        .add(one.device()));
        return reasons;
    }

    private static String likely(Try one) {
        return switch (one.ended()) {
            case THROUGH -> "";
            case FILTERED ->
                one.protocol().startsWith("SNMP")
                        ? "it answers pings and not SNMP: SNMP is off there, the community or access list differs, or a"
                                + " firewall is between"
                        : "it answers pings and not this: the service is off there, or a firewall is between";
            case DARK ->
                one.host().matches("[0-9.]+")
                        ? "nothing comes back, of pings neither: it is off, elsewhere, or a firewall drops everything"
                        : one.reason();
            case MUTE -> one.reason() + " (this machine cannot ping, which would tell more)";
            case REFUSED, STRANGE, OPENED, MISLED, UNABLE -> one.reason();
        };
    }

    private static String names(List<String> devices) {
        String first = devices.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return devices.size() <= MOST_NAMES ? first : first + " and " + (devices.size() - MOST_NAMES) + " more";
    }

    /** One for each subnet and protocol where something is in the way, ready to be sent. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        subnets.forEach((subnet, protocols) -> protocols.forEach((protocol, tries) -> {
            if (subnet.matches("[0-9./]+")) {
                inside(subnet, protocol, tries, sentences);
            } else {
                tries.stream()
                        .filter(one ->
                                one.ended() == Ended.DARK && !one.reason().contains("is not found"))
                        .forEach(one -> sentences.add("Please let %s through from %s to %s: nothing comes back."
                                .formatted(protocol, one.here(), one.host())));
            }
            tries.forEach(one -> everywhere(one, sentences));
        }));
        return sentences.stream().distinct().toList();
    }

    private static void inside(String subnet, String protocol, List<Try> tries, List<String> sentences) {
        List<String> filtered = devices(tries, Ended.FILTERED);
        List<String> dark = devices(tries, Ended.DARK);
        String here = tries.get(0).here();
        boolean none = count(tries, Ended.THROUGH) == 0;
        if (!filtered.isEmpty()) {
            sentences.add(
                    none && filtered.size() > 1
                            ? "Please let %s through from %s to %s: pings pass, it does not."
                                    .formatted(protocol, here, subnet)
                            : "Please check %s from %s to %s: pings pass, it does not."
                                    .formatted(protocol, here, names(filtered)));
        }
        if (none && dark.size() == tries.size() && dark.size() > 1) {
            sentences.add(
                    "Nothing in %s can be reached from %s, by ping neither (tried: %s). Is there a way, and does a firewall drop it?"
                            .formatted(subnet, here, protocol));
        }
    }

    private static void everywhere(Try one, List<String> sentences) {
        if (one.ended() == Ended.OPENED) {
            sentences.add("Please exempt %s from the filter's inspection of secure connections (%s): %s."
                    .formatted(one.host(), one.protocol(), one.reason()));
        } else if (one.ended() == Ended.MISLED) {
            sentences.add("Please check what %s answers to %s: %s.".formatted(one.host(), one.here(), one.reason()));
        }
    }

    private static List<String> devices(List<Try> tries, Ended ended) {
        return tries.stream()
                .filter(one -> one.ended() == ended)
                .map(one -> one.device().equals(one.host()) ? one.device() : one.device() + " (" + one.host() + ")")
                .toList();
    }

    /** As plain values: a list of subnets with their protocols. */
    List<Map<String, Object>> plain() {
        List<Map<String, Object>> all = new ArrayList<>();
        subnets.forEach((subnet, protocols) -> protocols.forEach((protocol, tries) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("subnet", subnet);
            one.put("protocol", protocol);
            one.put("asked", tries.size());
            one.put("answered", count(tries, Ended.THROUGH));
            one.put(
                    "failed",
                    tries.stream()
                            .filter(failed -> failed.ended() != Ended.THROUGH)
                            .map(failed -> Map.of("device", failed.device(), "reason", likely(failed)))
                            .toList());
            all.add(one);
        }));
        return all;
    }
}
