-- Who signed the certificate of a place (host:port) when it was last well: another signature later may be a filter's.
CREATE TABLE signer (
    place  TEXT NOT NULL PRIMARY KEY,
    issuer TEXT NOT NULL,
    at     TEXT NOT NULL
) WITHOUT ROWID;
