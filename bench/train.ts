import { parseArgs } from 'node:util';
import { classifierOf, type TrainCase, trainCases } from './training/cases.ts';
import { type Contestant, fastest, takeTurns, type Timing } from './training/contestant.ts';
import { profileStep } from './training/operator-costs.ts';
import { openOwn } from './training/own.ts';
import { pythonWithTorch } from './training/python.ts';
import { caseInWords, costsInWords } from './training/report.ts';
import { openTensorFlow } from './training/tensorflow/peer.ts';
import { TorchPeer } from './training/torch-peer.ts';

interface TrainResult {
  readonly name: string;
  readonly imagesPerSecond: number;
  /** Our images per second divided by PyTorch's (contiguous NCHW), measured in turn with ours; null where there is no PyTorch. */
  readonly torchRatio: number | null;
  /** The same for TensorFlow.js; null where a step would take it minutes. */
  readonly tfjsRatio: number | null;
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

function openTorch(): TorchPeer | null {
  try {
    return new TorchPeer(pythonWithTorch(say));
  } catch (error) {
    say(`No comparison with PyTorch. ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

/** How many times as fast we are by the fastest steps; null without the other. */
const ratio = (own: Timing, other: Timing | undefined, digits: number): number | null =>
  other === undefined ? null : round(fastest(other) / fastest(own), digits);

/** PyTorch as its users run it, and in the layout that its documentation recommends for convolutions, for information. */
async function openTorchPeers(torch: TorchPeer, trainCase: TrainCase): Promise<Contestant[]> {
  const shapes = classifierOf(trainCase).parameters.map(({ name, shape }) => [name, shape] as const);
  return [
    await torch.open(trainCase, 'contiguous', shapes),
    await torch.open(trainCase, 'channels_last', shapes),
  ];
}

interface BenchOptions {
  readonly rounds: number;
  /** Profiles also where we are not slower than PyTorch. */
  readonly profile: boolean;
}

async function measure(
  trainCase: TrainCase,
  torch: TorchPeer | null,
  { rounds, profile }: BenchOptions,
): Promise<TrainResult> {
  const own = await openOwn(trainCase);
  const torchPeers = torch ? await openTorchPeers(torch, trainCase) : [];
  const turns = { rounds, stepsARound: trainCase.stepsARound };
  const [mine, theirs, channelsLast] = await takeTurns([own, ...torchPeers], turns);
  const tensorFlow = trainCase.withTensorFlow ? await timeTensorFlow(own, trainCase) : undefined;
  const others = [theirs, channelsLast, tensorFlow].filter((timing) => timing !== undefined);
  say(caseInWords(trainCase, mine!, others));
  const torchRatio = ratio(mine!, theirs, 3);
  if (profile || (torchRatio !== null && torchRatio < 1)) {
    say(costsInWords('Variegate, by ONNX Runtime', await profileStep(trainCase)));
    if (torch) say(costsInWords('PyTorch, by torch.profiler', await torch.profile()));
  }
  for (const each of [own, ...torchPeers]) await each.close();
  return {
    name: trainCase.name,
    imagesPerSecond: round((trainCase.batchSize * 1000) / fastest(mine!), 1),
    torchRatio,
    tfjsRatio: ratio(mine!, tensorFlow, 1),
  };
}

/** A step takes it seconds: few are enough. */
async function timeTensorFlow(own: Contestant, trainCase: TrainCase): Promise<Timing | undefined> {
  const peer = await openTensorFlow(trainCase);
  const [, timing] = await takeTurns([own, peer], { rounds: 3, stepsARound: 1 });
  await peer.close();
  return timing;
}

/** Measures the cases one after the other. */
async function benchTrain(cases: readonly TrainCase[], options: BenchOptions): Promise<TrainResult[]> {
  const torch = openTorch();
  try {
    const results: TrainResult[] = [];
    for (const trainCase of cases) results.push(await measure(trainCase, torch, options));
    return results;
  } finally {
    torch?.close();
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '8' },
      case: { type: 'string', default: '' },
      profile: { type: 'boolean', default: false },
    },
  });
  const cases = trainCases.filter(({ name }) => name.includes(values.case));
  const rounds = Number(values.rounds);
  if (cases.length === 0 || !(Number.isInteger(rounds) && rounds > 0)) {
    say(`--rounds takes a whole number from 1, --case a part of one of these names:`);
    for (const { name } of trainCases) say(`  ${name}`);
    process.exit(2);
  }
  const results = await benchTrain(cases, { rounds, profile: values.profile });
  if (values.json) process.stdout.write(`${JSON.stringify({ cases: results })}\n`);
}
