package org.firstbell.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What gets through from here, group by group: which devices of a subnet answer a protocol, the likely reason where they do
 * not, and the sentences that go to the people who run the network.
 */
final class Reached {
    private static final int MOST_NAMES = 6;

    private final Map<String, Map<String, List<Try>>> subnets = new TreeMap<>();

    /** How one question ended. */
    enum Ended {
        /** It was answered. */
        THROUGH,
        /** Nothing came of it, though the machine answers pings. */
        FILTERED,
        /** Nothing came, of pings neither. */
        DARK,
        /** Somebody said no. */
        REFUSED,
        /** What came was no answer. */
        STRANGE,
        /** This machine could not ask. */
        UNABLE
    }

    /**
     * One question to one device.
     *
     * @param device its id
     * @param protocol as people write it down: {@code SNMP, UDP port 161}
     * @param here this machine's address on the way there
     * @param reason why not, when it did not get through
     */
    record Try(String device, String protocol, String here, Ended ended, String reason) {}

    void add(String subnet, Try one) {
        subnets.computeIfAbsent(subnet, none -> new TreeMap<>())
                .computeIfAbsent(one.protocol(), none -> new ArrayList<>())
                .add(one);
    }

    boolean everything() {
        return subnets.values().stream()
                .flatMap(protocols -> protocols.values().stream())
                .flatMap(List::stream)
                .allMatch(one -> one.ended() == Ended.THROUGH);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        subnets.forEach((subnet, protocols) -> {
            text.append(subnet).append('\n');
            protocols.forEach((protocol, tries) -> {
                long through = count(tries, Ended.THROUGH);
                text.append("  %-26s %d of %d answer%n".formatted(protocol, through, tries.size()));
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
            case DARK -> "nothing comes back, of pings neither: it is off, elsewhere, or a firewall drops everything";
            case REFUSED, STRANGE, UNABLE -> one.reason();
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
            if (!dark.isEmpty() && none && dark.size() == tries.size() && dark.size() > 1) {
                sentences.add(
                        "Nothing in %s can be reached from %s, by ping neither (tried: %s). Is there a way, and does a firewall drop it?"
                                .formatted(subnet, here, protocol));
            }
        }));
        return sentences;
    }

    private static List<String> devices(List<Try> tries, Ended ended) {
        return tries.stream()
                .filter(one -> one.ended() == ended)
                .map(Try::device)
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
