package org.firstbell.model;

import java.time.Instant;
import org.firstbell.model.event.Affected;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.status.Severity;

/** The beginning of an incident for tests: the second-floor switch does not answer, which blocks, until more is said. */
public final class OpenedBuilder {
    private final IncidentId incident;
    private final Instant at;
    private Instant firstSign;
    private Cause cause = Cause.of(new DeviceId("sw-2"));
    private CheckId check = new CheckId("answers");
    private Severity severity = Severity.BLOCKING;
    private Phrase summary = Phrase.same("It is off.");
    private Phrase remedy = Phrase.same("Switch it on.");
    private Affected affected = Affected.NONE;

    private OpenedBuilder(IncidentId incident, Instant at) {
        this.incident = incident;
        this.at = at;
        this.firstSign = at.minusSeconds(4);
    }

    /** Opened then, four seconds after its first sign. */
    public static OpenedBuilder opened(long number, Instant at) {
        return new OpenedBuilder(new IncidentId(number), at);
    }

    public OpenedBuilder firstSign(Instant firstSign) {
        this.firstSign = firstSign;
        return this;
    }

    public OpenedBuilder cause(Cause cause) {
        this.cause = cause;
        return this;
    }

    public OpenedBuilder check(String check) {
        this.check = new CheckId(check);
        return this;
    }

    public OpenedBuilder severity(Severity severity) {
        this.severity = severity;
        return this;
    }

    public OpenedBuilder summary(Phrase summary) {
        this.summary = summary;
        return this;
    }

    public OpenedBuilder remedy(Phrase remedy) {
        this.remedy = remedy;
        return this;
    }

    public OpenedBuilder affected(Affected affected) {
        this.affected = affected;
        return this;
    }

    public IncidentEvent.Opened build() {
        return new IncidentEvent.Opened(incident, at, firstSign, cause, check, severity, summary, remedy, affected);
    }

    public Incident incident() {
        return Incident.opened(build());
    }
}
