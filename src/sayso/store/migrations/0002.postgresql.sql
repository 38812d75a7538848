CREATE TABLE links (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    claim TEXT NOT NULL,
    statement TEXT NOT NULL,
    body TEXT NOT NULL,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE INDEX links_by_claim ON links (claim)

CREATE INDEX links_by_statement ON links (statement)

CREATE TABLE readings_done (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    reader TEXT NOT NULL,
    body TEXT NOT NULL,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE INDEX readings_done_by_document ON readings_done (document)

CREATE INDEX readings_done_by_reader ON readings_done (reader)

CREATE TABLE reading_problems (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    body TEXT NOT NULL,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE INDEX reading_problems_by_source ON reading_problems (source)

CREATE TRIGGER links_refuse_change BEFORE UPDATE OR DELETE ON links
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER links_refuse_truncate BEFORE TRUNCATE ON links
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER readings_done_refuse_change BEFORE UPDATE OR DELETE ON readings_done
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER readings_done_refuse_truncate BEFORE TRUNCATE ON readings_done
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER reading_problems_refuse_change BEFORE UPDATE OR DELETE ON reading_problems
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER reading_problems_refuse_truncate BEFORE TRUNCATE ON reading_problems
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
