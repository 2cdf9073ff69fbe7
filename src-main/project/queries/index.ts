import { classQueries } from './classes.ts';
import { cleanAccuracyQueries } from './clean-accuracies.ts';
import { diversityQueries } from './diversity.ts';
import { embeddingQueries } from './embeddings.ts';
import { drawnClassQueries } from './drawn-classes.ts';
import { evaluationQueries } from './evaluations.ts';
import { exchangeQueries } from './exchanges.ts';
import { filterQueries } from './filter.ts';
import { generationQueries } from './generations.ts';
import { imageIndexQueries } from './image-index.ts';
import { imageReviewQueries } from './image-review.ts';
import { imageRowQueries } from './image-rows.ts';
import { imageTrainingQueries } from './image-training.ts';
import { jobItemQueries } from './job-items.ts';
import { jobRowQueries } from './job-rows.ts';
import { jobStateQueries } from './job-states.ts';
import { metaQueries } from './meta.ts';
import { metricQueries } from './metrics.ts';
import { nearDuplicateQueries } from './near-duplicates.ts';
import { promptEditQueries } from './prompt-edits.ts';
import { promptMatchQueries } from './prompt-matches.ts';
import { promptRewriteQueries } from './prompt-rewrites.ts';
import { promptQueries } from './prompts.ts';
import { promptRecipeQueries } from './prompt-recipes.ts';
import { runScoreQueries } from './run-scores.ts';
import { runQueries } from './runs.ts';
import { scoreStateQueries } from './score-state.ts';
import { scoreQueries } from './scores.ts';
import { senseVoteQueries } from './sense-votes.ts';
import { senseQueries } from './senses.ts';
import { setQueries } from './sets.ts';
import { termQueries } from './terms.ts';
import { writingQueries } from './writing.ts';

/**
 * Every operation on the database, by name: plain synchronous functions `(db, input) => output` that run in the database thread,
 * each inside a transaction. One file an area; inputs and outputs are structured-cloneable.
 */
export const operations = {
  ...metaQueries,
  ...classQueries,
  ...drawnClassQueries,
  ...setQueries,
  ...generationQueries,
  ...imageRowQueries,
  ...imageIndexQueries,
  ...imageReviewQueries,
  ...imageTrainingQueries,
  ...jobRowQueries,
  ...jobItemQueries,
  ...jobStateQueries,
  ...promptQueries,
  ...promptEditQueries,
  ...promptMatchQueries,
  ...promptRewriteQueries,
  ...promptRecipeQueries,
  ...termQueries,
  ...exchangeQueries,
  ...writingQueries,
  ...runQueries,
  ...runScoreQueries,
  ...metricQueries,
  ...evaluationQueries,
  ...cleanAccuracyQueries,
  ...embeddingQueries,
  ...diversityQueries,
  ...scoreQueries,
  ...scoreStateQueries,
  ...nearDuplicateQueries,
  ...filterQueries,
  ...senseQueries,
  ...senseVoteQueries,
};

export type Operations = typeof operations;
