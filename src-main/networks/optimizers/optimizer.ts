import type { GraphBuilder } from '../../graph/builder/graph-builder.ts';
import type { Value } from '../../graph/graph.ts';
import { adamW } from './adamw.ts';
import type { OptimizerSettings } from './settings.ts';
import { sgd } from './sgd.ts';

export interface UpdateInputs {
  readonly parameter: Value;
  readonly gradient: Value;
  /** One value for each name in `slots`, of the parameter's shape. */
  readonly state: readonly Value[];
  /** One value for each name in `scalars`. */
  readonly scalars: Readonly<Record<string, Value>>;
  readonly weightDecay: boolean;
}

export interface UpdateOutputs {
  readonly parameter: Value;
  readonly state: readonly Value[];
}

/** An optimizer whose update is part of the training graph. */
export interface Optimizer {
  /** State tensors that every parameter has, zero at first. */
  readonly slots: readonly string[];
  /** Graph inputs that change from step to step. */
  readonly scalars: readonly string[];
  /** Values of `scalars`, computed in double precision; `step` counts from 1. */
  schedule(learningRate: number, step: number): Readonly<Record<string, number>>;
  update(builder: GraphBuilder, inputs: UpdateInputs): UpdateOutputs;
}

export function createOptimizer(settings: OptimizerSettings): Optimizer {
  switch (settings.kind) {
    case 'sgd':
      return sgd(settings);
    case 'adamw':
      return adamW(settings);
    default:
      return settings satisfies never;
  }
}
