/**
 * Schema of version 1. STRICT tables; ids that clients may have cached (images, runs, jobs) are never given out twice.
 * JSON columns hold structures that are never searched; they are validated when they are read.
 */
export const SCHEMA_VERSION_1 = `
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE class (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  name     TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE image_set (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  role           TEXT NOT NULL CHECK (role IN ('real', 'synthetic', 'ood')),
  name           TEXT NOT NULL,
  name_key       TEXT NOT NULL,
  origin         TEXT NOT NULL,
  drawn          INTEGER NOT NULL CHECK (drawn IN (0, 1)),
  style_coverage TEXT NOT NULL CHECK (style_coverage IN ('covered', 'held-out', 'unknown')),
  created_at     TEXT NOT NULL,
  UNIQUE (role, name_key)
) STRICT;

CREATE TABLE image (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  set_id         INTEGER NOT NULL REFERENCES image_set (id) ON DELETE CASCADE,
  class_id       INTEGER NOT NULL REFERENCES class (id),
  split          TEXT CHECK (split IN ('train', 'val', 'test')),
  verdict        TEXT NOT NULL DEFAULT 'undecided' CHECK (verdict IN ('undecided', 'keep', 'reject')),
  storage        TEXT NOT NULL CHECK (storage IN ('copied', 'referenced')),
  reference_path TEXT,
  source_name    TEXT NOT NULL,
  sha256         TEXT NOT NULL CHECK (length(sha256) = 64),
  pixel_hash     TEXT NOT NULL,
  width          INTEGER NOT NULL,
  height         INTEGER NOT NULL,
  format         TEXT NOT NULL,
  bytes          INTEGER NOT NULL,
  caption        TEXT,
  spec           TEXT,
  created_at     TEXT NOT NULL,
  CHECK ((storage = 'referenced') = (reference_path IS NOT NULL)),
  UNIQUE (set_id, pixel_hash)
) STRICT;
CREATE INDEX image_by_set ON image (set_id, class_id, split, verdict);
CREATE INDEX image_by_class ON image (class_id);
CREATE INDEX image_by_sha256 ON image (sha256);
CREATE INDEX image_by_pixels ON image (pixel_hash);

CREATE TABLE job (
  id                   INTEGER PRIMARY KEY AUTOINCREMENT,
  kind                 TEXT NOT NULL,
  title                TEXT NOT NULL,
  settings             TEXT NOT NULL,
  unit                 TEXT NOT NULL CHECK (unit IN ('images', 'steps', 'files')),
  status               TEXT NOT NULL CHECK (status IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled')),
  pause_reason         TEXT CHECK (pause_reason IN ('user', 'crash', 'quit', 'disk-full', 'read-only')),
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
CREATE INDEX job_by_status ON job (status, position);

CREATE TABLE job_item (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id        INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  item_index    INTEGER NOT NULL,
  label         TEXT NOT NULL,
  units         REAL NOT NULL CHECK (units >= 0),
  payload       TEXT NOT NULL,
  status        TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'done', 'failed')),
  attempts      INTEGER NOT NULL DEFAULT 0,
  partial_units REAL NOT NULL DEFAULT 0,
  result        TEXT,
  error         TEXT,
  UNIQUE (job_id, item_index)
) STRICT;
CREATE INDEX job_item_by_status ON job_item (job_id, status, item_index);
CREATE INDEX job_item_begun ON job_item (job_id) WHERE partial_units > 0;

CREATE TABLE run (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id            INTEGER REFERENCES job (id) ON DELETE SET NULL,
  experiment        TEXT NOT NULL,
  recipe            TEXT NOT NULL,
  seed              INTEGER NOT NULL,
  status            TEXT NOT NULL CHECK (status IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled')),
  settings          TEXT NOT NULL,
  real_set_id       INTEGER NOT NULL,
  synthetic_set_ids TEXT NOT NULL,
  real_images       INTEGER NOT NULL,
  synthetic_images  INTEGER NOT NULL,
  data_digest       TEXT NOT NULL,
  synthetic_digest  TEXT NOT NULL,
  class_names       TEXT NOT NULL,
  step              INTEGER NOT NULL DEFAULT 0,
  total_steps       INTEGER NOT NULL,
  images_per_second REAL,
  data_wait_share   REAL,
  best_val_accuracy REAL,
  drawn             INTEGER NOT NULL CHECK (drawn IN (0, 1)),
  plan              TEXT,
  checkpoint        TEXT,
  notes             TEXT NOT NULL DEFAULT '[]',
  error             TEXT,
  created_at        TEXT NOT NULL,
  finished_at       TEXT
) STRICT;
CREATE INDEX run_by_job ON run (job_id);

CREATE TABLE metric (
  run_id            INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  step              INTEGER NOT NULL,
  learning_rate     REAL NOT NULL,
  loss              REAL NOT NULL,
  real_loss         REAL,
  synthetic_loss    REAL,
  train_accuracy    REAL NOT NULL,
  val_loss          REAL,
  val_accuracy      REAL,
  images_per_second REAL NOT NULL,
  PRIMARY KEY (run_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE evaluation (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id         INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  name           TEXT NOT NULL,
  kind           TEXT NOT NULL CHECK (kind IN ('val', 'test', 'ood')),
  set_id         INTEGER NOT NULL,
  style_coverage TEXT NOT NULL,
  images         INTEGER NOT NULL,
  top1           REAL NOT NULL,
  mean_per_class REAL NOT NULL,
  confusion      TEXT NOT NULL,
  UNIQUE (run_id, name)
) STRICT;

CREATE TABLE prediction (
  evaluation_id   INTEGER NOT NULL REFERENCES evaluation (id) ON DELETE CASCADE,
  true_class      INTEGER NOT NULL,
  predicted_class INTEGER NOT NULL,
  image_id        INTEGER NOT NULL,
  confidence      REAL NOT NULL,
  PRIMARY KEY (evaluation_id, true_class, predicted_class, image_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE opening (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id    INTEGER REFERENCES run (id) ON DELETE SET NULL,
  set_id    INTEGER NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('test', 'ood')),
  opened_at TEXT NOT NULL
) STRICT;
CREATE INDEX opening_by_run ON opening (run_id);
`;
