import { rm } from 'node:fs/promises';
import type { EngineRole, HostEvent } from '../../src-shared/api/services.ts';
import { UserError } from '../../src-shared/errors.ts';
import { type EngineSettings, startEngine } from '../engine/start-engine.ts';
import { createMakePreview } from '../generation/make-preview.ts';
import { createModelService } from '../generation/model-service.ts';
import { createPreviews } from '../generation/previews.ts';
import { createTextToImageLibrary } from '../generation/text-to-image-library.ts';
import { listDrawnDataSets } from '../imports/world-service.ts';
import { clearForgottenDrops, makeIncoming } from '../imports/incoming.ts';
import { createSourceRegistry } from '../imports/source-registry.ts';
import { createLanguageModels } from '../language-models/create-language-models.ts';
import type { Project } from '../project/project.ts';
import { createClipLibrary } from '../scoring/clip-library.ts';
import { createClipModels } from '../scoring/clip-models.ts';
import { joinScoring } from '../scoring/join-scoring.ts';
import { createPretrainedLibrary } from '../training/pretrained/library.ts';
import { createPretrainedModels } from '../training/pretrained/models.ts';
import { projectsFolder } from '../projects-folder.ts';
import { createDownloads } from './downloads.ts';
import { createEventHub } from './events.ts';
import type { CreateWorkbench, HostWorkbench } from './host.ts';
import { lateBound } from './late-bound.ts';
import { createProjectsService } from './projects-service.ts';
import { servedImage, servedThumbnail } from './served-files.ts';
import { openSession, type Session } from './session.ts';
import { createSystemService } from './system-service.ts';

const noProject = (): UserError =>
  new UserError('no-project', 'No project is open.', 'Open or create a project first.');

/** The workbench of one host: engines, events and sources, and the session of the project that is open. */
export const createWorkbench: CreateWorkbench = async (options) => {
  const { log } = options;
  await clearForgottenDrops();
  const events = createEventHub(log);
  const sources = createSourceRegistry({
    projectsFolder: projectsFolder(),
    ...(options.pickFolder ? { pickFolder: options.pickFolder } : {}),
  });
  const downloads = createDownloads();
  const launch = (role: EngineRole, onState?: EngineSettings['onState']) =>
    startEngine({
      role,
      log,
      ...(onState ? { onState } : {}),
      ...(options.launcher ? { launcher: options.launcher } : {}),
    });
  const tell = (event: HostEvent) => events.emit(event);
  const engines = { compute: launch('compute', tell), images: launch('images', tell) };
  const previews = createPreviews();
  const library = createTextToImageLibrary(engines.compute);
  const makePreview = createMakePreview({
    engine: engines.compute,
    library,
    previews,
    emit: (event) => events.emit(event),
    isBusy: () => session?.isBusy() ?? false,
  });
  const clipLibrary = createClipLibrary({ engine: engines.images });
  const clip = {
    library: clipLibrary,
    models: createClipModels({
      library: clipLibrary,
      emit: (event) => events.emit(event),
      resolveSource: (id) => sources.resolve(id),
    }),
  };
  const pretrained = createPretrainedLibrary(engines.images);
  // A process of its own: an answer takes minutes, and neither jobs nor pictures should wait for it.
  const languageEngine = launch('language');
  const languageModels = createLanguageModels({
    engine: languageEngine,
    images: engines.images,
    resolveSource: (id) => sources.resolve(id),
    emit: (event) => events.emit(event),
    keySealer: options.keySealer,
  });
  let session: Session | null = null;

  const current = (): Session => {
    if (!session) throw noProject();
    return session;
  };

  async function leave(): Promise<void> {
    const closing = session;
    session = null;
    await closing?.close();
    if (closing) events.emit({ type: 'project' });
  }

  async function enter(project: Project): Promise<void> {
    try {
      await leave();
      if (options.control) await project.advertise(options.control.address, options.control.token);
      session = await openSession({
        project,
        engines,
        sources,
        downloads,
        library,
        clip,
        pretrained,
        languageModels: languageModels.models,
        previews,
        makePreview,
        emit: (event) => events.emit(event),
        log,
      });
    } catch (error) {
      await project.close();
      throw error;
    }
    events.emit({ type: 'project' });
  }

  const acceptDrop: HostWorkbench['acceptDrop'] = async (receive) => {
    const folder = await makeIncoming(session?.project ?? null);
    try {
      const { name, root } = await receive(folder);
      return { ...sources.register(root, 'drop'), name };
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  };

  const world = lateBound(() => current().world);
  const generation = lateBound(() => current().generation);
  const training = lateBound(() => current().training);
  const models = createModelService({
    library,
    makePreview,
    emit: (event) => events.emit(event),
    resolveSource: (id) => sources.resolve(id),
  });
  return {
    projects: createProjectsService({ sources, log, current: () => session?.project ?? null, enter, leave }),
    sources,
    imports: lateBound(() => current().imports),
    world: {
      startDraw: (input) => world.startDraw(input),
      dataSets: () => Promise.resolve(listDrawnDataSets()),
    },
    classes: lateBound(() => current().classes),
    prompts: lateBound(() => current().prompts),
    promptRecipes: lateBound(() => current().promptRecipes),
    diversification: lateBound(() => current().diversification),
    senses: lateBound(() => current().senses),
    images: lateBound(() => current().images),
    jobs: lateBound(() => current().jobs),
    languageModels: languageModels.service,
    generation: {
      ...models,
      promptCounts: () => generation.promptCounts(),
      plan: (input) => generation.plan(input),
      start: (input) => generation.start(input),
      made: (jobId) => generation.made(jobId),
    },
    scoring: joinScoring(clip.models, () => current().scoring),
    training: {
      ...createPretrainedModels({
        library: pretrained,
        emit: (event) => events.emit(event),
        resolveSource: (id) => sources.resolve(id),
      }),
      check: (request) => training.check(request),
      start: (request) => training.start(request),
    },
    evaluation: lateBound(() => current().evaluation),
    runs: lateBound(() => current().runs),
    exports: lateBound(() => current().exports),
    tutorial: lateBound(() => current().tutorial),
    system: createSystemService(options, () => launch('compute')),
    events,
    imageFile: (id) => servedImage(session?.project ?? null, id),
    thumbnailFile: (id) => servedThumbnail(session?.project ?? null, id),
    downloadFile: (id) => Promise.resolve(downloads.find(id)),
    previewPicture: (id) => previews.find(id),
    registerSource: (path) => Promise.resolve(sources.register(path).id),
    acceptDrop,
    close: async () => {
      await leave();
      await Promise.all([engines.compute, engines.images, languageEngine].map((engine) => engine.dispose()));
    },
  };
};
