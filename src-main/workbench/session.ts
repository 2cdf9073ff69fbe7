import type {
  ClassesService,
  ExportsService,
  HostEvent,
  ImagesService,
  ImportsService,
  JobsService,
  RunsService,
  TrainingService,
  WorldService,
} from '../../src-shared/api/services.ts';
import type { DiversificationService } from '../../src-shared/api/diversification.ts';
import type { EvaluationService } from '../../src-shared/api/evaluation.ts';
import type { PromptRecipesService } from '../../src-shared/api/prompt-recipes.ts';
import type { PromptsService } from '../../src-shared/api/prompts.ts';
import type { ScoringService } from '../../src-shared/api/scoring.ts';
import type { SensesService } from '../../src-shared/api/senses.ts';
import type { TutorialService } from '../../src-shared/api/tutorial.ts';
import type { Engine } from '../engine/engine.ts';
import { exportJob } from '../export/export-job.ts';
import { createExportsService } from '../export/exports-service.ts';
import { generateJob } from '../generation/generate-job.ts';
import { createProjectGeneration, type ProjectGeneration } from '../generation/generation-service.ts';
import type { MakePreview } from '../generation/make-preview.ts';
import type { Previews } from '../generation/previews.ts';
import { createPromptLengths } from '../generation/prompt-lengths.ts';
import { offeredModel, type TextToImageLibrary } from '../generation/text-to-image-library.ts';
import { drawJob } from '../imports/draw-job.ts';
import { clearIncoming } from '../imports/incoming.ts';
import { importJob } from '../imports/import-job.ts';
import { createImportsService } from '../imports/imports-service.ts';
import type { SourceRegistry } from '../imports/source-registry.ts';
import { createWorldService } from '../imports/world-service.ts';
import { createJobQueue } from '../jobs/create-queue.ts';
import type { JobEvent } from '../jobs/queue.ts';
import type { LanguageModels } from '../language-models/language-model.ts';
import type { Log } from '../log/log.ts';
import type { Project } from '../project/project.ts';
import { createDiversificationService } from '../prompts/diversification-service.ts';
import { createPromptsService } from '../prompts/prompts-service.ts';
import { vocabularies } from '../prompts/vocabularies/vocabularies.ts';
import { createRecipesService } from '../prompts/recipes-service.ts';
import { writeJob } from '../prompts/writing/write-job.ts';
import type { ClipLibrary } from '../scoring/clip-library.ts';
import type { ClipModels } from '../scoring/clip-models.ts';
import { scoreJob } from '../scoring/score-job.ts';
import { createScoringService } from '../scoring/scoring-service.ts';
import { sensesJob } from '../senses/senses-job.ts';
import { createSensesService } from '../senses/senses-service.ts';
import type { PretrainedLibrary } from '../training/pretrained/library.ts';
import type { PretrainedModels } from '../training/pretrained/models.ts';
import { createTraining } from '../training/create-training.ts';
import { createTutorial, type RunningTutorial } from '../tutorial/tutorial-service.ts';
import { createClassesService } from './classes-service.ts';
import type { Downloads } from './downloads.ts';
import { createImagesService } from './images-service.ts';

/** Everything that belongs to one open project. */
export interface Session {
  readonly project: Project;
  readonly imports: ImportsService;
  readonly world: WorldService;
  readonly classes: ClassesService;
  readonly prompts: PromptsService;
  readonly promptRecipes: PromptRecipesService;
  readonly diversification: DiversificationService;
  readonly senses: SensesService;
  readonly images: ImagesService;
  readonly jobs: JobsService;
  readonly generation: ProjectGeneration;
  readonly scoring: ScoringService;
  readonly training: Omit<TrainingService, keyof PretrainedModels>;
  readonly evaluation: EvaluationService;
  readonly runs: RunsService;
  readonly exports: ExportsService;
  readonly tutorial: TutorialService;
  /** Whether a job is being worked on. */
  isBusy(): boolean;
  /** Brings running jobs to a durable step and closes the project. */
  close(): Promise<void>;
}

export interface SessionOptions {
  project: Project;
  engines: { compute: Engine; images: Engine };
  sources: SourceRegistry;
  downloads: Downloads;
  library: TextToImageLibrary;
  pretrained: PretrainedLibrary;
  languageModels: LanguageModels;
  clip: { library: ClipLibrary; models: ClipModels };
  previews: Previews;
  makePreview: MakePreview;
  emit: (event: HostEvent) => void;
  log: Log;
}

/** Wires services, job kinds and queue of a project, and lets the queue work unless the project is read-only. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { project, engines, library, clip, emit, log } = options;
  const { database } = project;
  if (!project.info.readOnly) await clearIncoming(project);
  const onImages = (setId: number | null): void => {
    emit({ type: 'images', setId });
    emit({ type: 'classes' });
  };
  const training = createTraining({
    project,
    engine: engines.compute,
    library: options.pretrained,
    emit,
    log,
  });
  const importing = { project, images: engines.images, onImages };
  const handlers = [
    importJob(importing),
    drawJob(importing),
    generateJob({
      project,
      engine: engines.compute,
      library,
      previews: options.previews,
      emit,
      onImages,
      log: log.area('generate'),
    }),
    scoreJob({ project, engine: engines.compute, library: clip.library, emit, log: log.area('scoring') }),
    sensesJob({
      project,
      engine: engines.compute,
      clips: clip.library,
      languageModels: options.languageModels,
      emit,
    }),
    writeJob({
      models: options.languageModels,
      engine: engines.images,
      library,
      clip: clip.library,
      lengths: createPromptLengths(engines.images),
      emit,
    }),
    training.handler,
    training.evaluateHandler,
    exportJob({ project, runs: training.runs, exportModel: training.exportModel }),
  ];
  let tutorial: RunningTutorial | null = null;
  const onJobEvent = (event: JobEvent): void => {
    emit(event);
    training.followJobs(event);
    if (event.type === 'job') tutorial?.follow(event.job);
  };
  const queue = createJobQueue({ database, handlers, onChange: onJobEvent, log });
  const onChange = (): void => onImages(null);
  if (!project.info.readOnly) await queue.startLanes();
  const textToImageModels = async () => (await library.listModels()).map(offeredModel);
  const diversification = createDiversificationService({
    database,
    queue,
    models: options.languageModels,
    library,
    clip: clip.library,
    emit,
  });
  const services = {
    imports: createImportsService({ project, queue, sources: options.sources, onChange }),
    world: createWorldService({ project, queue, onChange }),
    classes: createClassesService(database, () => {
      emit({ type: 'classes' });
      // In class order, and stale once their class is called otherwise.
      emit({ type: 'prompts' });
    }),
    prompts: createPromptsService({
      database,
      onPrompts: () => emit({ type: 'prompts' }),
      onClasses: () => emit({ type: 'classes' }),
    }),
    diversification,
    promptRecipes: createRecipesService({
      database,
      startWriting: (input) => diversification.start(input),
      emit,
    }),
    senses: createSensesService({
      database,
      queue,
      clips: clip.library,
      languageModels: options.languageModels,
      makePreview: options.makePreview,
      textToImageModels,
      emit,
    }),
    images: createImagesService(database, emit),
    jobs: queue,
    generation: createProjectGeneration({
      project,
      queue,
      library,
      lengths: createPromptLengths(engines.compute),
      onChange,
    }),
    scoring: createScoringService({
      database,
      queue,
      ...clip,
      emit,
      engine: engines.compute,
      templatesOf: (vocabulary) => [...vocabularies[vocabulary].templates],
    }),
    training: training.service(queue),
    evaluation: training.evaluation(queue),
    runs: training.runs,
    exports: createExportsService({
      project,
      queue,
      offerDownload: (path, name) => options.downloads.offer(path, name),
    }),
  };
  tutorial = createTutorial({
    database,
    jobs: queue,
    services: { ...services, textToImageModels },
    emit,
    log: log.area('tutorial'),
  });
  if (!project.info.readOnly) void tutorial.resume();
  return {
    project,
    ...services,
    tutorial,
    isBusy: () => queue.running().length > 0,
    close: async () => {
      await queue.stop('pause');
      await project.close();
    },
  };
}
