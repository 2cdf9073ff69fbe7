/** What version 6 adds: which images an evaluation was of, and evaluations through the auxiliary batch norms (docs/methods.md). */
export const SCHEMA_VERSION_6 = `
-- SHA-256, hex, of the ids and classes of the images; null for an evaluation by an earlier version.
ALTER TABLE evaluation ADD COLUMN image_digest TEXT;
-- Null: the main set of batch-norm tensors, which is the model.
ALTER TABLE evaluation ADD COLUMN batch_norm TEXT CHECK (batch_norm IN ('auxiliary'));
`;
