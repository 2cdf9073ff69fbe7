import type { GraphBuilder } from '../../graph/builder/graph-builder.ts';
import type { Executable } from '../../graph/executors/executor.ts';
import { onnxRuntime } from '../../graph/executors/onnxruntime.ts';
import type { Value } from '../../graph/graph.ts';
import { cpuTarget } from '../../graph/lowering/blocked/probe.ts';
import { lower, type Lowered } from '../../graph/lowering/lower.ts';
import type { LoweringPlan } from '../../graph/lowering/plan.ts';
import { float32, type TensorData, type TensorOf } from '../../graph/tensor-data.ts';
import type { TensorSpecs } from '../../models/module.ts';
import { createOptimizer, type Optimizer } from '../../models/optimizers/optimizer.ts';
import type { OptimizerSettings } from '../../models/optimizers/settings.ts';
import { type FirstWeights, initialState } from './initial-state.ts';
import { ModelState } from './model-state.ts';
import { type Objective, trainingGraph } from './training-graph.ts';

/** A training graph with the state that it reads and replaces. Calls of `step` do not overlap; each blocks the calling thread. */
export class GraphTrainer {
  /** Parameters, buffers and optimizer state. */
  readonly state: ModelState;
  readonly #step: Executable;
  readonly #optimizer: Optimizer;

  constructor(step: Executable, optimizer: Optimizer, initial: ReadonlyMap<string, TensorOf<'float32'>>) {
    this.state = new ModelState(initial);
    this.#step = step;
    this.#optimizer = optimizer;
  }

  /** Takes a step; the loss and what else the objective gives, as they were before the update. */
  async step(
    inputs: Readonly<Record<string, TensorData>>,
    learningRate: number,
  ): Promise<Readonly<Record<string, TensorData>>> {
    const scalars = Object.entries(this.#optimizer.schedule(learningRate, this.state.steps + 1));
    const outputs = await this.#step.run({
      ...this.state.inputs,
      ...Object.fromEntries(scalars.map(([name, value]) => [name, float32([], [value])])),
      ...inputs,
    });
    this.state.advance(outputs);
    return outputs;
  }

  dispose(): Promise<void> {
    return this.#step.dispose();
  }
}

/** Loads a lowered training graph; `first` are weights to begin with. */
export async function loadTrainer(
  { graph }: Lowered,
  specs: TensorSpecs,
  { optimizer, seed, first, threads }: LoadTrainerOptions,
): Promise<GraphTrainer> {
  const state = initialState(specs, optimizer, seed, first);
  const step = await onnxRuntime.load(graph, threads === undefined ? {} : { threads });
  return new GraphTrainer(step, optimizer, state);
}

export interface LoadTrainerOptions {
  readonly optimizer: Optimizer;
  /** Decides the weights that `first` does not give. */
  readonly seed: number;
  readonly first?: FirstWeights | undefined;
  readonly threads?: number | undefined;
}

export interface GraphTrainerOptions {
  readonly specs: TensorSpecs;
  /** Declares the step's inputs and adds the model and its loss. */
  readonly objective: (b: GraphBuilder, weights: ReadonlyMap<string, Value>) => Objective;
  readonly optimizer: OptimizerSettings;
  readonly largestGradient?: number;
  readonly seed: number;
  readonly threads?: number;
  /** Of an earlier trainer of the same run, so that a resumed run computes bit-identically. */
  readonly plan?: LoweringPlan | undefined;
}

/** Trains any model that graphs can be built of, on ONNX Runtime's CPU provider. */
export async function createGraphTrainer(
  options: GraphTrainerOptions,
): Promise<{ readonly trainer: GraphTrainer; readonly plan: LoweringPlan }> {
  const { specs, objective, largestGradient, seed, threads, plan } = options;
  const optimizer = createOptimizer(options.optimizer);
  const graph = trainingGraph(specs, objective, { optimizer, largestGradient });
  const lowered = lower(graph, { plan, target: await cpuTarget() });
  const trainer = await loadTrainer(lowered, specs, { optimizer, seed, threads });
  return { trainer, plan: lowered.plan };
}
