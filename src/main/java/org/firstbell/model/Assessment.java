package org.firstbell.model;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * What is judged now. A live view, confined to the core's event loop; what its methods return is immutable and may be
 * kept.
 */
public interface Assessment {
    /** The instant it was last brought up to date. */
    Instant at();

    /** Every session of the plan, in the order of their starts. */
    Collection<SessionStanding> sessions();

    /** One session. */
    Optional<SessionStanding> session(SessionId id);

    /** Every device and service in use, in the order of the configuration. */
    Collection<TargetStanding> targets();

    /** One device or service. */
    Optional<TargetStanding> target(Target id);

    /** The latest signals of one target, stale ones included, by name. */
    Collection<Signal> signals(Target id);

    /** Whether a signal is still fresh at {@link #at()}. */
    boolean fresh(Signal signal);

    /** Set while every verdict is "UNKNOWN: we are blind". */
    Optional<Blindness> blindness();

    /** The internet as the independent anchors tell: empty while not measured or none is configured. */
    Optional<Boolean> internet();
}
