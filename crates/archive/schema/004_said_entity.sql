-- Schema 4, of the index: whom a hop's source is.

-- Index among the entities of the report's reading; NULL where the source is nobody who is named.
ALTER TABLE said ADD COLUMN entity INTEGER;
