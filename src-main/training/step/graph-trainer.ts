import type { GraphBuilder } from '../../graph/builder/graph-builder.ts';
import type { Executable, Executor } from '../../graph/executors/executor.ts';
import { onnxRuntime } from '../../graph/executors/onnxruntime.ts';
import type { Value } from '../../graph/graph.ts';
import { cpuTarget } from '../../graph/lowering/blocked/probe.ts';
import { lower, type Lowered } from '../../graph/lowering/lower.ts';
import type { LoweringPlan } from '../../graph/lowering/plan.ts';
import { float32, type TensorData } from '../../graph/tensor-data.ts';
import type { TensorSpecs } from '../../networks/module.ts';
import { createOptimizer } from '../../networks/optimizers/optimizer.ts';
import type { OptimizerSettings } from '../../networks/optimizers/settings.ts';
import { initialState } from './initial-state.ts';
import { ModelState } from './model-state.ts';
import { nextName } from './state-names.ts';
import { type Objective, trainingGraph } from './training-graph.ts';
import { averageOf, ratesOf, scheduledScalars, type UpdateSettings } from './update-settings.ts';

type StepInputs = Readonly<Record<string, TensorData>>;
type StepOutputs = Readonly<Record<string, TensorData>>;

interface StepRequest {
  readonly inputs: StepInputs;
  readonly learningRate: number;
}

interface TrainerParts {
  readonly step: Executable;
  /** What the graph takes. */
  readonly inputs: readonly string[];
  /** State tensors that the graph replaces. */
  readonly replaced: readonly string[];
  readonly state: ModelState;
  readonly update: UpdateSettings;
  readonly rates: readonly number[];
}

/** A training graph with the state that it reads and replaces. Calls of `step` do not overlap; each blocks the calling thread. */
export class GraphTrainer {
  /** Parameters, buffers and optimizer state. */
  readonly state: ModelState;
  readonly #parts: TrainerParts;

  constructor(parts: TrainerParts) {
    this.state = parts.state;
    this.#parts = parts;
  }

  /** Takes a step; the loss and what else the objective gives, as they were before the update. */
  async step(inputs: StepInputs, learningRate: number): Promise<StepOutputs> {
    const [outputs] = await this.steps([{ inputs, learningRate }]);
    return outputs!;
  }

  /** Takes steps in order, together where the executor can. When it fails, none was taken. */
  async steps(list: readonly StepRequest[]): Promise<StepOutputs[]> {
    const { step } = this.#parts;
    if (step.carried && !this.state.isLent) step.carried.write(this.state.lend(this.#parts.replaced));
    if (!step.runSteps || list.length === 1) return this.#inTurn(list);
    const before = this.state.steps;
    const feeds = list.map(({ inputs, learningRate }, i) =>
      this.#feeds(inputs, learningRate, before + i + 1),
    );
    const outputs = await step.runSteps(feeds);
    for (const each of outputs) this.state.advance(each);
    return outputs;
  }

  async #inTurn(list: readonly StepRequest[]): Promise<StepOutputs[]> {
    const all: StepOutputs[] = [];
    for (const { inputs, learningRate } of list) {
      const outputs = await this.#parts.step.run(this.#feeds(inputs, learningRate, this.state.steps + 1));
      this.state.advance(outputs);
      all.push(outputs);
    }
    return all;
  }

  /** Everything that the graph takes for a step, which counts from 1. */
  #feeds(inputs: StepInputs, learningRate: number, step: number): Record<string, TensorData> {
    const { update, rates } = this.#parts;
    const scalars = scheduledScalars(update, rates, learningRate, step);
    return {
      ...this.state.inputs(this.#parts.inputs),
      ...Object.fromEntries(Object.entries(scalars).map(([name, value]) => [name, float32([], [value])])),
      ...inputs,
    };
  }

  /** Brings what a device holds back into the state. */
  async settle(): Promise<void> {
    const { carried } = this.#parts.step;
    if (carried && this.state.isLent) this.state.takeBack(await carried.read());
  }

  dispose(): Promise<void> {
    return this.#parts.step.dispose();
  }
}

export interface LoadTrainerOptions {
  readonly executor: Executor;
  readonly specs: TensorSpecs;
  readonly update: UpdateSettings;
  readonly state: ModelState;
  readonly threads?: number | undefined;
}

/** Loads a lowered training graph that works on `state`. */
export async function loadTrainer(
  { graph }: Lowered,
  { executor, specs, update, state, threads }: LoadTrainerOptions,
): Promise<GraphTrainer> {
  const given = new Set(graph.outputs);
  const replaced = graph.inputs.filter((name) => given.has(nextName(name)));
  const carried = Object.fromEntries(replaced.map((name) => [nextName(name), name]));
  const constant = graph.inputs.filter((name) => state.has(name) && !replaced.includes(name));
  const step = await executor.load(graph, { threads, carried, constant });
  const rates = ratesOf(specs, update);
  return new GraphTrainer({ step, inputs: graph.inputs, replaced, state, update, rates });
}

export interface GraphTrainerOptions {
  readonly specs: TensorSpecs;
  /** Declares the step's inputs and adds the model and its loss. */
  readonly objective: (b: GraphBuilder, weights: ReadonlyMap<string, Value>) => Objective;
  readonly optimizer: OptimizerSettings;
  readonly largestGradient?: number;
  /** Decay of a moving average of all parameters and buffers, kept under `averageName`; absent: none. */
  readonly averageDecay?: number | undefined;
  readonly seed: number;
  readonly threads?: number;
  /** Of an earlier trainer of the same run, so that a resumed run computes bit-identically. */
  readonly plan?: LoweringPlan | undefined;
}

/** Trains any model that graphs can be built of, on ONNX Runtime's CPU provider. */
export async function createGraphTrainer(
  options: GraphTrainerOptions,
): Promise<{ readonly trainer: GraphTrainer; readonly plan: LoweringPlan }> {
  const { specs, objective, largestGradient, averageDecay, seed, threads, plan } = options;
  const update: UpdateSettings = {
    optimizer: createOptimizer(options.optimizer),
    largestGradient,
    average: averageDecay === undefined ? undefined : averageOf(specs, averageDecay),
  };
  const lowered = lower(trainingGraph(specs, objective, update), { plan, target: await cpuTarget() });
  const state = new ModelState(initialState(specs, update, seed));
  return {
    trainer: await loadTrainer(lowered, { executor: onnxRuntime, specs, update, state, threads }),
    plan: lowered.plan,
  };
}
