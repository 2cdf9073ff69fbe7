/**
 * What version 5 adds: senses and their votes, the project's own contexts and styles, what was asked of language models and what they
 * answered, prompt recipes, locked prompts. Jobs count prompts and classes too, and may pause until a server answers again.
 * exchange -> sense or term -> prompt (phrase it was written with, recipe) -> generation -> ...
 */
export const SCHEMA_VERSION_5 = `
CREATE TABLE new_job (
  id                   INTEGER PRIMARY KEY AUTOINCREMENT,
  kind                 TEXT NOT NULL,
  title                TEXT NOT NULL,
  settings             TEXT NOT NULL,
  unit                 TEXT NOT NULL CHECK (unit IN ('images', 'steps', 'files', 'prompts', 'classes')),
  status               TEXT NOT NULL CHECK (status IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled')),
  pause_reason         TEXT CHECK (pause_reason IN ('user', 'crash', 'quit', 'disk-full', 'read-only', 'unavailable')),
  error                TEXT,
  note                 TEXT,
  position             INTEGER NOT NULL,
  resume_automatically INTEGER NOT NULL DEFAULT 0 CHECK (resume_automatically IN (0, 1)),
  planned              INTEGER NOT NULL DEFAULT 0 CHECK (planned IN (0, 1)),
  total_units          REAL NOT NULL DEFAULT 0,
  settled_units        REAL NOT NULL DEFAULT 0,
  failed_items         INTEGER NOT NULL DEFAULT 0,
  elapsed_ms           REAL NOT NULL DEFAULT 0,
  created_at           TEXT NOT NULL,
  finished_at          TEXT,
  CHECK ((status = 'paused') = (pause_reason IS NOT NULL)),
  CHECK ((status IN ('done', 'failed', 'cancelled')) = (finished_at IS NOT NULL))
) STRICT;
INSERT INTO new_job SELECT id, kind, title, settings, unit, status, pause_reason, error, note, position, resume_automatically, planned,
  total_units, settled_units, failed_items, elapsed_ms, created_at, finished_at FROM job;
DROP TABLE job;
ALTER TABLE new_job RENAME TO job;
CREATE INDEX job_by_status ON job (status, position);

-- One request to a language model and its answer, kept word for word; a key is never in it.
CREATE TABLE exchange (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id            INTEGER REFERENCES job (id) ON DELETE SET NULL,
  purpose           TEXT NOT NULL CHECK (purpose IN ('senses', 'contexts', 'styles', 'prompts')),
  class_id          INTEGER REFERENCES class (id) ON DELETE SET NULL,
  -- Name of the connection, and what the server calls the model.
  connection        TEXT NOT NULL,
  model             TEXT NOT NULL,
  request           TEXT NOT NULL,
  reply             TEXT,
  -- JSON; null when the answer was of use.
  failure           TEXT,
  prompt_tokens     INTEGER,
  completion_tokens INTEGER,
  elapsed_ms        REAL NOT NULL,
  created_at        TEXT NOT NULL
) STRICT;
CREATE INDEX exchange_by_job ON exchange (job_id);

-- What a language model proposed and the project did not take.
CREATE TABLE rejected_prompt (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id      INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  exchange_id INTEGER REFERENCES exchange (id) ON DELETE SET NULL,
  class_id    INTEGER NOT NULL REFERENCES class (id) ON DELETE CASCADE,
  text        TEXT NOT NULL,
  reason      TEXT NOT NULL,
  detail      TEXT
) STRICT;
CREATE INDEX rejected_prompt_by_job ON rejected_prompt (job_id);

CREATE TABLE sense (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  class_id    INTEGER NOT NULL REFERENCES class (id) ON DELETE CASCADE,
  -- What prompts say, e.g. "crane, the bird", and what it means in one sentence.
  phrase      TEXT NOT NULL,
  phrase_key  TEXT NOT NULL,
  gloss       TEXT NOT NULL DEFAULT '',
  source      TEXT NOT NULL CHECK (source IN ('language-model', 'lexicon', 'person')),
  exchange_id INTEGER REFERENCES exchange (id) ON DELETE SET NULL,
  created_at  TEXT NOT NULL,
  UNIQUE (class_id, phrase_key)
) STRICT;

-- The newest vote of a class's real train images on its senses. JSON: what was compared, and the result.
CREATE TABLE sense_vote (
  class_id   INTEGER PRIMARY KEY REFERENCES class (id) ON DELETE CASCADE,
  model      TEXT NOT NULL,
  model_hash TEXT NOT NULL,
  result     TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

-- What people call the class; several classes may share it (ImageNet has two cranes). Null: its name.
ALTER TABLE class ADD COLUMN common_name TEXT;
ALTER TABLE class ADD COLUMN sense_id INTEGER REFERENCES sense (id) ON DELETE SET NULL;
ALTER TABLE class ADD COLUMN sense_pinned_by TEXT CHECK (sense_pinned_by IN ('person', 'vote'));

-- Contexts and styles that the project has beside those of the built-in vocabularies.
CREATE TABLE term (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  kind        TEXT NOT NULL CHECK (kind IN ('context', 'style')),
  name        TEXT NOT NULL,
  name_key    TEXT NOT NULL,
  -- "on a beach"; "a watercolour painting of".
  phrase      TEXT NOT NULL,
  -- Of a style: photographic, painted, ...
  term_group  TEXT,
  source      TEXT NOT NULL CHECK (source IN ('language-model', 'person')),
  exchange_id INTEGER REFERENCES exchange (id) ON DELETE SET NULL,
  created_at  TEXT NOT NULL,
  UNIQUE (kind, name_key)
) STRICT;

CREATE TABLE prompt_recipe (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT NOT NULL,
  name_key   TEXT NOT NULL UNIQUE,
  request    TEXT NOT NULL,
  created_at TEXT NOT NULL,
  last_run   TEXT
) STRICT;

-- A locked prompt is changed by hand only, never by replacing, writing anew or archiving many.
ALTER TABLE prompt ADD COLUMN locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1));
-- What its class was called when it was written: it is stale once the class is called otherwise. Null: not known, or written by hand.
ALTER TABLE prompt ADD COLUMN phrase TEXT;
ALTER TABLE prompt ADD COLUMN recipe_id INTEGER REFERENCES prompt_recipe (id) ON DELETE SET NULL;
ALTER TABLE prompt ADD COLUMN exchange_id INTEGER REFERENCES exchange (id) ON DELETE SET NULL;
CREATE INDEX prompt_by_recipe ON prompt (recipe_id);
`;
