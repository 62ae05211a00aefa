package org.firstbell.model.setup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of answer over HTTP as a data file: how it is asked for, what a good answer is, and which signals its body gives.
 *
 * @param statuses HTTP statuses of a good answer
 * @param expectedValues values that must stand at JSON pointers (RFC 6901) when something stands there
 * @param requiredPrefixes pointers to texts that must begin with the text at another pointer
 * @param explanation a pointer to the device's own words when it is not well
 * @param fields signals out of a JSON body
 * @param metrics signals out of a body in Prometheus' text format
 * @param clients a table of Wi-Fi clients in a JSON body
 * @param accessPoints a table of a controller's access points in a JSON body
 * @param scopes address scopes of a DHCP server in a JSON body
 * @param sources where its paths and their meaning were taken from
 * @param testedAgainst what it was tried against
 */
public record HttpProfile(
        String id,
        String title,
        BodyFormat format,
        ProfileRequest request,
        Set<Integer> statuses,
        Map<String, Set<String>> expectedValues,
        Map<String, String> requiredPrefixes,
        Optional<String> explanation,
        List<JsonField> fields,
        List<MetricMapping> metrics,
        Optional<JsonTable> clients,
        Optional<JsonTable> accessPoints,
        Optional<ScopeTable> scopes,
        List<String> sources,
        List<String> testedAgainst) {
    public HttpProfile {
        statuses = Set.copyOf(statuses);
        expectedValues = Map.copyOf(expectedValues);
        requiredPrefixes = Map.copyOf(requiredPrefixes);
        fields = List.copyOf(fields);
        metrics = List.copyOf(metrics);
        sources = List.copyOf(sources);
        testedAgainst = List.copyOf(testedAgainst);
    }

    /** The format of a response's body. */
    public enum BodyFormat {
        JSON,
        PROMETHEUS
    }

    /**
     * The request that an HTTP profile sends. In all texts {@code {user}}, {@code {password}} and {@code {key}} are
     * those of the configuration's {@code http:} entry.
     *
     * @param path path and query, where the configuration's address has none
     */
    public record ProfileRequest(
            String method, Optional<String> path, Map<String, String> headers, Optional<String> body) {
        /** A plain GET. */
        public static final ProfileRequest GET =
                new ProfileRequest("GET", Optional.empty(), Map.of(), Optional.empty());

        public ProfileRequest {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * A value of the body that is a signal; {@code app.*.version} becomes {@code app.<platform>.version}.
     *
     * @param pointer JSON pointer (RFC 6901)
     * @param scale what a number is multiplied by to reach the base unit
     * @param divisor a pointer to what a number is divided by
     * @param appName a pointer to the app's name, for signals of apps
     * @param withoutField counts the entries of the list at {@code pointer} that have nothing at this pointer of their own
     */
    public record JsonField(
            String signal,
            String pointer,
            double scale,
            Optional<String> divisor,
            Optional<String> appName,
            Optional<String> withoutField) {}

    /**
     * Samples of a metric that are a signal.
     *
     * @param metricNames of the metric; several are tried in turn, since names change between versions
     * @param labels regular expressions that a sample's labels match whole
     * @param reduction how several samples become one value
     * @param divisor a metric that each sample is divided by, the one with the same labels
     * @param rate increase since the last answer takes the place of values
     * @param invert one minus the value
     * @param labelAsValue the text of this label is the signal
     * @param age the value is a time, and the signal how long ago that was
     * @param share each sample is divided by itself and {@code per} together
     * @param companionSignal a signal that tells the chosen sample undivided
     */
    public record MetricMapping(
            String signal,
            List<String> metricNames,
            Map<String, String> labels,
            Reduction reduction,
            Optional<String> divisor,
            boolean rate,
            boolean invert,
            Optional<String> labelAsValue,
            boolean age,
            double scale,
            boolean share,
            Optional<String> companionSignal) {
        public MetricMapping {
            metricNames = List.copyOf(metricNames);
            labels = Map.copyOf(labels);
        }
    }

    /** The way in which several samples become one value. */
    public enum Reduction {
        SUM,
        MIN,
        MAX,
        COUNT
    }

    /**
     * A list of objects that speak of other devices.
     *
     * @param list pointer to the list
     * @param columns pointers within an entry, by the names of the tables of SNMP profiles: {@code mac}, {@code unit-mac},
     *     {@code ssid}, {@code signal}, {@code name}, {@code address}, {@code status}, {@code clients}, …
     * @param filters pointers within an entry to what must stand there; other entries are passed over
     * @param connectedWords words of the {@code status} column that mean that an access point is connected
     */
    public record JsonTable(
            String list, Map<String, String> columns, Map<String, Set<String>> filters, Set<String> connectedWords) {
        public JsonTable {
            columns = Map.copyOf(columns);
            filters = Map.copyOf(filters);
            connectedWords = Set.copyOf(connectedWords);
        }
    }

    /**
     * Address scopes as keys of one object.
     *
     * @param object pointer to it
     * @param total regular expression of the keys of all addresses of a scope, its first group the scope
     * @param used the same of addresses in use
     * @param value pointer from a key's value to the number
     */
    public record ScopeTable(String object, String total, String used, String value) {}
}
