package org.firstbell.model;

import java.time.Instant;

/** The beginning of an incident for tests: the second-floor switch does not answer, which blocks, until more is said. */
public final class OpenedBuilder {
    private final IncidentId incident;
    private final Instant at;
    private Instant firstSign;
    private Cause cause = Cause.of(new DeviceId("sw-2"));
    private CheckId check = new CheckId("answers");
    private Severity severity = Severity.BLOCKING;
    private Words summary = Words.same("It is off.");
    private Words remedy = Words.same("Switch it on.");
    private Affected affected = Affected.NOTHING;

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

    public OpenedBuilder summary(Words summary) {
        this.summary = summary;
        return this;
    }

    public OpenedBuilder remedy(Words remedy) {
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
