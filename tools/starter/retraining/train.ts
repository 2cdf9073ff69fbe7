import { join } from 'node:path';
import { createGraphTrainer } from '../../../src-main/training/step/graph-trainer.ts';
import { averageName } from '../../../src-main/training/step/state-names.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { rateAt, type Retraining } from './retraining.ts';

export interface TrainOptions {
  /** Where the checkpoint and the model's folder are kept. */
  readonly home: string;
  /** What a kill can cost. */
  readonly checkpointSeconds: number;
  readonly say: (line: string) => void;
}

const LOG_EVERY = 50;

/** Trains to the last step, from the checkpoint in `home` if there is one, and writes the model; its folder. */
export async function train(retraining: Retraining, options: TrainOptions): Promise<string> {
  const { home, checkpointSeconds, say } = options;
  const { name, steps, batch, averageDecay } = retraining;
  const path = join(home, `${name}.safetensors`);
  const saved = await readCheckpoint(path);
  const { trainer, plan } = await createGraphTrainer({
    ...retraining.trainer,
    averageDecay,
    plan: saved?.plan,
  });
  const { state } = trainer;
  if (saved) {
    state.restore(saved.tensors);
    say(`Going on after step ${state.steps}.`);
  }
  const save = (): Promise<void> => writeCheckpoint(path, { tensors: state.snapshot(), plan });

  const first = state.steps;
  const started = performance.now();
  let savedAt = started;
  const inputs = retraining.inputs(first);
  try {
    while (state.steps < steps) {
      const { value } = await inputs.next();
      if (value === undefined) throw new Error('The pictures ended before the training.');
      const { loss } = await trainer.step(value, rateAt(retraining, state.steps));
      if (state.steps % LOG_EVERY === 0) {
        const rate = ((state.steps - first) * batch * 1000) / (performance.now() - started);
        say(
          `Step ${state.steps} of ${steps}: loss ${Number(loss?.data[0]).toFixed(3)}, ${rate.toFixed(0)} images/s`,
        );
      }
      if (performance.now() - savedAt > checkpointSeconds * 1000) {
        await save();
        savedAt = performance.now();
      }
    }
    await save();
  } finally {
    await inputs.return();
    await trainer.dispose();
  }
  const folder = join(home, name);
  await retraining.write(folder, (tensor) => state.get(averageName(tensor)));
  return folder;
}
