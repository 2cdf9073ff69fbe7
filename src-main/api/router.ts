import { classesRouter } from './classes.ts';
import { diversificationRouter } from './diversification.ts';
import { evaluationRouter } from './evaluation.ts';
import { eventsRouter } from './events.ts';
import { exportsRouter } from './exports.ts';
import { generationRouter } from './generation.ts';
import { imagesRouter } from './images.ts';
import { importsRouter } from './imports.ts';
import { jobsRouter } from './jobs.ts';
import { languageModelsRouter } from './language-models.ts';
import { projectsRouter } from './projects.ts';
import { promptRecipesRouter } from './prompt-recipes.ts';
import { promptsRouter } from './prompts.ts';
import { runsRouter } from './runs.ts';
import { scoringRouter } from './scoring.ts';
import { sensesRouter } from './senses.ts';
import { sourcesRouter } from './sources.ts';
import { systemRouter } from './system.ts';
import { trainingRouter } from './training.ts';
import { router } from './trpc.ts';
import { tutorialRouter } from './tutorial.ts';
import { worldRouter } from './world.ts';

/** The whole API. The renderer imports its type, the terminal calls it in process, `serve` and Electron carry it. */
export const appRouter = router({
  projects: projectsRouter,
  sources: sourcesRouter,
  imports: importsRouter,
  world: worldRouter,
  classes: classesRouter,
  prompts: promptsRouter,
  promptRecipes: promptRecipesRouter,
  diversification: diversificationRouter,
  senses: sensesRouter,
  images: imagesRouter,
  jobs: jobsRouter,
  languageModels: languageModelsRouter,
  generation: generationRouter,
  scoring: scoringRouter,
  training: trainingRouter,
  evaluation: evaluationRouter,
  runs: runsRouter,
  exports: exportsRouter,
  system: systemRouter,
  tutorial: tutorialRouter,
  events: eventsRouter,
});

export type AppRouter = typeof appRouter;
