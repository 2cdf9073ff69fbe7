import { onnxRuntime } from '../../graph/executors/onnxruntime.ts';
import { cpuTarget } from '../../graph/lowering/blocked/probe.ts';
import { lower } from '../../graph/lowering/lower.ts';
import { createClassifier } from '../../models/architectures.ts';
import { createOptimizer } from '../../models/optimizers/optimizer.ts';
import { predictionGraph } from './inference-graph.ts';
import { loadTrainer } from './graph-trainer.ts';
import { OnnxTrainingSession } from './onnx-training-session.ts';
import type { TrainingSession, TrainingSessionOptions } from './session-types.ts';
import { stepGraph } from './step-graph.ts';

export type {
  StepInput,
  StepOutput,
  TrainingSession,
  TrainingSessionOptions,
} from './session-types.ts';

/**
 * A fresh model on ONNX Runtime's CPU provider. The same options on the same machine give bit-identical training; so does
 * `restore` of a saved state together with its `plan`. Throws a `UserError` for settings that no model can have.
 */
export async function createTrainingSession(options: TrainingSessionOptions): Promise<TrainingSession> {
  const classifier = createClassifier(options.architecture, options);
  const optimizer = createOptimizer(options.optimizer);
  const target = await cpuTarget();
  const training = lower(stepGraph(classifier, optimizer, options), { plan: options.plan, target });
  // Forms that only prediction uses stand in the earlier plan alone.
  const known = { version: 1, choices: { ...options.plan?.choices, ...training.plan.choices } } as const;
  const prediction = lower(predictionGraph(classifier, options.batchSize), { plan: known, target });
  const plan = { ...training.plan, choices: { ...training.plan.choices, ...prediction.plan.choices } };
  const threads = options.threads === undefined ? {} : { threads: options.threads };
  const { seed, firstWeights: first } = options;
  const trainer = await loadTrainer(training, classifier, { optimizer, seed, first, ...threads });
  try {
    const executable = await onnxRuntime.load(prediction.graph, threads);
    return new OnnxTrainingSession({ classifier, options, plan, trainer, prediction: executable });
  } catch (error) {
    await trainer.dispose();
    throw error;
  }
}
