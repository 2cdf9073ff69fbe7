import { parseArgs } from 'node:util';
import { createClassifier } from '../src-main/models/architectures.ts';
import { createTrainingSession, type TrainingSession } from '../src-main/training/step/training-session.ts';
import { createRandom } from '../src-shared/random.ts';
import { CLASSES, LEARNING_RATE, sessionOptions, type TrainCase, trainCases } from './training/cases.ts';
import { profileStep } from './training/operator-costs.ts';
import { pythonWithTorch } from './training/python.ts';
import { TorchPeer } from './training/torch-peer.ts';

export interface TrainResult {
  readonly name: string;
  readonly imagesPerSecond: number;
  /** Our images per second divided by PyTorch's, measured in turn with ours. */
  readonly torchRatio: number;
  /** TensorFlow.js under Node cannot train these in reasonable time on a processor: not measured. */
  readonly tfjsRatio: null;
}

const STEPS_A_ROUND = 4;
/** Threads of a runtime spin for a while after their last operator; nobody is measured meanwhile. */
const PAUSE_MS = 400;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Runs steps of our session; milliseconds of each. */
async function ownSteps(session: TrainingSession, trainCase: TrainCase, count: number): Promise<number[]> {
  const { batchSize, imageSize } = trainCase;
  const random = createRandom(0);
  const images = Float32Array.from({ length: batchSize * 3 * imageSize ** 2 }, () => random.normal());
  const labels = Int32Array.from({ length: batchSize }, (_, i) => i % CLASSES);
  const weights = new Float32Array(batchSize).fill(1);
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    await session.step({ images, labels, weights, learningRate: LEARNING_RATE });
    times.push(performance.now() - start);
  }
  return times;
}

/** Throws when the two models are not the same. */
function compareShapes(
  trainCase: TrainCase,
  theirs: readonly (readonly [string, readonly number[]])[],
): void {
  const settings = sessionOptions(trainCase);
  const shapes = (list: readonly (readonly [string, readonly number[]])[]): string =>
    list
      .map(([name, shape]) => `${name} [${shape.join()}]`)
      .toSorted()
      .join('\n');
  const ours = createClassifier(trainCase.architecture, settings).parameters.map(
    ({ name, shape }) => [name, shape] as const,
  );
  if (shapes(ours) !== shapes(theirs)) throw new Error(`The two models of ${trainCase.name} differ.`);
}

/** The two in turn, round by round; the fastest step of each counts, because whatever else runs here only ever slows a step down. */
async function measure(trainCase: TrainCase, torch: TorchPeer, rounds: number): Promise<TrainResult> {
  const peer = await torch.open(trainCase);
  compareShapes(trainCase, peer.parameters);
  const session = await createTrainingSession(sessionOptions(trainCase));
  await ownSteps(session, trainCase, 2);
  await torch.steps(2);
  const own: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await pause();
    own.push(...(await ownSteps(session, trainCase, STEPS_A_ROUND)));
    await pause();
    theirs.push(...(await torch.steps(STEPS_A_ROUND)));
  }
  await session.dispose();
  const { batchSize, name } = trainCase;
  const [fast, torchFast] = [Math.min(...own), Math.min(...theirs)];
  const perSecond = (ms: number): number => (batchSize * 1000) / ms;
  say(
    [
      `\n${name}`,
      `  Variegate        ${line(own, perSecond)}`,
      `  PyTorch ${peer.torch.padEnd(8)} ${line(theirs, perSecond)}`,
      `  ratio            ${(torchFast / fast).toFixed(2)} (of medians ${(median(theirs) / median(own)).toFixed(2)})`,
    ].join('\n'),
  );
  return {
    name,
    imagesPerSecond: round(perSecond(fast), 1),
    torchRatio: round(torchFast / fast, 3),
    tfjsRatio: null,
  };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

const line = (times: readonly number[], perSecond: (ms: number) => number): string => {
  const fastest = Math.min(...times);
  return `${perSecond(fastest).toFixed(0).padStart(5)} images/s  step ${fastest.toFixed(1)} ms, median ${median(times).toFixed(1)} ms`;
};

async function sayCosts(trainCase: TrainCase): Promise<void> {
  const costs = await profileStep(trainCase);
  const total = costs.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  say('  operators that cost most (ONNX Runtime profile)');
  for (const { operator, nodes, milliseconds } of costs.slice(0, 10)) {
    const share = ((100 * milliseconds) / total).toFixed(0).padStart(3);
    say(`  ${share} %  ${milliseconds.toFixed(1).padStart(6)} ms  ${operator} x ${nodes}`);
  }
}

/** Measures the cases one after the other. */
export async function benchTrain(cases: readonly TrainCase[], rounds: number): Promise<TrainResult[]> {
  const torch = new TorchPeer(pythonWithTorch(say));
  try {
    const results: TrainResult[] = [];
    for (const trainCase of cases) {
      results.push(await measure(trainCase, torch, rounds));
      await sayCosts(trainCase);
    }
    return results;
  } finally {
    torch.close();
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '8' },
      case: { type: 'string', default: '' },
    },
  });
  const cases = trainCases.filter(({ name }) => name.includes(values.case));
  const results = await benchTrain(cases, Number(values.rounds));
  if (values.json) process.stdout.write(`${JSON.stringify({ cases: results })}\n`);
}
