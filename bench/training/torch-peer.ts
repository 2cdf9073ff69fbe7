import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { CLASSES, LEARNING_RATE, optimizer, THREADS, type TrainCase } from './cases.ts';
import type { Contestant } from './contestant.ts';
import type { OperatorCost } from './operator-costs.ts';

type Shapes = readonly (readonly [string, readonly number[]])[];

/** How PyTorch lays out pictures in memory. */
type Layout = 'contiguous' | 'channels_last';

const opened = z.object({ parameters: z.array(z.tuple([z.string(), z.array(z.number())])) });
const stepped = z.object({ seconds: z.array(z.number()), loss: z.number() });
const profiled = z.object({ operators: z.array(z.tuple([z.string(), z.number(), z.number()])) });

/** PyTorch in a process of its own, which waits without using the processor between its turns. */
export class TorchPeer {
  readonly version: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string, undefined>;

  constructor({ python, version }: { readonly python: string; readonly version: string }) {
    this.version = version;
    this.#child = spawn(python, ['-W', 'ignore', join(import.meta.dirname, 'train_step.py')], {
      // Its profiler reports its own doings otherwise.
      env: { ...process.env, KINETO_LOG_LEVEL: '5' },
    });
    this.#child.stderr.pipe(process.stderr);
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Builds the network; throws when its parameters are not those of `shapes`. */
  async open(trainCase: TrainCase, layout: Layout, shapes: Shapes): Promise<Contestant> {
    const { network, imageSize, batchSize } = trainCase;
    const { momentum, nesterov, weightDecay } = optimizer;
    const settings = {
      classes: CLASSES,
      threads: THREADS,
      learningRate: LEARNING_RATE,
      momentum,
      nesterov,
      weightDecay,
    };
    const answer = await this.#ask({ open: network, layout, imageSize, batchSize, ...settings });
    const { parameters } = opened.parse(answer);
    if (inWords(shapes) !== inWords(parameters))
      throw new Error(`The two networks of ${trainCase.name} differ.`);
    return {
      name: `PyTorch ${this.version}${layout === 'contiguous' ? '' : ', channels last'}`,
      steps: async (count) => {
        const { seconds } = stepped.parse(await this.#ask({ steps: count, layout }));
        return seconds.map((value) => value * 1000);
      },
      close: async () => {
        await this.#ask({ close: layout });
      },
    };
  }

  /** Cost by operator of an open contiguous network, the dearest first; milliseconds a step. */
  async profile(): Promise<readonly OperatorCost[]> {
    const { operators } = profiled.parse(await this.#ask({ profile: 4, layout: 'contiguous' }));
    return operators.map(([operator, nodes, milliseconds]) => ({ operator, nodes, milliseconds }));
  }

  close(): void {
    this.#child.stdin.end();
  }

  async #ask(request: unknown): Promise<unknown> {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#answers.next();
    if (done === true || value === undefined)
      throw new Error('PyTorch ended before it answered; its message stands above.');
    return JSON.parse(value) as unknown;
  }
}

const inWords = (shapes: Shapes): string =>
  shapes
    .map(([name, shape]) => `${name} [${shape.join()}]`)
    .toSorted()
    .join('\n');
