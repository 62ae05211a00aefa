package org.firstbell.app.command;

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
final class ReachabilityReport {
    private static final int MAX_NAMES = 6;

    private final Map<String, Map<String, List<ReachAttempt>>> attemptsBySubnet =
            new TreeMap<>(ReachabilityReport::compareSubnets);

    /** How one question ended. */
    enum ReachResult {
        /** It was answered. */
        ANSWERED,
        /** Nothing came of it, though the machine answers pings. */
        FILTERED,
        /** Nothing came, of pings neither, or there was nothing to ping. */
        NO_RESPONSE,
        /** Nothing came, and this machine cannot ping. */
        NO_RESPONSE_PING_UNAVAILABLE,
        /** Somebody said no. */
        REFUSED,
        /** What came was no answer. */
        MALFORMED,
        /** A filter opens the secure connection. */
        INTERCEPTED,
        /** A name server leads elsewhere, or nowhere. */
        WRONG_DNS_ANSWER,
        /** This machine could not ask. */
        NOT_ATTEMPTED
    }

    /**
     * One question to one device.
     *
     * @param device its id
     * @param host whom it went to
     * @param protocol as people write it down: {@code SNMP, UDP port 161}
     * @param localAddress this machine's address on the way there
     * @param reason why not, when it did not get through
     */
    record ReachAttempt(
            String device, String host, String protocol, String localAddress, ReachResult result, String reason) {}

    void add(String subnet, ReachAttempt one) {
        attemptsBySubnet
                .computeIfAbsent(subnet, none -> new TreeMap<>())
                .computeIfAbsent(one.protocol(), none -> new ArrayList<>())
                .add(one);
    }

    /** 10.4.9.0/24 before 10.4.10.0/24, and what is no network behind all. */
    private static int compareSubnets(String one, String other) {
        return sortKey(one).compareTo(sortKey(other));
    }

    private static String sortKey(String subnet) {
        return subnet.matches("[0-9./]+")
                ? Stream.of(subnet.split("[./]"))
                        .map(part -> "000".substring(Math.min(3, part.length())) + part)
                        .collect(Collectors.joining("."))
                : "~" + subnet;
    }

    private Stream<ReachAttempt> allAttempts() {
        return attemptsBySubnet.values().stream()
                .flatMap(protocols -> protocols.values().stream())
                .flatMap(List::stream);
    }

    boolean isEverythingReachable() {
        return allAttempts().allMatch(one -> one.result() == ReachResult.ANSWERED);
    }

    /** Whether nothing failed but what this machine could not ask. */
    boolean isOnlyNotAttempted() {
        return allAttempts()
                .allMatch(one -> one.result() == ReachResult.ANSWERED || one.result() == ReachResult.NOT_ATTEMPTED);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        int widest =
                allAttempts().mapToInt(one -> one.protocol().length()).max().orElse(0);
        attemptsBySubnet.forEach((subnet, protocols) -> {
            text.append(subnet).append('\n');
            protocols.forEach((protocol, tries) -> {
                text.append("  %s%s  %s%n"
                        .formatted(
                                protocol,
                                " ".repeat(widest - protocol.length()),
                                tries.size() == 1
                                        ? count(tries, ReachResult.ANSWERED) == 1 ? "answers" : "does not answer"
                                        : "%d of %d answer"
                                                .formatted(count(tries, ReachResult.ANSWERED), tries.size())));
                devicesByReason(tries)
                        .forEach((reason, devices) ->
                                text.append("      ! %s: %s%n".formatted(deviceNames(devices), reason)));
            });
        });
        List<String> sentences = requestSentences();
        if (isEverythingReachable()) {
            text.append("Everything gets through.\n");
        } else if (sentences.isEmpty()) {
            text.append("The network lets everything through; what fails is on the devices themselves.\n");
        } else {
            text.append("\nFor the network team:\n");
            sentences.forEach(sentence -> text.append("  - ").append(sentence).append('\n'));
        }
        return text.toString();
    }

    private static long count(List<ReachAttempt> tries, ReachResult ended) {
        return tries.stream().filter(one -> one.result() == ended).count();
    }

    private static Map<String, List<String>> devicesByReason(List<ReachAttempt> tries) {
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        tries.stream()
                .filter(one -> one.result() != ReachResult.ANSWERED)
                .forEach(one -> reasons.computeIfAbsent(likelyReason(one), none -> new ArrayList<>())
                        .add(one.device()));
        return reasons;
    }

    private static String likelyReason(ReachAttempt one) {
        return switch (one.result()) {
            case ANSWERED -> "";
            case FILTERED ->
                one.protocol().startsWith("SNMP")
                        ? "it answers pings and not SNMP: SNMP is off there, the community or access list differs, or a"
                                + " firewall is between"
                        : "it answers pings and not this: the service is off there, or a firewall is between";
            case NO_RESPONSE ->
                one.host().matches("[0-9.]+")
                        ? "nothing comes back, of pings neither: it is off, elsewhere, or a firewall drops everything"
                        : one.reason();
            case NO_RESPONSE_PING_UNAVAILABLE -> one.reason() + " (this machine cannot ping, which would tell more)";
            case REFUSED, MALFORMED, INTERCEPTED, WRONG_DNS_ANSWER, NOT_ATTEMPTED -> one.reason();
        };
    }

    private static String deviceNames(List<String> devices) {
        String first = devices.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        return devices.size() <= MAX_NAMES ? first : first + " and " + (devices.size() - MAX_NAMES) + " more";
    }

    /** One for each subnet and protocol where something is in the way, ready to be sent. */
    List<String> requestSentences() {
        List<String> sentences = new ArrayList<>();
        attemptsBySubnet.forEach((subnet, protocols) -> protocols.forEach((protocol, tries) -> {
            if (subnet.matches("[0-9./]+")) {
                addSubnetSentences(subnet, protocol, tries, sentences);
            } else {
                tries.stream()
                        .filter(one -> one.result() == ReachResult.NO_RESPONSE
                                && !one.reason().contains("is not found"))
                        .forEach(one -> sentences.add("Please let %s through from %s to %s: nothing comes back."
                                .formatted(protocol, one.localAddress(), one.host())));
            }
            tries.forEach(one -> addInterceptionSentences(one, sentences));
        }));
        return sentences.stream().distinct().toList();
    }

    private static void addSubnetSentences(
            String subnet, String protocol, List<ReachAttempt> tries, List<String> sentences) {
        List<String> filtered = devices(tries, ReachResult.FILTERED);
        List<String> dark = devices(tries, ReachResult.NO_RESPONSE);
        String here = tries.get(0).localAddress();
        boolean none = count(tries, ReachResult.ANSWERED) == 0;
        if (!filtered.isEmpty()) {
            sentences.add(
                    none && filtered.size() > 1
                            ? "Please let %s through from %s to %s: pings pass, it does not."
                                    .formatted(protocol, here, subnet)
                            : "Please check %s from %s to %s: pings pass, it does not."
                                    .formatted(protocol, here, deviceNames(filtered)));
        }
        if (none && dark.size() == tries.size() && dark.size() > 1) {
            sentences.add(
                    "Nothing in %s can be reached from %s, by ping neither (tried: %s). Is there a way, and does a firewall drop it?"
                            .formatted(subnet, here, protocol));
        }
    }

    private static void addInterceptionSentences(ReachAttempt one, List<String> sentences) {
        if (one.result() == ReachResult.INTERCEPTED) {
            sentences.add("Please exempt %s from the filter's inspection of secure connections (%s): %s."
                    .formatted(one.host(), one.protocol(), one.reason()));
        } else if (one.result() == ReachResult.WRONG_DNS_ANSWER) {
            sentences.add(
                    "Please check what %s answers to %s: %s.".formatted(one.host(), one.localAddress(), one.reason()));
        }
    }

    private static List<String> devices(List<ReachAttempt> tries, ReachResult ended) {
        return tries.stream()
                .filter(one -> one.result() == ended)
                .map(one -> one.device().equals(one.host()) ? one.device() : one.device() + " (" + one.host() + ")")
                .toList();
    }

    /** As plain values: a list of subnets with their protocols. */
    List<Map<String, Object>> toJsonValues() {
        List<Map<String, Object>> all = new ArrayList<>();
        attemptsBySubnet.forEach((subnet, protocols) -> protocols.forEach((protocol, tries) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("subnet", subnet);
            one.put("protocol", protocol);
            one.put("asked", tries.size());
            one.put("answered", count(tries, ReachResult.ANSWERED));
            one.put(
                    "failed",
                    tries.stream()
                            .filter(failed -> failed.result() != ReachResult.ANSWERED)
                            .map(failed -> Map.of("device", failed.device(), "reason", likelyReason(failed)))
                            .toList());
            all.add(one);
        }));
        return all;
    }
}
