import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { elementCount, type TensorData, tensor, zeros } from '../../src-main/graph/tensor-data.ts';
import { createOptimizer } from '../../src-main/networks/optimizers/optimizer.ts';
import { stepGraph } from '../../src-main/training/step/step-graph.ts';
import { classifierOf, sessionOptions, THREADS, type TrainCase } from './cases.ts';
import { benchEngine } from './engine.ts';

const event = z.object({
  cat: z.string(),
  name: z.string(),
  dur: z.number().default(0),
  args: z.object({ op_name: z.string().default('') }).default({ op_name: '' }),
});

export interface OperatorCost {
  readonly operator: string;
  readonly nodes: number;
  /** Of one step. */
  readonly milliseconds: number;
}

/**
 * Cost by operator from a profile of ONNX Runtime (Chrome's trace format), the dearest first: of each node the fastest of the profiled
 * steps.
 */
function operatorCosts(profile: unknown): readonly OperatorCost[] {
  const fastest = new Map<string, { operator: string; microseconds: number }>();
  for (const { cat, name, dur, args } of z.array(event).parse(profile)) {
    if (cat !== 'Node' || !name.endsWith('_kernel_time')) continue;
    const known = fastest.get(name)?.microseconds ?? Number.POSITIVE_INFINITY;
    fastest.set(name, { operator: args.op_name, microseconds: Math.min(known, dur) });
  }
  const groups = Map.groupBy(fastest.values(), ({ operator }) => operator);
  const costs = [...groups].map(([operator, nodes]) => ({
    operator,
    nodes: nodes.length,
    milliseconds: nodes.reduce((sum, { microseconds }) => sum + microseconds, 0) / 1000,
  }));
  return costs.toSorted((a, b) => b.milliseconds - a.milliseconds);
}

const PROFILED_STEPS = 4;

/** Profiles the step graph that a training session of this case runs. */
export async function profileStep(trainCase: TrainCase): Promise<readonly OperatorCost[]> {
  const options = sessionOptions(trainCase);
  const engine = await benchEngine();
  const graph = stepGraph(
    classifierOf(trainCase),
    { optimizer: createOptimizer(options.optimizer) },
    options,
  );
  const { graph: lowered } = await engine.lower(graph, { version: 1, choices: {} });
  const folder = mkdtempSync(join(tmpdir(), 'bench-train-'));
  try {
    const executable = await engine.executor.load(lowered, {
      threads: THREADS,
      profile: join(folder, 'step'),
    });
    const feeds = Object.fromEntries(lowered.inputs.map((name) => [name, feedFor(lowered, name)]));
    for (let i = 0; i < PROFILED_STEPS; i++) await executable.run(feeds);
    await executable.dispose();
    const [file = ''] = globSync(join(folder, 'step*.json'));
    return operatorCosts(JSON.parse(readFileSync(file, 'utf8')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Ones for vectors and scalars, a wave for the rest: kernels take as long for any ordinary numbers. */
function feedFor(
  graph: { values: ReadonlyMap<string, { elementType: string; shape: unknown }> },
  name: string,
) {
  const type = graph.values.get(name);
  const shape = z.array(z.number()).parse(type?.shape);
  if (type?.elementType === 'int32') return zeros('int32', shape);
  const values = Float32Array.from({ length: elementCount(shape) }, (_, i) =>
    shape.length < 2 ? 1 : Math.sin(i) * 0.1,
  );
  return tensor('float32', shape, values) satisfies TensorData;
}
