import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { CLASSES, LEARNING_RATE, optimizer, THREADS, type TrainCase } from './cases.ts';

const opened = z.object({
  parameters: z.array(z.tuple([z.string(), z.array(z.number())])),
  torch: z.string(),
});
const stepped = z.object({ seconds: z.array(z.number()), loss: z.number() });

/** PyTorch in a process of its own, which waits without using the processor between its turns. */
export class TorchPeer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string, undefined>;

  constructor(python: string) {
    this.#child = spawn(python, ['-W', 'ignore', join(import.meta.dirname, '..', 'torch', 'train_step.py')]);
    this.#child.stderr.pipe(process.stderr);
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Builds the model; gives the shapes of its parameters by name, and PyTorch's version. */
  async open(trainCase: TrainCase): Promise<z.infer<typeof opened>> {
    const { architecture, imageSize, batchSize } = trainCase;
    const { momentum, weightDecay } = optimizer;
    const settings = {
      classes: CLASSES,
      threads: THREADS,
      learningRate: LEARNING_RATE,
      momentum,
      weightDecay,
    };
    return opened.parse(await this.#ask({ open: architecture, imageSize, batchSize, ...settings }));
  }

  /** Milliseconds of each step. */
  async steps(count: number): Promise<readonly number[]> {
    const { seconds } = stepped.parse(await this.#ask({ steps: count }));
    return seconds.map((value) => value * 1000);
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
