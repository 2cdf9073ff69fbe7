import type { EngineState } from '../../src-shared/api/services.ts';
import type { Job } from '../../src-shared/domain/job.ts';
import type { ErrorReport } from '../../src-shared/errors.ts';
import { formatProvider } from '../../src-shared/format/providers.ts';

/** What the header says of the machine: `state` is null while there is nothing to say about the engine. */
export interface Computing {
  name: string;
  state: { kind: 'starting' | 'failed'; words: string } | null;
  /** Whole sentences. */
  words: string;
}

/** What runs networks now, else what would; and the compute engine where it cannot take a task at once. */
export function describeComputing(
  jobs: readonly Pick<Job, 'computesOn' | 'title'>[],
  system: { provider: string; threads: number },
  engine: { state: EngineState; error: ErrorReport | null } | undefined,
): Computing {
  const running = jobs.filter(({ computesOn }) => computesOn !== undefined);
  const used = [...new Set(running.map(({ computesOn }) => formatProvider(computesOn ?? system.provider)))];
  const name = used.length > 0 ? used.join(', ') : formatProvider(system.provider);
  const threads = `${system.threads} threads`;
  const doing =
    running.length > 0
      ? running
          .map(({ title, computesOn }) => `${title}: ${formatProvider(computesOn ?? system.provider)}.`)
          .join(' ')
      : `Computes on ${name} with ${threads} unless a job asks for something else.`;
  const state = stateOf(engine);
  return { name, state, words: state ? `${state.words} ${doing}` : doing };
}

/** That a process ended when it was told to is nothing to say: the next task starts another. */
function stateOf(engine: { state: EngineState; error: ErrorReport | null } | undefined): Computing['state'] {
  if (engine?.state === 'starting') return { kind: 'starting', words: 'The engine is starting.' };
  if (engine?.state !== 'stopped' || !engine.error) return null;
  return {
    kind: 'failed',
    words: [engine.error.message, 'The next task starts it again.', engine.error.advice]
      .filter(Boolean)
      .join(' '),
  };
}
