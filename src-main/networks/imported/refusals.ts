import { UserError } from '../../../src-shared/errors.ts';
import type { Graph, Node } from '../../graph/graph.ts';

const quantised = /^(QLinear\w+|(Dynamic)?QuantizeLinear|DequantizeLinear|QGemm|QAttention|\w+Integer\w*)$/;
const controlFlow: ReadonlySet<string> = new Set(['If', 'Loop', 'Scan', 'SequenceMap']);

const opName = ({ domain, op }: Node): string => (domain === '' ? op : `${domain}.${op}`);

/** "Conv (3 nodes), Relu": at most five operators, the most frequent ones first. */
export function listOperators(nodes: readonly Node[]): string {
  const counts = [...Map.groupBy(nodes, opName)].toSorted(([, a], [, b]) => b.length - a.length);
  const listed = counts
    .slice(0, 5)
    .map(([op, { length }]) => (length === 1 ? op : `${op} (${length} nodes)`))
    .join(', ');
  return counts.length > 5 ? `${listed} and ${counts.length - 5} more` : listed;
}

export const untrainable = (reason: string, advice?: string, cause?: unknown): UserError =>
  new UserError('unsupported', `This network cannot be trained: ${reason}.`, advice, { cause });

interface Obstacle {
  readonly stops: (node: Node) => boolean;
  readonly reason: (operators: string) => string;
  readonly advice: string;
}

/** What no shape or rule could make up for, in the order in which it is told. */
const obstacles: readonly Obstacle[] = [
  {
    stops: ({ op }) => quantised.test(op),
    reason: (operators) => `it is quantised to whole numbers, through which no gradient passes: ${operators}`,
    advice: 'Use the float32 or float16 model that it was made from.',
  },
  {
    stops: ({ domain }) => domain !== '',
    reason: (operators) => `it has operators that are not ONNX's own: ${operators}`,
    advice: 'Export it again without operator fusion, with the standard operators only.',
  },
  {
    stops: ({ op, attributes }) =>
      controlFlow.has(op) ||
      Object.values(attributes).some(({ kind }) => kind === 'graph' || kind === 'graphs'),
    reason: (operators) => `its course depends on what it computes: ${operators}`,
    advice: 'Export it again by tracing, with fixed shapes.',
  },
];

/** Throws a UserError 'unsupported' that says why a network cannot be trained at all. */
export function refuseUntrainable({ nodes }: Graph): void {
  for (const { stops, reason, advice } of obstacles) {
    const found = nodes.filter(stops);
    if (found.length > 0) throw untrainable(reason(listOperators(found)), advice);
  }
}
