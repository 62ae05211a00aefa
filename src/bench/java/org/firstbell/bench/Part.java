package org.firstbell.bench;

/** One part of the benchmark. Parts take turns, so that what disturbs the machine for a while disturbs them alike. */
interface Part {
    /** The word that selects it. */
    String name();

    /** Whether one round is enough, since it takes long and its figures hold within itself. */
    default boolean once() {
        return false;
    }

    /** Measures once. */
    void round(Ground ground, Figures figures) throws Exception;

    /** Writes its rows. */
    void report(Ground ground, Table table);
}
