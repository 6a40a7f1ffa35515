-- Schema 3: the way from a statement's id to its report. An id is a hash and tells nothing of the report that
-- it is made of: to name a statement by it alone, all readings were read.

-- Of a statement's first hop: the eight bytes of its id, without the `-2` that tells twins apart.
ALTER TABLE said ADD COLUMN id BLOB;
CREATE INDEX said_by_id ON said (id) WHERE id IS NOT NULL;
