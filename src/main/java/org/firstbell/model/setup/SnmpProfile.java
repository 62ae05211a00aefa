package org.firstbell.model.setup;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A family of SNMP devices as a data file: how it is recognised, what is asked, and which signals that gives.
 *
 * @param id the name that {@code profile:} takes
 * @param kind what a device of this family usually is
 * @param sources MIBs and pages that its objects and their meaning were taken from
 * @param testedAgainst devices that it was tried against; empty when only its sources vouch for it
 * @param bulk whether its agents can be asked by GETBULK; those known to break on it are asked by GETNEXT
 */
public record SnmpProfile(
        String id,
        String title,
        Optional<DeviceKind> kind,
        List<String> sources,
        List<String> testedAgainst,
        ProfileMatch match,
        boolean bulk,
        List<ProfileQuery> queries) {
    /** Every recipe that a question can use, with the options that it cannot do without. */
    public static final Map<String, Set<String>> MAPPERS = Map.ofEntries(
            Map.entry("count", Set.of("signal")),
            Map.entry("sum", Set.of("signal", "column")),
            Map.entry("mean", Set.of("signal", "column")),
            Map.entry("max", Set.of("signal", "column")),
            Map.entry("min", Set.of("signal", "column")),
            Map.entry("groups", Set.of("signal", "column", "by")),
            Map.entry("ratio", Set.of("signal", "part", "whole")),
            Map.entry("programs", Set.of("column")),
            Map.entry("software", Set.of("column")),
            Map.entry("storage", Set.of()),
            Map.entry("ports", Set.of()),
            Map.entry("units", Set.of()),
            Map.entry("radios", Set.of()),
            Map.entry("bssids", Set.of()),
            Map.entry("clients", Set.of()),
            Map.entry("first", Set.of("signal", "column")),
            Map.entry("ssids", Set.of()),
            Map.entry("arp", Set.of()),
            Map.entry("neighbours", Set.of()),
            Map.entry("supplies", Set.of()),
            Map.entry("printer", Set.of()),
            Map.entry("scopes", Set.of()),
            Map.entry("forwarding", Set.of()));

    public SnmpProfile {
        sources = List.copyOf(sources);
        testedAgainst = List.copyOf(testedAgainst);
        queries = List.copyOf(queries);
        if (queries.stream().filter(ProfileQuery::liveness).count() != 1) {
            throw new IllegalArgumentException("profile " + id + " has exactly one question of life");
        }
    }

    /**
     * The conditions by which a family is recognised: any prefix of sysObjectID, or sysDescr, or the kind that the
     * inventory gives; and then, unless sysObjectID alone decides, a deciding object.
     *
     * @param objectIds prefixes of sysObjectID, in dotted digits; the longest that fits decides between families
     * @param description regular expression that stands somewhere in sysDescr
     * @param kinds words of device kinds, for what no vendor marks
     * @param decidingObject an object that only this family answers
     * @param requiresBoth sysObjectID and sysDescr must both fit: for a family within the range of another's identities
     */
    public record ProfileMatch(
            List<String> objectIds,
            Optional<String> description,
            Set<String> kinds,
            Optional<String> decidingObject,
            boolean requiresBoth) {
        public ProfileMatch {
            objectIds = List.copyOf(objectIds);
            kinds = Set.copyOf(kinds);
        }
    }

    /**
     * One question: scalars by GET, or the columns of one table.
     *
     * @param sightingsOnly asked only where the inventory wants the device's sightings, since the answer is large
     * @param pace {@code beat}, {@code controller}, {@code table} or {@code hourly}
     * @param columns the table's columns by the names that recipes use
     * @param mappers what is made of the answer
     * @param vlans column whose rows name a switch's VLANs, in each of whose contexts the table is read
     * @param timeout for each request of a table, which is tried twice; empty means 5 s
     * @param olderColumns columns of older MIBs, each asked only where the agent does not tell the column of its name
     */
    public record ProfileQuery(
            String name,
            boolean liveness,
            boolean sightingsOnly,
            String pace,
            List<ScalarMapping> scalars,
            Map<String, String> columns,
            List<MapperUse> mappers,
            Optional<String> vlans,
            Optional<Duration> timeout,
            Map<String, String> olderColumns) {
        public ProfileQuery {
            scalars = List.copyOf(scalars);
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
            mappers = List.copyOf(mappers);
            olderColumns = Map.copyOf(olderColumns);
        }
    }

    /**
     * One object that is one signal. Of several for one signal the first that answers counts.
     *
     * @param scale what a number is multiplied by to reach the base unit
     * @param minimum numbers below are no answer
     * @param maximum numbers above are no answer
     * @param pattern regular expression whose groups are the value, joined by dots, for texts
     * @param words what the agent's numbers mean, for states and flags
     * @param defaultWord what its other numbers mean, within their bounds; empty means nothing
     */
    public record ScalarMapping(
            String signal,
            String oid,
            double scale,
            double minimum,
            double maximum,
            Optional<String> pattern,
            Map<Integer, String> words,
            Optional<String> defaultWord) {
        public ScalarMapping {
            words = Map.copyOf(words);
        }
    }

    /** A recipe of the probe package with its options. */
    public record MapperUse(String mapper, Map<String, String> options) {
        public MapperUse {
            options = Map.copyOf(options);
        }
    }
}
