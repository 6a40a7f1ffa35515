-- Schema 1: what was put in, what was read out of it, and what became of it.
--
-- Original, covered by a hash that the custody log or the row itself names: blob, report, custody,
-- correction. Derived, can be made again from those: engine, reading. failure is a list of things to do,
-- each with its seal.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The bytes that came in, each once.
CREATE TABLE blob (
    n      INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE,     -- of the bytes before packing
    size   INTEGER NOT NULL,         -- their number
    packed BLOB NOT NULL             -- see pack.rs
) STRICT;

-- One text under one origin. Rows are never changed and never deleted.
CREATE TABLE report (
    n              INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,  -- musnad_report::report_id
    blob           INTEGER NOT NULL REFERENCES blob (n),
    address        TEXT NOT NULL,         -- the url, else the path and record: what versions share
    path           TEXT,
    record         INTEGER,
    url            TEXT,
    outlet         TEXT,
    title          TEXT,
    author         TEXT,
    published      TEXT,                  -- ISO day, as the next two
    published_from TEXT NOT NULL,
    modified       TEXT,
    captured       TEXT,
    language       TEXT NOT NULL,
    has_title      INTEGER NOT NULL,      -- 1: the text's first paragraph is the title
    notes          TEXT NOT NULL,         -- JSON array: what was doubtful when it came in
    text_sha256    BLOB NOT NULL,         -- of the text in which all offsets count
    text_size      INTEGER NOT NULL,
    text_packed    BLOB NOT NULL          -- packed against the blob
) STRICT;
CREATE INDEX report_by_address ON report (address);
CREATE INDEX report_by_text ON report (text_sha256);
CREATE INDEX report_by_blob ON report (blob);

-- Engines with their language data: what makes readings.
CREATE TABLE engine (
    n       INTEGER PRIMARY KEY,
    version TEXT NOT NULL,
    data    TEXT NOT NULL,
    UNIQUE (version, data)
) STRICT;

-- What an engine read out of a report, before corrections.
CREATE TABLE reading (
    n       INTEGER PRIMARY KEY,
    report  INTEGER NOT NULL REFERENCES report (n),
    engine  INTEGER NOT NULL REFERENCES engine (n),
    current INTEGER NOT NULL,        -- 1 for the one that is shown
    sha256  BLOB NOT NULL,           -- of the reading before packing
    size    INTEGER NOT NULL,
    packed  BLOB NOT NULL,
    UNIQUE (report, engine)
) STRICT;
CREATE UNIQUE INDEX reading_current ON reading (report) WHERE current = 1;

-- Who did what when: entries linked by hash, each naming the one before it. See custody.rs.
CREATE TABLE custody (
    n       INTEGER PRIMARY KEY,
    hash    BLOB NOT NULL UNIQUE,
    prev    BLOB,                    -- NULL for the entry that founds an archive
    at      TEXT NOT NULL,           -- RFC 3339, UTC
    program TEXT NOT NULL,
    act     TEXT NOT NULL,
    subject TEXT NOT NULL,           -- a report's id, an engine …
    before  BLOB,                    -- SHA-256 of the subject's state before and after the act
    after   BLOB,
    detail  TEXT NOT NULL
) STRICT;

-- What people said against readings (law 4). Appended to, never changed. See correction.rs.
CREATE TABLE correction (
    n      INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,     -- 16 hex digits of the event's SHA-256
    report TEXT NOT NULL,            -- the report's id
    event  TEXT NOT NULL             -- JSON
) STRICT;
CREATE INDEX correction_by_report ON correction (report);

-- What could not be read in, until it could.
CREATE TABLE failure (
    n       INTEGER PRIMARY KEY,
    path    TEXT NOT NULL,
    place   TEXT NOT NULL,           -- record or member within the file, '' for the file itself
    reason  TEXT NOT NULL,
    first   TEXT NOT NULL,           -- RFC 3339, UTC
    last    TEXT NOT NULL,
    tries   INTEGER NOT NULL,
    seal    BLOB NOT NULL,           -- SHA-256 of the row
    UNIQUE (path, place)
) STRICT;
