CREATE TABLE links (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    claim TEXT NOT NULL,
    statement TEXT NOT NULL,
    body TEXT NOT NULL,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE INDEX links_by_claim ON links (claim)

CREATE INDEX links_by_statement ON links (statement)

CREATE TABLE readings_done (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    reader TEXT NOT NULL,
    body TEXT NOT NULL,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE INDEX readings_done_by_document ON readings_done (document)

CREATE INDEX readings_done_by_reader ON readings_done (reader)

CREATE TABLE reading_problems (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    body TEXT NOT NULL,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE INDEX reading_problems_by_source ON reading_problems (source)

CREATE TRIGGER links_refuse_update BEFORE UPDATE ON links
BEGIN
    SELECT RAISE(ABORT, 'rows of links are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER links_refuse_delete BEFORE DELETE ON links
BEGIN
    SELECT RAISE(ABORT, 'rows of links are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER links_refuse_replace BEFORE INSERT ON links
WHEN EXISTS (SELECT 1 FROM links WHERE id = NEW.id OR seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'rows of links are never replaced; add one that supersedes');
END

CREATE TRIGGER readings_done_refuse_update BEFORE UPDATE ON readings_done
BEGIN
    SELECT RAISE(ABORT, 'rows of readings_done are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER readings_done_refuse_delete BEFORE DELETE ON readings_done
BEGIN
    SELECT RAISE(ABORT, 'rows of readings_done are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER readings_done_refuse_replace BEFORE INSERT ON readings_done
WHEN EXISTS (SELECT 1 FROM readings_done WHERE id = NEW.id OR seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'rows of readings_done are never replaced; add one that supersedes');
END

CREATE TRIGGER reading_problems_refuse_update BEFORE UPDATE ON reading_problems
BEGIN
    SELECT RAISE(ABORT, 'rows of reading_problems are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER reading_problems_refuse_delete BEFORE DELETE ON reading_problems
BEGIN
    SELECT RAISE(ABORT, 'rows of reading_problems are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER reading_problems_refuse_replace BEFORE INSERT ON reading_problems
WHEN EXISTS (SELECT 1 FROM reading_problems WHERE id = NEW.id OR seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'rows of reading_problems are never replaced; add one that supersedes');
END
