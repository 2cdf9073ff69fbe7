/** What version 4 adds: what a comparison is worth (docs/methods.md 8). */
export const SCHEMA_VERSION_4 = `
-- Accuracies without the images that look almost like one that was trained or chosen on.
CREATE TABLE clean_accuracy (
  run_id         INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  -- Of the evaluation.
  name           TEXT NOT NULL,
  images         INTEGER NOT NULL,
  top1           REAL NOT NULL,
  mean_per_class REAL NOT NULL,
  PRIMARY KEY (run_id, name)
) STRICT, WITHOUT ROWID;

-- JSON: how well real and synthetic training images can be told apart; base seed and digest of the generation of the synthetic ones.
ALTER TABLE run ADD COLUMN shortcut TEXT;
ALTER TABLE run ADD COLUMN generation TEXT;
`;
