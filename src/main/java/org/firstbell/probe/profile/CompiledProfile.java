package org.firstbell.probe.profile;

import java.time.Duration;
import java.util.List;
import org.firstbell.model.setup.SnmpProfile;
import org.firstbell.probe.Query;
import org.firstbell.probe.snmp.client.ProfileNameCache;
import org.firstbell.probe.snmp.client.ScalarQueryPlan;
import org.firstbell.probe.snmp.client.TableWalk;
import org.jspecify.annotations.Nullable;

/** A family's questions made ready to be asked, shared by all its devices. Immutable but for what its plans keep. */
public final class CompiledProfile {
    private static final Duration TABLE_TIMEOUT = Duration.ofSeconds(5);

    private final SnmpProfile profile;
    private final List<Query> queries;
    private final List<CompiledQuery> compiledQueries;

    /**
     * One query of a compiled profile.
     *
     * @param scalarPlan what to GET; null for a table
     * @param tablePlan what to read; empty for scalars
     * @param fallbackColumns what stands in for columns of the table; null where nothing does
     */
    public record CompiledQuery(
            SnmpProfile.ProfileQuery profileQuery,
            @Nullable ScalarQueryPlan scalarPlan,
            TableWalk.TablePlan tablePlan,
            @Nullable FallbackColumns fallbackColumns) {}

    /** @param sights whether the tables of others are asked for too */
    CompiledProfile(SnmpProfile profile, boolean sights, ProfileNameCache lexicon) {
        this.profile = profile;
        List<SnmpProfile.ProfileQuery> asked = profile.queries().stream()
                .filter(question -> sights || !question.sightingsOnly())
                .toList();
        this.queries = asked.stream()
                .map(question -> new Query(question.name(), question.liveness(), queryPace(question.pace())))
                .toList();
        this.compiledQueries =
                asked.stream().map(question -> compiledQuery(question, lexicon)).toList();
    }

    private static CompiledQuery compiledQuery(SnmpProfile.ProfileQuery asks, ProfileNameCache lexicon) {
        TableWalk.TablePlan table = tablePlan(asks);
        return new CompiledQuery(
                asks,
                asks.columns().isEmpty() ? new ScalarQueryPlan(asks.scalars(), lexicon) : null,
                table,
                asks.olderColumns().isEmpty() ? null : new FallbackColumns(table, asks.olderColumns()));
    }

    private static Query.QueryPace queryPace(String word) {
        return switch (word) {
            case "controller" -> Query.QueryPace.CONTROLLER;
            case "table" -> Query.QueryPace.TABLE;
            case "hourly" -> Query.QueryPace.HOURLY;
            default -> Query.QueryPace.SESSION;
        };
    }

    private static TableWalk.TablePlan tablePlan(SnmpProfile.ProfileQuery question) {
        boolean counts = question.mappers().stream()
                .flatMap(use -> TableMappers.find(use.mapper()).stream())
                .anyMatch(TableMapper::hasRates);
        return TableWalk.TablePlan.of(question.columns(), question.timeout().orElse(TABLE_TIMEOUT), counts);
    }

    public SnmpProfile profile() {
        return profile;
    }

    /** Its questions as the poller plans them; the same list for all devices. */
    public List<Query> queries() {
        return queries;
    }

    /** The question of a part; null when the family has none of its name. */
    @Nullable
    public CompiledQuery compiledQuery(Query query) {
        for (int i = 0; i < queries.size(); i++) {
            if (queries.get(i).name().equals(query.name())) {
                return compiledQueries.get(i);
            }
        }
        return null;
    }
}
