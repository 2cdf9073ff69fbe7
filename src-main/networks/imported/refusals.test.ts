import { describe, expect, test } from 'vitest';
import { formula } from '../../graph/testing/formula.ts';
import type { Graph, Node } from '../../graph/graph.ts';
import type { StatedInput } from '../../../src-shared/domain/network-input.ts';
import { fullyConnected, read, small } from './testing/small-network.ts';

const stated = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } as const satisfies StatedInput;

describe('says why a network cannot be trained', () => {
  const withNode = (node: Partial<Node>): Graph => {
    const graph = small((b, parts) => ({ logits: fullyConnected(b, parts) }));
    const extra: Node = {
      name: '',
      op: 'Relu',
      domain: '',
      inputs: ['input'],
      outputs: ['extra'],
      attributes: {},
      ...node,
    };
    return { ...graph, nodes: [...graph.nodes, extra] };
  };

  test.each([
    ['quantised weights', withNode({ op: 'QLinearConv' }), /quantised to whole numbers.*QLinearConv/],
    ['a quantise-dequantise graph', withNode({ op: 'DequantizeLinear' }), /quantised/],
    [
      'operators of its own',
      withNode({ op: 'FusedConv', domain: 'com.microsoft' }),
      /com\.microsoft\.FusedConv/,
    ],
    ['control flow', withNode({ op: 'Loop' }), /depends on what it computes: Loop/],
    [
      'class numbers as output',
      small((b, parts) => ({ label: b.ArgMax(fullyConnected(b, parts), 1, false) })),
      /holds int64 numbers, not scores/,
    ],
    [
      'answers with places',
      small((b, { images }) => ({ map: b.Conv(images, b.initializer('w', formula(1, [4, 3, 1, 1]))) })),
      /still have places in the picture/,
    ],
    ['no layer at all', small((b, { images }) => ({ y: b.Tanh(images) })), /before its output stands Tanh/],
    [
      'a second input',
      small((b, parts) => ({ y: b.Add(fullyConnected(b, parts), b.input('bias', 'float32', [1, 5])) })),
      /more than a picture: "input", "bias"/,
    ],
    ['an operator that is not known', withNode({ op: 'Quux' }), /Quux/],
  ])('%s', (_, graph, reason) => {
    expect(() => read(graph, { ...stated, imageSize: 8 })).toThrow(reason);
  });

  test('an operator without a gradient', () => {
    const graph = small((b, { features }) => {
      const w = b.initializer('w', formula(1, [6, 6]));
      const chosen = b.ArgMax(b.MatMul(features, w), 1, false);
      return { logits: fullyConnected(b, { features: b.OneHot(chosen, 6, 'float32') }) };
    });
    expect(() => read(graph)).toThrow(/no gradient here for ArgMax, OneHot/);
  });
});
