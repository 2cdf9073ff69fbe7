import { getFloat } from '../../graph/attributes.ts';
import { onnxRules } from '../../graph/gradients/rules/rules.ts';
import type { Node } from '../../graph/graph.ts';
import { elementCount, type TensorData, type TensorOf } from '../../graph/tensor-data.ts';
import { untrainable, listOperators } from './refusals.ts';
import { trainedTensors, type TensorRole } from './trained-tensors.ts';

/** A tensor of the file under the name that it has in training. */
interface TrainedTensor {
  readonly name: string;
  readonly role: TensorRole;
}

/** A batch norm that can train: its four tensors are `<stem>.weight`, `.bias`, `.running_mean` and `.running_var`. */
export interface BatchNormNode {
  readonly stem: string;
  readonly epsilon: number;
}

/** What training makes of the nodes before the head. */
export interface Body {
  /** By the name in the file. */
  readonly tensors: ReadonlyMap<string, TrainedTensor>;
  /** By the name of the node's first output. */
  readonly batchNorms: ReadonlyMap<string, BatchNormNode>;
  /** As the file has them, by their names in training. */
  readonly weights: ReadonlyMap<string, TensorOf<'float32'>>;
}

const suffixes = ['weight', 'bias', 'running_mean', 'running_var'] as const;

/** Names of a step's other inputs and outputs, which no tensor may take. */
const reserved = /^(images|labels|weights|loss|losses|logits|predictions)$|^(next|optimizer|average)\./;

class Names {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  unused(wanted: string): string {
    let name = reserved.test(wanted) ? `network.${wanted}` : wanted;
    while (this.#taken.has(name)) name = `${name}_`;
    this.#taken.add(name);
    return name;
  }
}

/** The common stem of a batch norm's tensors where they are called as PyTorch calls them. */
function commonStem(tensors: readonly string[]): string | undefined {
  const stems = tensors.map((name, i) => {
    const end = `.${suffixes[i] ?? ''}`;
    return name.endsWith(end) ? name.slice(0, -end.length) : undefined;
  });
  return new Set(stems).size === 1 ? stems[0] : undefined;
}

/**
 * Sorts out which of the file's tensors train, and under what names. `head` names the new head's tensors. Throws a UserError where a node
 * between a trained tensor and the head has no gradient rule.
 */
export function describeBody(
  nodes: readonly Node[],
  initializers: ReadonlyMap<string, TensorData>,
  reached: ReadonlySet<string>,
  head: string,
): Body {
  const roles = trainedTensors(nodes, initializers, reached);
  refuseWithoutRules(nodes, roles);
  const names = new Names([`${head}.weight`, `${head}.bias`]);
  const tensors = new Map<string, TrainedTensor>();
  const batchNorms = new Map<string, BatchNormNode>();
  for (const node of nodes) {
    if (node.op !== 'BatchNormalization') continue;
    const own = node.inputs.slice(1, 5);
    // Two nodes that share their tensors would each move the running statistics.
    if (!own.every((name) => roles.has(name) && !tensors.has(name))) continue;
    const stem = commonStem(own) ?? `batch_norm.${batchNorms.size}`;
    batchNorms.set(node.outputs[0] ?? '', { stem, epsilon: getFloat(node, 'epsilon', 1e-5) });
    for (const [i, name] of own.entries()) {
      tensors.set(name, { name: names.unused(`${stem}.${suffixes[i] ?? ''}`), role: roles.get(name)! });
    }
  }
  for (const [name, role] of roles) {
    // Statistics of a batch norm that cannot train stay constants.
    if (tensors.has(name) || role.kind === 'buffer') continue;
    tensors.set(name, { name: names.unused(name), role });
  }
  const weights = [...tensors].flatMap(([original, { name }]): [string, TensorOf<'float32'>][] => {
    const data = initializers.get(original);
    return data?.type === 'float32' ? [[name, data]] : [];
  });
  return { tensors, batchNorms, weights: new Map(weights) };
}

function refuseWithoutRules(nodes: readonly Node[], roles: ReadonlyMap<string, TensorRole>): void {
  const trained = new Set([...roles].flatMap(([name, { kind }]) => (kind === 'parameter' ? [name] : [])));
  const missing = nodes.filter((node) => {
    if (!node.inputs.some((name) => trained.has(name))) return false;
    for (const name of node.outputs) trained.add(name);
    return !(node.op in onnxRules);
  });
  if (missing.length > 0) {
    throw untrainable(`there is no gradient here for ${listOperators(missing)}`);
  }
}

/** Numbers that training changes. */
export const trainedCount = ({ tensors, weights }: Body): number =>
  [...tensors.values()].reduce(
    (sum, { name, role }) =>
      role.kind === 'parameter' ? sum + elementCount(weights.get(name)?.dims ?? []) : sum,
    0,
  );
