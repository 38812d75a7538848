PRAGMA application_id = 1400468335

CREATE TABLE migrations (
    version INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    sayso TEXT NOT NULL
)

CREATE TABLE changes (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    sayso TEXT NOT NULL,
    what TEXT NOT NULL
)

CREATE TABLE documents (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE TABLE originals (
    seq INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents(seq),
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE UNIQUE INDEX originals_by_document_name ON originals (document, name)

CREATE TABLE statements (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL REFERENCES documents(seq),
    kind TEXT NOT NULL,
    speaker TEXT NOT NULL,
    factor TEXT,
    written TEXT,
    said_from TEXT,
    said_until TEXT,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE INDEX statements_by_document ON statements (document)

CREATE INDEX statements_by_kind ON statements (kind)

CREATE INDEX statements_by_speaker ON statements (speaker)

CREATE INDEX statements_by_factor ON statements (factor)

CREATE INDEX statements_by_said_from_said_until ON statements (said_from, said_until)

CREATE TABLE bodies (
    seq INTEGER PRIMARY KEY REFERENCES statements(seq),
    body TEXT NOT NULL
)

CREATE VIRTUAL TABLE words USING fts5(quote, content='', tokenize='unicode61 remove_diacritics 2')

CREATE TABLE about (
    actor TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES statements(seq),
    PRIMARY KEY (actor, seq)
) WITHOUT ROWID

CREATE TABLE reviews (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    statement TEXT NOT NULL REFERENCES statements(id),
    body TEXT NOT NULL,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE INDEX reviews_by_statement ON reviews (statement)

CREATE TABLE models (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE INDEX models_by_name ON models (name)

CREATE TABLE runs (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    model TEXT NOT NULL REFERENCES models(id),
    body TEXT NOT NULL,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE INDEX runs_by_model ON runs (model)

CREATE TABLE claims (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    statement TEXT NOT NULL,
    speaker TEXT NOT NULL,
    body TEXT NOT NULL,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE INDEX claims_by_statement ON claims (statement)

CREATE INDEX claims_by_speaker ON claims (speaker)

CREATE TABLE questions (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    parent TEXT REFERENCES questions(id),
    body TEXT NOT NULL,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE INDEX questions_by_parent ON questions (parent)

CREATE TABLE readings (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    statement TEXT NOT NULL,
    question TEXT NOT NULL REFERENCES questions(id),
    body TEXT NOT NULL,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE INDEX readings_by_statement ON readings (statement)

CREATE INDEX readings_by_question ON readings (question)

CREATE TABLE forecasts (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    question TEXT NOT NULL REFERENCES questions(id),
    statement TEXT,
    origin TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE INDEX forecasts_by_question ON forecasts (question)

CREATE INDEX forecasts_by_statement ON forecasts (statement)

CREATE INDEX forecasts_by_origin_name ON forecasts (origin, name)

CREATE TABLE resolutions (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    question TEXT NOT NULL REFERENCES questions(id),
    supersedes TEXT REFERENCES resolutions(id),
    body TEXT NOT NULL,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE INDEX resolutions_by_question ON resolutions (question)

CREATE INDEX resolutions_by_supersedes ON resolutions (supersedes)

CREATE TABLE verdicts (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    statement TEXT NOT NULL,
    supersedes TEXT REFERENCES verdicts(id),
    body TEXT NOT NULL,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE INDEX verdicts_by_statement ON verdicts (statement)

CREATE INDEX verdicts_by_supersedes ON verdicts (supersedes)

CREATE TABLE activities (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    speaker TEXT NOT NULL,
    body TEXT NOT NULL,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE INDEX activities_by_speaker ON activities (speaker)

CREATE TABLE scores (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    forecast TEXT NOT NULL REFERENCES forecasts(id),
    question TEXT NOT NULL REFERENCES questions(id),
    resolution TEXT NOT NULL REFERENCES resolutions(id),
    body TEXT NOT NULL,
    change INTEGER NOT NULL REFERENCES changes(seq)
)

CREATE INDEX scores_by_forecast ON scores (forecast)

CREATE INDEX scores_by_question ON scores (question)

CREATE INDEX scores_by_resolution ON scores (resolution)

CREATE TRIGGER changes_refuse_update BEFORE UPDATE ON changes
BEGIN
    SELECT RAISE(ABORT, 'rows of changes are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER changes_refuse_delete BEFORE DELETE ON changes
BEGIN
    SELECT RAISE(ABORT, 'rows of changes are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER changes_refuse_replace BEFORE INSERT ON changes
WHEN EXISTS (SELECT 1 FROM changes WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'rows of changes are never replaced; add one that supersedes');
END

CREATE TRIGGER documents_refuse_update BEFORE UPDATE ON documents
BEGIN
    SELECT RAISE(ABORT, 'rows of documents are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER documents_refuse_delete BEFORE DELETE ON documents
BEGIN
    SELECT RAISE(ABORT, 'rows of documents are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER originals_refuse_update BEFORE UPDATE ON originals
BEGIN
    SELECT RAISE(ABORT, 'rows of originals are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER originals_refuse_delete BEFORE DELETE ON originals
BEGIN
    SELECT RAISE(ABORT, 'rows of originals are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER originals_refuse_replace BEFORE INSERT ON originals
WHEN EXISTS (SELECT 1 FROM originals WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'rows of originals are never replaced; add one that supersedes');
END

CREATE TRIGGER statements_refuse_update BEFORE UPDATE ON statements
BEGIN
    SELECT RAISE(ABORT, 'rows of statements are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER statements_refuse_delete BEFORE DELETE ON statements
BEGIN
    SELECT RAISE(ABORT, 'rows of statements are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER bodies_refuse_update BEFORE UPDATE ON bodies
BEGIN
    SELECT RAISE(ABORT, 'rows of bodies are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER bodies_refuse_delete BEFORE DELETE ON bodies
BEGIN
    SELECT RAISE(ABORT, 'rows of bodies are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER about_refuse_update BEFORE UPDATE ON about
BEGIN
    SELECT RAISE(ABORT, 'rows of about are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER about_refuse_delete BEFORE DELETE ON about
BEGIN
    SELECT RAISE(ABORT, 'rows of about are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER reviews_refuse_update BEFORE UPDATE ON reviews
BEGIN
    SELECT RAISE(ABORT, 'rows of reviews are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER reviews_refuse_delete BEFORE DELETE ON reviews
BEGIN
    SELECT RAISE(ABORT, 'rows of reviews are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER reviews_refuse_replace BEFORE INSERT ON reviews
WHEN EXISTS (SELECT 1 FROM reviews WHERE id = NEW.id OR seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'rows of reviews are never replaced; add one that supersedes');
END

CREATE TRIGGER models_refuse_update BEFORE UPDATE ON models
BEGIN
    SELECT RAISE(ABORT, 'rows of models are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER models_refuse_delete BEFORE DELETE ON models
BEGIN
    SELECT RAISE(ABORT, 'rows of models are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER models_refuse_replace BEFORE INSERT ON models
WHEN EXISTS (SELECT 1 FROM models WHERE id = NEW.id OR seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'rows of models are never replaced; add one that supersedes');
END

CREATE TRIGGER runs_refuse_update BEFORE UPDATE ON runs
BEGIN
    SELECT RAISE(ABORT, 'rows of runs are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER runs_refuse_delete BEFORE DELETE ON runs
BEGIN
    SELECT RAISE(ABORT, 'rows of runs are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER runs_refuse_replace BEFORE INSERT ON runs
WHEN EXISTS (SELECT 1 FROM runs WHERE id = NEW.id OR seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'rows of runs are never replaced; add one that supersedes');
END

CREATE TRIGGER claims_refuse_update BEFORE UPDATE ON claims
BEGIN
    SELECT RAISE(ABORT, 'rows of claims are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER claims_refuse_delete BEFORE DELETE ON claims
BEGIN
    SELECT RAISE(ABORT, 'rows of claims are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER claims_refuse_replace BEFORE INSERT ON claims
WHEN EXISTS (SELECT 1 FROM claims WHERE id = NEW.id OR seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'rows of claims are never replaced; add one that supersedes');
END

CREATE TRIGGER questions_refuse_update BEFORE UPDATE ON questions
BEGIN
    SELECT RAISE(ABORT, 'rows of questions are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER questions_refuse_delete BEFORE DELETE ON questions
BEGIN
    SELECT RAISE(ABORT, 'rows of questions are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER questions_refuse_replace BEFORE INSERT ON questions
WHEN EXISTS (SELECT 1 FROM questions WHERE id = NEW.id OR seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'rows of questions are never replaced; add one that supersedes');
END

CREATE TRIGGER readings_refuse_update BEFORE UPDATE ON readings
BEGIN
    SELECT RAISE(ABORT, 'rows of readings are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER readings_refuse_delete BEFORE DELETE ON readings
BEGIN
    SELECT RAISE(ABORT, 'rows of readings are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER readings_refuse_replace BEFORE INSERT ON readings
WHEN EXISTS (SELECT 1 FROM readings WHERE id = NEW.id OR seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'rows of readings are never replaced; add one that supersedes');
END

CREATE TRIGGER forecasts_refuse_update BEFORE UPDATE ON forecasts
BEGIN
    SELECT RAISE(ABORT, 'rows of forecasts are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER forecasts_refuse_delete BEFORE DELETE ON forecasts
BEGIN
    SELECT RAISE(ABORT, 'rows of forecasts are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER forecasts_refuse_replace BEFORE INSERT ON forecasts
WHEN EXISTS (SELECT 1 FROM forecasts WHERE id = NEW.id OR seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'rows of forecasts are never replaced; add one that supersedes');
END

CREATE TRIGGER resolutions_refuse_update BEFORE UPDATE ON resolutions
BEGIN
    SELECT RAISE(ABORT, 'rows of resolutions are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER resolutions_refuse_delete BEFORE DELETE ON resolutions
BEGIN
    SELECT RAISE(ABORT, 'rows of resolutions are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER resolutions_refuse_replace BEFORE INSERT ON resolutions
WHEN EXISTS (SELECT 1 FROM resolutions WHERE id = NEW.id OR seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'rows of resolutions are never replaced; add one that supersedes');
END

CREATE TRIGGER verdicts_refuse_update BEFORE UPDATE ON verdicts
BEGIN
    SELECT RAISE(ABORT, 'rows of verdicts are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER verdicts_refuse_delete BEFORE DELETE ON verdicts
BEGIN
    SELECT RAISE(ABORT, 'rows of verdicts are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER verdicts_refuse_replace BEFORE INSERT ON verdicts
WHEN EXISTS (SELECT 1 FROM verdicts WHERE id = NEW.id OR seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'rows of verdicts are never replaced; add one that supersedes');
END

CREATE TRIGGER activities_refuse_update BEFORE UPDATE ON activities
BEGIN
    SELECT RAISE(ABORT, 'rows of activities are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER activities_refuse_delete BEFORE DELETE ON activities
BEGIN
    SELECT RAISE(ABORT, 'rows of activities are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER activities_refuse_replace BEFORE INSERT ON activities
WHEN EXISTS (SELECT 1 FROM activities WHERE id = NEW.id OR seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'rows of activities are never replaced; add one that supersedes');
END

CREATE TRIGGER scores_refuse_update BEFORE UPDATE ON scores
BEGIN
    SELECT RAISE(ABORT, 'rows of scores are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER scores_refuse_delete BEFORE DELETE ON scores
BEGIN
    SELECT RAISE(ABORT, 'rows of scores are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER scores_refuse_replace BEFORE INSERT ON scores
WHEN EXISTS (SELECT 1 FROM scores WHERE id = NEW.id OR seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'rows of scores are never replaced; add one that supersedes');
END

CREATE TRIGGER migrations_refuse_update BEFORE UPDATE ON migrations
BEGIN
    SELECT RAISE(ABORT, 'rows of migrations are never changed or deleted; add one that supersedes');
END

CREATE TRIGGER migrations_refuse_delete BEFORE DELETE ON migrations
BEGIN
    SELECT RAISE(ABORT, 'rows of migrations are never changed or deleted; add one that supersedes');
END
