import { startWritingSchema, type StartWriting } from '../../../src-shared/api/diversification.ts';
import { startEngine } from '../../engine/start-engine.ts';
import { createPromptLengths } from '../../generation/prompt-lengths.ts';
import { createTextToImageLibrary } from '../../generation/text-to-image-library.ts';
import { watchedQueue } from '../../jobs/testing/watched-queue.ts';
import { createHttpModel } from '../../language-models/http/http-model.ts';
import { type FaultyServerOptions, startFaultyServer } from '../../language-models/testing/faulty-server.ts';
import { silentLog } from '../../log/log.ts';
import type { Project } from '../../project/project.ts';
import { createClipLibrary } from '../../scoring/clip-library.ts';
import { tinyClip } from '../../scoring/testing/fixture.ts';
import { createDiversificationService } from '../diversification-service.ts';
import { writeJob } from '../writing/write-job.ts';

/** A project whose queue writes with a server that fails as told. */
export async function openWritingDesk({ database }: Project, server: FaultyServerOptions, concurrency = 4) {
  const faulty = await startFaultyServer(server);
  const engine = startEngine({ role: 'images', log: silentLog });
  const connection = {
    kind: 'http',
    baseUrl: faulty.baseUrl,
    model: 'tiny',
    concurrency,
    timeoutSeconds: 10,
  } as const;
  const model = createHttpModel({ name: 'Faulty', connection, key: null, firstWaitMs: 5, silenceMs: 5000 });
  const tools = {
    models: { open: () => Promise.resolve(model) },
    library: createTextToImageLibrary(engine),
    clip: createClipLibrary({ engine, bundledFolder: tinyClip }),
    emit: () => undefined,
  };
  const open = () => {
    const watched = watchedQueue(database, [
      writeJob({ ...tools, engine, lengths: createPromptLengths(engine) }),
    ]);
    const service = createDiversificationService({ ...tools, database, queue: watched.queue });
    const start = (input: StartWriting) =>
      service.start(startWritingSchema.parse({ alikeFrom: null, ...input }));
    return { ...watched, service, start };
  };
  return {
    faulty,
    engine,
    open,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([faulty.close(), engine.dispose()]);
    },
  };
}
