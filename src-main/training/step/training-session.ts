import { UserError } from '../../../src-shared/errors.ts';
import { type Engine, onnxRuntimeEngine } from '../../graph/executors/engines.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Lowered } from '../../graph/lowering/lower.ts';
import type { LoweringPlan } from '../../graph/lowering/plan.ts';
import type { TrainingNames } from '../../graph/memory/forward-pass.ts';
import { createClassifier } from '../../networks/architectures.ts';
import { mainNameOf, type NormBranches } from '../../networks/batch-norm.ts';
import { branched, type Classifier } from '../../networks/classifier.ts';
import { createOptimizer } from '../../networks/optimizers/optimizer.ts';
import { predictionGraph } from './inference-graph.ts';
import { type FirstWeights, initialState } from './initial-state.ts';
import { headParameters, layerRates } from './learning-rates.ts';
import { ModelState } from './model-state.ts';
import { type LoweredStep, GraphTrainingSession } from './graph-training-session.ts';
import type { StepVariant, TrainingSession, TrainingSessionOptions } from './session-types.ts';
import { statisticsGraph } from './statistics-graph.ts';
import { stepGraph, stepNames } from './step-graph.ts';
import { averageOf, type UpdateSettings } from './update-settings.ts';

export type {
  NormSet,
  StepInput,
  StepOutput,
  TrainingSession,
  TrainingSessionOptions,
} from './session-types.ts';

const plainStep: StepVariant = { mixesLabels: false, headOnly: false };

/**
 * A fresh model on an engine, ONNX Runtime's CPU provider by default. There the same options on the same machine give bit-identical training; so does
 * `restore` of a saved state together with its `plan`. Throws a `UserError` for settings that no model can have.
 */
export async function createTrainingSession(options: TrainingSessionOptions): Promise<TrainingSession> {
  const { batchSize, branches, seed, threads, variants = [plainStep] } = options;
  const classifier = buildNetwork(options);
  const trained = branches ? withBranches(classifier, branches, options) : classifier;
  const update = updateSettings(classifier, trained, options);
  const engine = options.engine ?? (await onnxRuntimeEngine());
  const lowering = new SharedPlan(options.plan, engine);
  const steps: LoweredStep[] = [];
  for (const variant of variants) {
    const own = variant.headOnly ? { ...update, rateOf: headAlone(trained, update) } : update;
    const graph = stepGraph(trained, own, { ...options, ...variant });
    steps.push({ lowered: await lowering.lower(graph, stepNames), update: own });
  }
  const prediction = await lowering.lower(predictionGraph(classifier, batchSize));
  const takesStatistics = options.takesStatistics === true && classifier.buffers.length > 0;
  const statistics = takesStatistics ? await lowering.lower(statisticsGraph(classifier, batchSize)) : null;
  const first = options.firstWeights && withSecondSets(options.firstWeights, trained);
  const state = new ModelState(initialState(trained, update, seed, first));
  return new GraphTrainingSession({
    classifier,
    trained,
    options,
    executor: engine.executor,
    plan: lowering.plan,
    state,
    steps,
    statistics,
    prediction: await engine.executor.load(prediction.graph, { threads }),
  });
}

function buildNetwork(options: TrainingSessionOptions): Classifier {
  const { architecture, network } = options;
  if (network) return network(options);
  if (architecture !== 'imported') return createClassifier(architecture, options);
  throw new UserError(
    'bad-input',
    'The settings ask for an imported network and name none.',
    'Choose the imported network to start from, or another architecture.',
  );
}

function withBranches(
  classifier: Classifier,
  branches: NormBranches,
  { architecture, batchSize }: TrainingSessionOptions,
): Classifier {
  if (!(branches.real >= 1 && branches.real < batchSize)) {
    throw new RangeError(`${branches.real} of ${batchSize} images cannot be a branch.`);
  }
  const split = branched(classifier, branches);
  if (split) return split;
  throw new UserError(
    'bad-input',
    `${architecture} has no batch norm, so it cannot have an auxiliary one.`,
    'Choose another recipe, or an architecture with batch norm such as a ResNet.',
  );
}

function updateSettings(
  classifier: Classifier,
  trained: Classifier,
  { optimizer, largestGradient, averageDecay, headRate = 1, layerDecay = 1 }: TrainingSessionOptions,
): UpdateSettings {
  return {
    optimizer: createOptimizer(optimizer),
    largestGradient,
    rateOf: layerRates(trained, { head: headRate, decay: layerDecay }),
    average: averageDecay === undefined ? undefined : averageOf(classifier, averageDecay),
  };
}

function headAlone(classifier: Classifier, { rateOf = () => 1 }: UpdateSettings): (name: string) => number {
  const heads = headParameters(classifier);
  return (name) => (heads.has(name) ? rateOf(name) : 0);
}

/** Auxiliary batch norms start as copies of the main ones. */
function withSecondSets(first: FirstWeights, { parameters, buffers }: Classifier): FirstWeights {
  const all = new Map(first);
  for (const { name } of [...parameters, ...buffers]) {
    const value = first.get(mainNameOf(name) ?? '');
    if (value) all.set(name, value);
  }
  return all;
}

/** Lowers graphs one after the other; what an earlier plan or graph chose, the later ones choose too. */
class SharedPlan {
  readonly #before: LoweringPlan['choices'];
  readonly #engine: Engine;
  #choices: LoweringPlan['choices'] = {};

  constructor(before: LoweringPlan | undefined, engine: Engine) {
    this.#before = before?.choices ?? {};
    this.#engine = engine;
  }

  get plan(): LoweringPlan {
    return { version: 1, choices: this.#choices };
  }

  async lower(graph: Graph, training?: TrainingNames): Promise<Lowered> {
    const known: LoweringPlan = { version: 1, choices: { ...this.#before, ...this.#choices } };
    const lowered = await this.#engine.lower(graph, known, training);
    this.#choices = { ...this.#choices, ...lowered.plan.choices };
    return lowered;
  }
}
