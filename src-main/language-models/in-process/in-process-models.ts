import type { InProcessModel, LanguageModelsService } from '../../../src-shared/api/language-models.ts';
import type { HostEvent } from '../../../src-shared/api/services.ts';
import type { Engine } from '../../engine/engine.ts';
import { createModelLibrary, type LibraryModel } from '../../model-library/model-library.ts';
import type { LanguageModel } from '../language-model.ts';
import { createPlaceLimit } from '../place-limit.ts';
import { createInProcessModel } from './in-process-model.ts';
import type { LanguageModelFacts } from './engine/tasks.ts';

export interface InProcessModelsOptions {
  /** Reads folders. */
  readonly images: Engine;
  /** Runs language models, and nothing else. */
  readonly engine: Engine;
  /** Absolute path of a folder that clients know by this id. */
  readonly resolveSource: (sourceId: string) => string;
  readonly emit: (event: HostEvent) => void;
}

export interface InProcessModels {
  readonly service: Pick<LanguageModelsService, 'inProcess' | 'addInProcess' | 'forgetInProcess'>;
  /** @throws UserError 'not-found' for an unknown id; the folder's own problem when it cannot be used. */
  open(modelId: string, connection: string): Promise<LanguageModel>;
}

const IDLE_MS = 120_000;

/** The model folders that this program runs itself. */
export function createInProcessModels(options: InProcessModelsOptions): InProcessModels {
  const library = createModelLibrary<LanguageModelFacts>({
    kind: 'language-model',
    inspect: (folder) => options.images.run('language.inspect', { folder }),
  });
  const engine = releasedWhenIdle(options.engine);
  const places = createPlaceLimit(1);
  return {
    service: {
      inProcess: async () => (await library.listModels()).map(offered),
      addInProcess: async ({ sourceId }) => {
        const modelId = await library.addModel(options.resolveSource(sourceId));
        options.emit({ type: 'language-models' });
        return { modelId };
      },
      forgetInProcess: async ({ modelId }) => {
        await library.forgetModel(modelId);
        options.emit({ type: 'language-models' });
      },
    },
    open: async (modelId, connection) => {
      const { folder, name } = await library.usableModel(modelId);
      return createInProcessModel({ connection, name, folder, engine, places });
    },
  };
}

/** A model may take gigabytes, which only the end of its process gives back. */
function releasedWhenIdle(engine: Engine): Pick<Engine, 'run'> {
  let timer: NodeJS.Timeout | undefined;
  return {
    run: async (task, input, options) => {
      clearTimeout(timer);
      try {
        return await engine.run(task, input, options);
      } finally {
        clearTimeout(timer);
        timer = setTimeout(() => void engine.recycle(), IDLE_MS).unref();
      }
    },
  };
}

function offered({ id, name, license, inspection }: LibraryModel<LanguageModelFacts>): InProcessModel {
  const usable = inspection.kind === 'usable';
  return {
    id,
    name,
    license,
    bytes: usable ? inspection.facts.bytes : 0,
    problem: usable ? null : [inspection.problem.message, inspection.problem.advice].join(' ').trim(),
  };
}
