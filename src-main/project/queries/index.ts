import { metaQueries } from './meta.ts';

/**
 * Every operation on the database, by name: plain synchronous functions `(db, input) => output` that run in the database thread,
 * each inside a transaction. One file an area; inputs and outputs are structured-cloneable.
 */
export const operations = { ...metaQueries };

export type Operations = typeof operations;
