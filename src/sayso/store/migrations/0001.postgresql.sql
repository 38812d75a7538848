CREATE TABLE migrations (
    version BIGINT PRIMARY KEY,
    at TEXT NOT NULL,
    sayso TEXT NOT NULL
)

CREATE TABLE changes (
    seq BIGINT PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    sayso TEXT NOT NULL,
    what TEXT NOT NULL
)

CREATE TABLE documents (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE TABLE originals (
    seq BIGINT PRIMARY KEY,
    document BIGINT NOT NULL REFERENCES documents(seq),
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE UNIQUE INDEX originals_by_document_name ON originals (document, name)

CREATE TABLE contents (
    document BIGINT PRIMARY KEY REFERENCES documents(seq),
    data BYTEA NOT NULL
)

CREATE TABLE statements (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document BIGINT NOT NULL REFERENCES documents(seq),
    kind TEXT NOT NULL,
    speaker TEXT NOT NULL,
    factor TEXT,
    written TEXT,
    said_from TEXT,
    said_until TEXT,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE INDEX statements_by_document ON statements (document)

CREATE INDEX statements_by_kind ON statements (kind)

CREATE INDEX statements_by_speaker ON statements (speaker)

CREATE INDEX statements_by_factor ON statements (factor)

CREATE INDEX statements_by_said_from_said_until ON statements (said_from, said_until)

CREATE TABLE bodies (
    seq BIGINT PRIMARY KEY REFERENCES statements(seq),
    body TEXT NOT NULL
)

CREATE TABLE words (
    seq BIGINT PRIMARY KEY REFERENCES statements(seq),
    quote TSVECTOR NOT NULL
)

CREATE INDEX words_by_quote ON words USING gin (quote)

CREATE TABLE about (
    actor TEXT NOT NULL,
    seq BIGINT NOT NULL REFERENCES statements(seq),
    PRIMARY KEY (actor, seq)
)

CREATE INDEX about_by_seq ON about (seq)

CREATE TABLE reviews (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    statement TEXT NOT NULL REFERENCES statements(id),
    body TEXT NOT NULL,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE INDEX reviews_by_statement ON reviews (statement)

CREATE TABLE models (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE INDEX models_by_name ON models (name)

CREATE TABLE runs (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    model TEXT NOT NULL REFERENCES models(id),
    body TEXT NOT NULL,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE INDEX runs_by_model ON runs (model)

CREATE TABLE claims (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    statement TEXT NOT NULL,
    speaker TEXT NOT NULL,
    body TEXT NOT NULL,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE INDEX claims_by_statement ON claims (statement)

CREATE INDEX claims_by_speaker ON claims (speaker)

CREATE TABLE questions (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    parent TEXT REFERENCES questions(id),
    body TEXT NOT NULL,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE INDEX questions_by_parent ON questions (parent)

CREATE TABLE readings (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    statement TEXT NOT NULL,
    question TEXT NOT NULL REFERENCES questions(id),
    body TEXT NOT NULL,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE INDEX readings_by_statement ON readings (statement)

CREATE INDEX readings_by_question ON readings (question)

CREATE TABLE forecasts (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    question TEXT NOT NULL REFERENCES questions(id),
    statement TEXT,
    origin TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE INDEX forecasts_by_question ON forecasts (question)

CREATE INDEX forecasts_by_statement ON forecasts (statement)

CREATE INDEX forecasts_by_origin_name ON forecasts (origin, name)

CREATE TABLE resolutions (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    question TEXT NOT NULL REFERENCES questions(id),
    supersedes TEXT REFERENCES resolutions(id),
    body TEXT NOT NULL,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE INDEX resolutions_by_question ON resolutions (question)

CREATE INDEX resolutions_by_supersedes ON resolutions (supersedes)

CREATE TABLE verdicts (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    statement TEXT NOT NULL,
    supersedes TEXT REFERENCES verdicts(id),
    body TEXT NOT NULL,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE INDEX verdicts_by_statement ON verdicts (statement)

CREATE INDEX verdicts_by_supersedes ON verdicts (supersedes)

CREATE TABLE activities (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    speaker TEXT NOT NULL,
    body TEXT NOT NULL,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE INDEX activities_by_speaker ON activities (speaker)

CREATE TABLE scores (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    forecast TEXT NOT NULL REFERENCES forecasts(id),
    question TEXT NOT NULL REFERENCES questions(id),
    resolution TEXT NOT NULL REFERENCES resolutions(id),
    body TEXT NOT NULL,
    change BIGINT NOT NULL REFERENCES changes(seq)
)

CREATE INDEX scores_by_forecast ON scores (forecast)

CREATE INDEX scores_by_question ON scores (question)

CREATE INDEX scores_by_resolution ON scores (resolution)

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE =
        'rows of ' || TG_TABLE_NAME || ' are never changed or deleted; add one that supersedes';
END
$$

CREATE TRIGGER changes_refuse_change BEFORE UPDATE OR DELETE ON changes
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER changes_refuse_truncate BEFORE TRUNCATE ON changes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER documents_refuse_change BEFORE UPDATE OR DELETE ON documents
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER documents_refuse_truncate BEFORE TRUNCATE ON documents
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER originals_refuse_change BEFORE UPDATE OR DELETE ON originals
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER originals_refuse_truncate BEFORE TRUNCATE ON originals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER statements_refuse_change BEFORE UPDATE OR DELETE ON statements
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER statements_refuse_truncate BEFORE TRUNCATE ON statements
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER bodies_refuse_change BEFORE UPDATE OR DELETE ON bodies
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER bodies_refuse_truncate BEFORE TRUNCATE ON bodies
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER about_refuse_change BEFORE UPDATE OR DELETE ON about
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER about_refuse_truncate BEFORE TRUNCATE ON about
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER reviews_refuse_change BEFORE UPDATE OR DELETE ON reviews
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER reviews_refuse_truncate BEFORE TRUNCATE ON reviews
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER models_refuse_change BEFORE UPDATE OR DELETE ON models
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER models_refuse_truncate BEFORE TRUNCATE ON models
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER runs_refuse_change BEFORE UPDATE OR DELETE ON runs
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER runs_refuse_truncate BEFORE TRUNCATE ON runs
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER claims_refuse_change BEFORE UPDATE OR DELETE ON claims
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER claims_refuse_truncate BEFORE TRUNCATE ON claims
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER questions_refuse_change BEFORE UPDATE OR DELETE ON questions
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER questions_refuse_truncate BEFORE TRUNCATE ON questions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER readings_refuse_change BEFORE UPDATE OR DELETE ON readings
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER readings_refuse_truncate BEFORE TRUNCATE ON readings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER forecasts_refuse_change BEFORE UPDATE OR DELETE ON forecasts
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER forecasts_refuse_truncate BEFORE TRUNCATE ON forecasts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER resolutions_refuse_change BEFORE UPDATE OR DELETE ON resolutions
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER resolutions_refuse_truncate BEFORE TRUNCATE ON resolutions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER verdicts_refuse_change BEFORE UPDATE OR DELETE ON verdicts
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER verdicts_refuse_truncate BEFORE TRUNCATE ON verdicts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER activities_refuse_change BEFORE UPDATE OR DELETE ON activities
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER activities_refuse_truncate BEFORE TRUNCATE ON activities
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER scores_refuse_change BEFORE UPDATE OR DELETE ON scores
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER scores_refuse_truncate BEFORE TRUNCATE ON scores
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER contents_refuse_change BEFORE UPDATE OR DELETE ON contents
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER contents_refuse_truncate BEFORE TRUNCATE ON contents
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER words_refuse_change BEFORE UPDATE OR DELETE ON words
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER words_refuse_truncate BEFORE TRUNCATE ON words
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER migrations_refuse_change BEFORE UPDATE OR DELETE ON migrations
    FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER migrations_refuse_truncate BEFORE TRUNCATE ON migrations
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
