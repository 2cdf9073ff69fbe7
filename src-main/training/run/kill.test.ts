import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../project/testing/temporary-project.ts';
import { sampleRun } from '../testing/pictures.ts';
import { readCheckpoint } from './checkpoint.ts';
import { runFiles, type TrainingRunInput, type TrainingRunOutput, type TrainingRunProgress } from './task.ts';

const entry = fileURLToPath(new URL('../testing/run-process.ts', import.meta.url));

type Message = TrainingRunProgress | TrainingRunOutput;

interface Life {
  readonly messages: readonly Message[];
  readonly signal: NodeJS.Signals | null;
}

/** Trains in a process of its own; kills it at once after so many checkpoints, or lets it live. */
async function live(inputFile: string, killAfter: number): Promise<Life> {
  const child = fork(entry, [inputFile]);
  const messages: Message[] = [];
  let checkpoints = 0;
  child.on('message', (message: Message) => {
    messages.push(message);
    if ('kind' in message && message.kind === 'checkpoint' && ++checkpoints === killAfter)
      child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return { messages, signal };
}

const outputOf = ({ messages }: Life): TrainingRunOutput | undefined =>
  messages.find((message): message is TrainingRunOutput => 'status' in message);

const startOf = ({ messages }: Life): number | undefined =>
  messages.flatMap((message) => ('kind' in message && message.kind === 'started' ? [message.step] : []))[0];

const kinds = [
  { recipe: 'mixed', settings: {} },
  // The second kill falls into the first stage, the third behind the boundary.
  { recipe: 'bridged++', settings: { ema: 0.9 } },
] as const;

test.each(kinds)(
  'a $recipe run that is killed three times ends with the bits of one that was not',
  {
    timeout: 600_000,
  },
  async ({ recipe, settings }) => {
    await using temporary = await temporaryFolder();
    // A checkpoint after every step: the kills fall while others are being written.
    const sample = {
      ...(await sampleRun(temporary.path, { checkpointSeconds: 1e-3, ...settings }, 24)),
      recipe,
    };
    const write = async (name: string): Promise<{ input: TrainingRunInput; file: string }> => {
      const input = { ...sample, folder: join(temporary.path, name) };
      const file = join(temporary.path, `${name}.json`);
      await writeFile(file, JSON.stringify(input));
      return { input, file };
    };
    const straight = await write('straight');
    const broken = await write('broken');

    const whole = outputOf(await live(straight.file, Number.POSITIVE_INFINITY));
    let reached = 0;
    for (const checkpoints of [3, 6, 5]) {
      const life = await live(broken.file, checkpoints);
      expect(life.signal).toBe('SIGKILL');
      expect(startOf(life)).toBe(reached);
      reached = (await readCheckpoint(broken.input.folder))!.progress.step;
      expect(reached).toBeGreaterThanOrEqual(startOf(life)! + checkpoints);
    }
    const last = await live(broken.file, Number.POSITIVE_INFINITY);
    expect(startOf(last)).toBe(reached);
    const repaired = outputOf(last);
    if (whole?.status !== 'done' || repaired?.status !== 'done') throw new Error('A run did not end.');

    expect(repaired.evaluations).toEqual(whole.evaluations);
    expect(repaired.chosenStep).toBe(whole.chosenStep);
    expect(repaired.notes).toEqual([]);
    const [a, b] = await Promise.all(
      [straight, broken].map(({ input }) => readFile(join(input.folder, runFiles.model))),
    );
    expect(a!.equals(b!)).toBe(true);
    // The kill may have left the beginning of a checkpoint; the next one writes over it.
    expect(new Set(await readdir(broken.input.folder))).toEqual(new Set(Object.values(runFiles)));
  },
);
