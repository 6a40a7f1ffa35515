-- Schema 2: what reports are found by. All of it is derived from texts and readings and can be made again.

-- The terms of every text, made by musnad-search (never by a tokenizer of SQLite, which tears marked words
-- apart): exact forms and stems, separated by spaces. rowid is the report's number.
CREATE VIRTUAL TABLE words USING fts5 (
    title_exact, title_stem, body_exact, body_stem,
    content = '', tokenize = 'ascii'
);
-- Fewer and larger segments than by default: they are written in batches of hundreds of reports.
INSERT INTO words (words, rank) VALUES ('hashsize', 33554432);

-- Names that occur in many rows: of speakers, outlets, kinds and stances.
CREATE TABLE label (
    n    INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

-- The stems of a name's words.
CREATE TABLE label_word (
    stem  TEXT NOT NULL,
    label INTEGER NOT NULL,
    PRIMARY KEY (stem, label)
) STRICT, WITHOUT ROWID;

-- What else a report is found by.
CREATE TABLE facet (
    report INTEGER PRIMARY KEY REFERENCES report (n),
    day    TEXT,                     -- of publication, ISO
    outlet INTEGER                   -- label
) STRICT;

-- With every row of facet comes or goes one of words: then the hash of FTS5's own tables, taken when the
-- archive was closed, is that of another index. See seal.rs.
CREATE TRIGGER facet_put AFTER INSERT ON facet BEGIN
    DELETE FROM meta WHERE key = 'words_seal';
END;
CREATE TRIGGER facet_taken AFTER DELETE ON facet BEGIN
    DELETE FROM meta WHERE key = 'words_seal';
END;

-- Who is made to say something: one row a hop of a statement, as corrections leave it.
CREATE TABLE said (
    report    INTEGER NOT NULL REFERENCES report (n),
    statement INTEGER NOT NULL,      -- index among the report's statements
    hop       INTEGER NOT NULL,      -- index in its chain, from the reader to the origin
    speaker   INTEGER,               -- label; NULL where nobody is given
    kind      INTEGER NOT NULL,      -- label, as the next
    stance    INTEGER NOT NULL,
    said_on   TEXT,                  -- ISO day, by the report's own words
    PRIMARY KEY (report, statement, hop)
) STRICT, WITHOUT ROWID;
CREATE INDEX said_by_speaker ON said (speaker);
