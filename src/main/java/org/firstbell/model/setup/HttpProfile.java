package org.firstbell.model.setup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of answer over HTTP as a data file: how it is asked for, what a good answer is, and which signals its body gives.
 *
 * @param statuses HTTP statuses of a good answer
 * @param good values that must stand at JSON pointers (RFC 6901) when something stands there
 * @param begins pointers to texts that must begin with the text at another pointer
 * @param explains a pointer to the device's own words when it is not well
 * @param fields signals out of a JSON body
 * @param metrics signals out of a body in Prometheus' text format
 * @param clients a table of Wi-Fi clients in a JSON body
 * @param units a table of a controller's access points in a JSON body
 * @param scopes address scopes of a DHCP server in a JSON body
 * @param sources where its paths and their meaning were taken from
 * @param tried what it was tried against
 */
public record HttpProfile(
        String id,
        String title,
        Format format,
        Request request,
        Set<Integer> statuses,
        Map<String, Set<String>> good,
        Map<String, String> begins,
        Optional<String> explains,
        List<Field> fields,
        List<Metric> metrics,
        Optional<Table> clients,
        Optional<Table> units,
        Optional<Scopes> scopes,
        List<String> sources,
        List<String> tried) {
    public HttpProfile {
        statuses = Set.copyOf(statuses);
        good = Map.copyOf(good);
        begins = Map.copyOf(begins);
        fields = List.copyOf(fields);
        metrics = List.copyOf(metrics);
        sources = List.copyOf(sources);
        tried = List.copyOf(tried);
    }

    /** What a body is. */
    public enum Format {
        JSON,
        PROMETHEUS
    }

    /**
     * How it is asked for. In all texts {@code {user}}, {@code {password}} and {@code {key}} are those of the
     * configuration's {@code http:} entry.
     *
     * @param path path and query, where the configuration's address has none
     */
    public record Request(String method, Optional<String> path, Map<String, String> headers, Optional<String> body) {
        /** A plain GET. */
        public static final Request GET = new Request("GET", Optional.empty(), Map.of(), Optional.empty());

        public Request {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * A value of the body that is a signal; {@code app.*.version} becomes {@code app.<platform>.version}.
     *
     * @param pointer JSON pointer (RFC 6901)
     * @param scale what a number is multiplied by to reach the base unit
     * @param per a pointer to what a number is divided by
     * @param app a pointer to the app's name, for signals of apps
     * @param without counts the entries of the list at {@code pointer} that have nothing at this pointer of their own
     */
    public record Field(
            String signal,
            String pointer,
            double scale,
            Optional<String> per,
            Optional<String> app,
            Optional<String> without) {}

    /**
     * Samples of a metric that are a signal.
     *
     * @param name of the metric; several are tried in turn, since names change between versions
     * @param labels regular expressions that a sample's labels match whole
     * @param reduce how several samples become one value
     * @param per a metric that each sample is divided by, the one with the same labels
     * @param rate increase since the last answer takes the place of values
     * @param invert one minus the value
     * @param label the text of this label is the signal
     * @param age the value is a time, and the signal how long ago that was
     * @param share each sample is divided by itself and {@code per} together
     * @param with a signal that tells the chosen sample undivided
     */
    public record Metric(
            String signal,
            List<String> name,
            Map<String, String> labels,
            Reduce reduce,
            Optional<String> per,
            boolean rate,
            boolean invert,
            Optional<String> label,
            boolean age,
            double scale,
            boolean share,
            Optional<String> with) {
        public Metric {
            name = List.copyOf(name);
            labels = Map.copyOf(labels);
        }
    }

    /** How several samples become one value. */
    public enum Reduce {
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
     * @param only pointers within an entry to what must stand there; other entries are passed over
     * @param up words of the {@code status} column that mean that an access point is connected
     */
    public record Table(String list, Map<String, String> columns, Map<String, Set<String>> only, Set<String> up) {
        public Table {
            columns = Map.copyOf(columns);
            only = Map.copyOf(only);
            up = Set.copyOf(up);
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
    public record Scopes(String object, String total, String used, String value) {}
}
