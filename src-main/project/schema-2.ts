/**
 * What version 2 adds: prompts, generated images with their provenance, CLIP scores and the filter.
 * sense phrase -> prompt -> generation (model, settings) -> image (seed, attempt) -> score -> verdict.
 */
export const SCHEMA_VERSION_2 = `
ALTER TABLE class ADD COLUMN phrase TEXT;

ALTER TABLE image ADD COLUMN verdict_by TEXT NOT NULL DEFAULT 'person' CHECK (verdict_by IN ('person', 'threshold'));

CREATE TABLE prompt (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  class_id   INTEGER NOT NULL REFERENCES class (id) ON DELETE CASCADE,
  text       TEXT NOT NULL,
  text_key   TEXT NOT NULL,
  origin     TEXT NOT NULL CHECK (origin IN ('plain', 'template', 'contextualized', 'stylized', 'typed', 'imported')),
  writer     TEXT NOT NULL CHECK (writer IN ('person', 'template', 'grammar', 'language-model', 'file')),
  context    TEXT,
  style      TEXT,
  attributes TEXT NOT NULL DEFAULT '{}',
  original   TEXT,
  archived   INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
  created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX prompt_once ON prompt (class_id, text_key) WHERE archived = 0;
CREATE INDEX prompt_by_class ON prompt (class_id, archived);

CREATE TABLE generation (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id     INTEGER REFERENCES job (id) ON DELETE SET NULL,
  set_id     INTEGER NOT NULL REFERENCES image_set (id) ON DELETE CASCADE,
  generator  TEXT NOT NULL CHECK (generator IN ('built-in', 'variegate', 'a1111', 'comfyui', 'invokeai')),
  model      TEXT NOT NULL,
  model_hash TEXT,
  settings   TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX generation_by_set ON generation (set_id);
CREATE INDEX generation_by_job ON generation (job_id);

CREATE TABLE generated_image (
  image_id        INTEGER PRIMARY KEY REFERENCES image (id) ON DELETE CASCADE,
  generation_id   INTEGER NOT NULL REFERENCES generation (id),
  prompt_id       INTEGER REFERENCES prompt (id) ON DELETE SET NULL,
  prompt_text     TEXT NOT NULL,
  negative_prompt TEXT NOT NULL DEFAULT '',
  origin          TEXT NOT NULL,
  context         TEXT,
  style           TEXT,
  seed            INTEGER,
  attempt         INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX generated_by_prompt ON generated_image (prompt_id);
CREATE INDEX generated_by_generation ON generated_image (generation_id);

CREATE TABLE scoring (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id      INTEGER REFERENCES job (id) ON DELETE SET NULL,
  model_id    TEXT NOT NULL,
  model       TEXT NOT NULL,
  model_hash  TEXT NOT NULL,
  logit_scale REAL NOT NULL,
  prompt_set  TEXT NOT NULL,
  -- One a prompt set: scores of one model with equal keys are comparable.
  prompt_key  TEXT NOT NULL,
  -- float32, [classes of the prompt set, dimension]: what was compared with.
  embeddings  BLOB NOT NULL,
  created_at  TEXT NOT NULL
) STRICT;
CREATE INDEX scoring_by_job ON scoring (job_id);

CREATE TABLE score (
  image_id         INTEGER PRIMARY KEY REFERENCES image (id) ON DELETE CASCADE,
  scoring_id       INTEGER NOT NULL REFERENCES scoring (id),
  class_id         INTEGER NOT NULL,
  probability      REAL NOT NULL,
  best_class_id    INTEGER NOT NULL,
  best_probability REAL NOT NULL
) STRICT;
CREATE INDEX score_by_scoring ON score (scoring_id);

CREATE TABLE embedding (
  image_id   INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
  model_hash TEXT NOT NULL,
  vector     BLOB NOT NULL,
  PRIMARY KEY (image_id, model_hash)
) STRICT, WITHOUT ROWID;

-- The most alike image of each part: an earlier one of the set, train, val, test, an OOD set.
CREATE TABLE near_duplicate (
  image_id   INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
  of_image   INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
  similarity REAL NOT NULL,
  PRIMARY KEY (image_id, of_image)
) STRICT, WITHOUT ROWID;
CREATE INDEX near_duplicate_of ON near_duplicate (of_image);

CREATE TABLE filter_threshold (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  class_id INTEGER REFERENCES class (id) ON DELETE CASCADE,
  origin   TEXT,
  value    REAL NOT NULL CHECK (value >= 0 AND value <= 1)
) STRICT;
CREATE UNIQUE INDEX filter_threshold_once ON filter_threshold (coalesce(class_id, 0), coalesce(origin, ''));

-- What the filter changed at once, with the verdicts and thresholds that were there before.
CREATE TABLE filter_step (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  previous   TEXT NOT NULL,
  thresholds TEXT,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE class_quota (
  class_id INTEGER PRIMARY KEY REFERENCES class (id) ON DELETE CASCADE,
  wanted   INTEGER NOT NULL CHECK (wanted >= 0)
) STRICT;
`;
