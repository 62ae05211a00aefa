-- What answered or was sighted at least once: without a row, silence is a set-up task and no fault.
CREATE TABLE reached (
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    at   TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
