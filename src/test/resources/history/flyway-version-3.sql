-- A store of version 3 as Firstbell 0.1.0 left it while Flyway migrated it.
PRAGMA application_id = 1178748236;
CREATE TABLE IF NOT EXISTS "flyway_schema_history" (
    "installed_rank" INT NOT NULL PRIMARY KEY,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INT,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
    "execution_time" INT NOT NULL,
    "success" BOOLEAN NOT NULL
);
INSERT INTO flyway_schema_history VALUES(1,'1','journal and outbox','SQL','V1__journal_and_outbox.sql',-1568801089,'','2026-12-01 04:20:28.776',2,1);
INSERT INTO flyway_schema_history VALUES(2,'2','reached','SQL','V2__reached.sql',1265551454,'','2026-12-01 04:20:28.786',0,1);
INSERT INTO flyway_schema_history VALUES(3,'3','signer','SQL','V3__signer.sql',586739312,'','2026-12-01 04:20:28.800',1,1);
CREATE TABLE progress (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    last INTEGER NOT NULL
);
INSERT INTO progress VALUES(1,5);
CREATE TABLE incident (
    number    INTEGER PRIMARY KEY,
    opened_ms INTEGER NOT NULL,
    ended_ms  INTEGER
);
INSERT INTO incident VALUES(1,1807711200123,NULL);
INSERT INTO incident VALUES(2,1807711200123,NULL);
CREATE TABLE incident_event (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    incident INTEGER NOT NULL,
    at       TEXT    NOT NULL,
    type     TEXT    NOT NULL,
    body     TEXT    NOT NULL
);
INSERT INTO incident_event VALUES(1,1,'2027-04-14T14:00:00.123456789Z','opened','{"firstSignAt":"2027-04-14T13:59:56.123456789Z","causeKind":"device","cause":"sw-2","check":"answers","severity":"blocking","summary":{"wall":"The second-floor switch is off.","full":"The second-floor switch does not answer since 9:44 AM."},"remedy":{"wall":"Check its power. \"Closet B\", <b>left</b>; naïve 学校 😀","full":"Check its power. \"Closet B\", <b>left</b>; naïve 学校 😀"},"devices":["pc-1","pc-2"],"rooms":["lab-204"],"sessions":["ela-7"]}');
INSERT INTO incident_event VALUES(2,1,'2027-04-14T14:00:00.123456789Z','noted','{"by":"by","text":"part 1"}');
INSERT INTO incident_event VALUES(3,1,'2027-04-14T14:00:00.123456789Z','noted','{"by":"by","text":"part 2"}');
INSERT INTO incident_event VALUES(4,1,'2027-04-14T14:00:00.123456789Z','noted','{"by":"by","text":"part 3"}');
INSERT INTO incident_event VALUES(5,1,'2027-04-14T14:00:00.123456789Z','noted','{"by":"by","text":"part 4"}');
INSERT INTO incident_event VALUES(6,2,'2027-04-14T14:00:00.123456789Z','opened','{"firstSignAt":"2027-04-14T13:59:56.123456789Z","causeKind":"device","cause":"sw-2","check":"answers","severity":"blocking","summary":{"wall":"The second-floor switch is off.","full":"The second-floor switch does not answer since 9:44 AM."},"remedy":{"wall":"Check its power. \"Closet B\", <b>left</b>; naïve 学校 😀","full":"Check its power. \"Closet B\", <b>left</b>; naïve 学校 😀"},"devices":["pc-1","pc-2"],"rooms":["lab-204"],"sessions":["ela-7"]}');
INSERT INTO incident_event VALUES(7,2,'2027-04-14T14:00:00.123456789Z','noted','{"by":"by","text":"part 1"}');
INSERT INTO incident_event VALUES(8,2,'2027-04-14T14:00:00.123456789Z','noted','{"by":"by","text":"part 2"}');
INSERT INTO incident_event VALUES(9,2,'2027-04-14T14:00:00.123456789Z','noted','{"by":"by","text":"part 3"}');
INSERT INTO incident_event VALUES(10,2,'2027-04-14T14:00:00.123456789Z','noted','{"by":"by","text":"part 4"}');
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
INSERT INTO staff_action VALUES(1,'2027-04-14T14:00:00.123456789Z',1807711200123,'started','ela-7',NULL,'by','1');
INSERT INTO staff_action VALUES(2,'2027-04-14T14:00:00.123456789Z',1807711200123,'started','ela-7',NULL,'by','2');
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
INSERT INTO notice VALUES(1,'incident-1/1','mail','incident-1','coordinator@lincoln.example',1807711200123,'{"key":"incident-1/1","channel":"mail","thread":"incident-1","incidents":[1],"sessions":["ela-7"],"kind":"BAD","state":"NOT READY","to":"coordinator@lincoln.example","subject":"[NOT READY] Lab 204, 9:00 AM: switch is off (#1)","text":"plain","html":"<p>html</p>","badSince":"2027-04-14T13:59:00.123456789Z","composedAt":"2027-04-14T14:00:00.123456789Z","dueAt":"2027-04-14T14:00:01.123456789Z"}','SENT',1,'2027-04-14T14:00:00.123456789Z','250 ok 1');
INSERT INTO notice VALUES(2,'incident-2/1','mail','incident-2','coordinator@lincoln.example',1807711200123,'{"key":"incident-2/1","channel":"mail","thread":"incident-2","incidents":[2],"sessions":["ela-7"],"kind":"BAD","state":"NOT READY","to":"coordinator@lincoln.example","subject":"[NOT READY] Lab 204, 9:00 AM: switch is off (#2)","text":"plain","html":"<p>html</p>","badSince":"2027-04-14T13:59:00.123456789Z","composedAt":"2027-04-14T14:00:00.123456789Z","dueAt":"2027-04-14T14:00:01.123456789Z"}','PENDING',0,'2027-04-14T14:00:01.123456789Z','');
CREATE TABLE notice_incident (
    notice   INTEGER NOT NULL REFERENCES notice (seq),
    incident INTEGER NOT NULL,
    PRIMARY KEY (notice, incident)
) WITHOUT ROWID;
INSERT INTO notice_incident VALUES(1,1);
INSERT INTO notice_incident VALUES(2,2);
CREATE TABLE verdict (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    session TEXT    NOT NULL,
    at      TEXT    NOT NULL,
    at_ms   INTEGER NOT NULL,
    verdict TEXT    NOT NULL,
    word    TEXT    NOT NULL,
    reason  TEXT    NOT NULL
);
CREATE TABLE reached (
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    at   TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
INSERT INTO reached VALUES('device','sw-1','2027-04-14T14:00:00.123456789Z');
CREATE TABLE signer (
    place  TEXT NOT NULL PRIMARY KEY,
    issuer TEXT NOT NULL,
    at     TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO signer VALUES('testnav.example:443','CN=Example CA','2027-04-14T14:00:00.123456789Z');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('incident_event',10);
INSERT INTO sqlite_sequence VALUES('staff_action',2);
INSERT INTO sqlite_sequence VALUES('notice',2);
CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success");
CREATE INDEX incident_ended ON incident (ended_ms);
CREATE INDEX incident_event_incident ON incident_event (incident, seq);
CREATE INDEX notice_thread ON notice (channel, thread, recipient, seq);
CREATE INDEX notice_composed ON notice (composed_ms);
CREATE INDEX notice_open ON notice (state) WHERE state IN ('PENDING', 'UNDER_WAY');
CREATE INDEX notice_incident_incident ON notice_incident (incident);
CREATE INDEX verdict_session ON verdict (session, at_ms);
