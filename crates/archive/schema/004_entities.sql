-- Schema 4: who and what reports speak of, and which of them are one across reports. All of it is derived from
-- readings, corrections and language data. See entities.rs.

-- What grouping needs of a report, so that nothing is read again for it.
CREATE TABLE reported (
    report INTEGER PRIMARY KEY REFERENCES report (n),
    data   TEXT NOT NULL,            -- versions of the program and its language data that made it
    sha256 BLOB NOT NULL,            -- of the report's id, data, and what is packed
    size   INTEGER NOT NULL,         -- bytes before packing
    packed BLOB NOT NULL             -- JSON of musnad_link::Reported
) STRICT;

-- Somebody or something that reports speak of; n by the order of ids.
CREATE TABLE entity (
    n        INTEGER PRIMARY KEY,
    id       BLOB NOT NULL UNIQUE,   -- eight bytes; of its earliest member
    kind     TEXT NOT NULL,
    name     TEXT NOT NULL,
    country  TEXT,
    place    TEXT,                   -- id in the gazetteer
    reports  INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    first    TEXT,                   -- ISO days of publication
    last     TEXT
) STRICT;

-- Every form of its name, and how often it stands.
CREATE TABLE entity_form (
    entity INTEGER NOT NULL REFERENCES entity (n),
    form   TEXT NOT NULL,
    times  INTEGER NOT NULL,         -- 0: a definite noun, an office, or what only a person called it
    PRIMARY KEY (entity, form)
) STRICT, WITHOUT ROWID;

-- The stems of the words of its names.
CREATE TABLE entity_stem (
    stem   TEXT NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity (n),
    PRIMARY KEY (stem, entity)
) STRICT, WITHOUT ROWID;

-- Its offices, and when they are told.
CREATE TABLE entity_role (
    entity  INTEGER NOT NULL REFERENCES entity (n),
    words   TEXT NOT NULL,
    first   TEXT,
    last    TEXT,
    reports INTEGER NOT NULL,
    PRIMARY KEY (entity, words)
) STRICT, WITHOUT ROWID;

-- The entity of one report that is one of it.
CREATE TABLE entity_member (
    report   INTEGER NOT NULL REFERENCES report (n),
    local    INTEGER NOT NULL,       -- index among the entities of the report's reading
    entity   INTEGER NOT NULL REFERENCES entity (n),
    id       BLOB NOT NULL,          -- eight bytes; what the entity would be called if it were the earliest
    lies_in  TEXT,                   -- id in the gazetteer
    mentions INTEGER NOT NULL,
    PRIMARY KEY (report, local)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_member_by_entity ON entity_member (entity);
CREATE INDEX entity_member_by_id ON entity_member (id);

-- Pairs that may be one.
CREATE TABLE entity_maybe (
    a       INTEGER NOT NULL REFERENCES entity (n),
    b       INTEGER NOT NULL REFERENCES entity (n),
    reasons TEXT NOT NULL,           -- with spaces between
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;

-- Groups are of all readings and corrections or they are not there: what changes one of those takes the seal away,
-- and with the seal go the groups. The next question makes them again.
CREATE TRIGGER entity_unsealed AFTER DELETE ON meta WHEN old.key = 'entities' BEGIN
    DELETE FROM entity_maybe;
    DELETE FROM entity_member;
    DELETE FROM entity_role;
    DELETE FROM entity_stem;
    DELETE FROM entity_form;
    DELETE FROM entity;
END;
CREATE TRIGGER reading_put AFTER INSERT ON reading BEGIN
    DELETE FROM reported WHERE report = new.report;
    DELETE FROM meta WHERE key = 'entities';
END;
CREATE TRIGGER reading_changed AFTER UPDATE ON reading BEGIN
    DELETE FROM reported WHERE report IN (old.report, new.report);
    DELETE FROM meta WHERE key = 'entities';
END;
CREATE TRIGGER reading_taken AFTER DELETE ON reading BEGIN
    DELETE FROM reported WHERE report = old.report;
    DELETE FROM meta WHERE key = 'entities';
END;
CREATE TRIGGER correction_put AFTER INSERT ON correction
WHEN new.event ->> 'kind' IN ('merge_entities', 'split_entity', 'rename_entity', 'undo') BEGIN
    DELETE FROM meta WHERE key = 'entities';
END;
