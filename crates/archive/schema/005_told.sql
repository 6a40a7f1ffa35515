-- Schema 5, of the index: what reports tell to have happened, to be asked, planned, refused or denied, and what
-- lasts between parties. Derived from readings, as corrections leave them; it is filtered and put in order by these
-- rows, and shown from the readings.

CREATE TABLE told (
    report     INTEGER NOT NULL REFERENCES report (n),
    lasting    INTEGER NOT NULL,     -- 0: an event; 1: an arrangement
    n          INTEGER NOT NULL,     -- index among the events, or arrangements, of the report's reading
    kind       TEXT NOT NULL,        -- PLOVER type of an event, kind of an arrangement
    status     TEXT NOT NULL,        -- how far it got
    first      TEXT,                 -- ISO days between which it lies; NULL where it lies nowhere in time
    last       TEXT,
    edtf       TEXT,                 -- its time (ISO 8601-2), as exact as the words tell it
    place      INTEGER,              -- where: index among the entities of the report's reading
    confidence REAL NOT NULL,
    PRIMARY KEY (report, lasting, n)
) STRICT, WITHOUT ROWID;

-- Who has a part in it.
CREATE TABLE told_part (
    report   INTEGER NOT NULL REFERENCES report (n),
    lasting  INTEGER NOT NULL,
    n        INTEGER NOT NULL,
    argument INTEGER NOT NULL,       -- index among those who have a part
    part     TEXT NOT NULL,          -- actor, recipient, place; of an arrangement party, place
    entity   INTEGER,                -- index among the entities of the report's reading, or
    people   INTEGER,                -- among its groups, which are nobody outside of the report
    PRIMARY KEY (report, lasting, n, argument)
) STRICT, WITHOUT ROWID;
