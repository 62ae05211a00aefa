-- The store of one daemon. Instants are RFC 3339 text in UTC with all their digits; columns ending in _ms are epoch
-- milliseconds, for finding only. Bodies are JSON objects; type names are those of the tables in the code and never change
-- their meaning.

-- Number of the last write that is on disk: a write whose commit ended in doubt is not written twice.
CREATE TABLE progress (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    last INTEGER NOT NULL
);
INSERT INTO progress (one, last) VALUES (1, 0);

-- One row for each incident, kept beside its events so that the open ones are found at once.
CREATE TABLE incident (
    number    INTEGER PRIMARY KEY,
    opened_ms INTEGER NOT NULL,
    ended_ms  INTEGER
);
CREATE INDEX incident_ended ON incident (ended_ms);

-- The truth about incidents: only ever added to.
CREATE TABLE incident_event (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    incident INTEGER NOT NULL,
    at       TEXT    NOT NULL,
    type     TEXT    NOT NULL,
    body     TEXT    NOT NULL
);
CREATE INDEX incident_event_incident ON incident_event (incident, seq);

-- What staff did: only ever added to.
CREATE TABLE staff_action (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    at       TEXT    NOT NULL,
    at_ms    INTEGER NOT NULL,
    type     TEXT    NOT NULL,
    session  TEXT,
    incident INTEGER,
    by       TEXT    NOT NULL,
    note     TEXT    NOT NULL
);

-- Notices and how their delivery stands.
CREATE TABLE notice (
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    key         TEXT    NOT NULL UNIQUE,
    channel     TEXT    NOT NULL,
    thread      TEXT    NOT NULL,
    recipient   TEXT    NOT NULL,
    composed_ms INTEGER NOT NULL,
    body        TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    attempts    INTEGER NOT NULL,
    next_try_at TEXT    NOT NULL,
    answer      TEXT    NOT NULL
);
CREATE INDEX notice_thread ON notice (channel, thread, recipient, seq);
CREATE INDEX notice_composed ON notice (composed_ms);
CREATE INDEX notice_open ON notice (state) WHERE state IN ('PENDING', 'UNDER_WAY');

CREATE TABLE notice_incident (
    notice   INTEGER NOT NULL REFERENCES notice (seq),
    incident INTEGER NOT NULL,
    PRIMARY KEY (notice, incident)
) WITHOUT ROWID;
CREATE INDEX notice_incident_incident ON notice_incident (incident);

-- Changes of sessions' verdicts, for reports.
CREATE TABLE verdict (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    session TEXT    NOT NULL,
    at      TEXT    NOT NULL,
    at_ms   INTEGER NOT NULL,
    verdict TEXT    NOT NULL,
    word    TEXT    NOT NULL,
    reason  TEXT    NOT NULL
);
CREATE INDEX verdict_session ON verdict (session, at_ms);
