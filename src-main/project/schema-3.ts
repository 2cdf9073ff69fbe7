/**
 * What version 3 adds: more measures of an evaluation, and evaluations on training images, which are asked for by hand. A CHECK can only be
 * changed by building the table anew.
 */
export const SCHEMA_VERSION_3 = `
CREATE TABLE new_evaluation (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id         INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  name           TEXT NOT NULL,
  kind           TEXT NOT NULL CHECK (kind IN ('val', 'test', 'ood', 'train', 'synthetic')),
  set_id         INTEGER NOT NULL,
  style_coverage TEXT NOT NULL,
  images         INTEGER NOT NULL,
  top1           REAL NOT NULL,
  mean_per_class REAL NOT NULL,
  top5           REAL,
  confusion      TEXT NOT NULL,
  calibration    TEXT,
  corruptions    TEXT,
  features       TEXT NOT NULL DEFAULT '[]',
  UNIQUE (run_id, name)
) STRICT;
INSERT INTO new_evaluation (id, run_id, name, kind, set_id, style_coverage, images, top1, mean_per_class, confusion)
  SELECT id, run_id, name, kind, set_id, style_coverage, images, top1, mean_per_class, confusion FROM evaluation;
DROP TABLE evaluation;
ALTER TABLE new_evaluation RENAME TO evaluation;
`;
