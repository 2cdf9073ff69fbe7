import { type Dim, type Graph, isStatic, type Node, type ValueType } from '../graph.ts';
import { tensor } from '../tensor-data.ts';

/** Graph inputs and outputs of a repeated graph, by their names in the graph itself. */
export const repeatedNames = {
  /** Input: the values of all turns, one after the other along a new first axis; output likewise. */
  ofEachTurn: (name: string): string => `turns/${name}`,
  /** Input of a carried value: what the first turn begins with. */
  first: (name: string): string => `first/${name}`,
  /** Output, by the name of the carried input: what the last turn left. */
  last: (name: string): string => `last/${name}`,
  /** Input: int64 [], how many turns there are. */
  turns: 'turns',
} as const;

const ITERATION = 'turn';
const GO_ON = 'goOn';

/**
 * A graph that runs `graph` once for each turn in one ONNX `Loop` (operator set 19 and later), each turn beginning with what the one before left:
 * `carried` names input by output. So those values need not leave the device in between. `constant` inputs stay what they are. All other inputs, and outputs
 * likewise, hold one value a turn, see `repeatedNames`; their first axis is called `turns`.
 *
 * @throws TypeError for a graph whose inputs or outputs have no fixed shape.
 */
export function repeatGraph(
  graph: Graph,
  { carried, constant = [] }: { carried: Readonly<Record<string, string>>; constant?: readonly string[] },
): Graph {
  const pairs = Object.entries(carried);
  const states = new Set(Object.values(carried));
  const same = new Set(constant.filter((name) => graph.inputs.includes(name)));
  const given = graph.inputs.filter((name) => !states.has(name) && !same.has(name));
  const told = graph.outputs.filter((name) => !Object.hasOwn(carried, name));
  const { turns, ofEachTurn, first, last } = repeatedNames;
  const loop: Node = {
    name: 'repeat',
    op: 'Loop',
    domain: '',
    inputs: [turns, '', ...pairs.map(([, input]) => first(input))],
    outputs: [...pairs.map(([, input]) => last(input)), ...told.map(ofEachTurn)],
    attributes: { body: { kind: 'graph', value: bodyOf(graph, { pairs, given, told, same }) } },
  };
  const typesOf = (names: readonly string[]) => names.map((name) => fixedType(graph, name));
  const values = new Map<string, ValueType>([
    [turns, { elementType: 'int64', shape: [] }],
    ...typesOf([...same]),
    ...typesOf(given).map(([name, type]) => [ofEachTurn(name), withTurns(type)] as const),
    ...typesOf(told).map(([name, type]) => [ofEachTurn(name), withTurns(type)] as const),
    ...typesOf([...states]).flatMap(([name, type]) => [
      [first(name), type] as const,
      [last(name), type] as const,
    ]),
  ]);
  return {
    ...graph,
    name: `${graph.name}, repeated`,
    inputs: [turns, ...pairs.map(([, input]) => first(input)), ...same, ...given.map(ofEachTurn)],
    outputs: loop.outputs,
    nodes: [loop],
    initializers: new Map(),
    values,
  };
}

/** Body of the loop: takes each turn's inputs from the outer values, then does what the graph does. */
function bodyOf(
  graph: Graph,
  parts: {
    pairs: readonly (readonly [string, string])[];
    given: readonly string[];
    told: readonly string[];
    same: ReadonlySet<string>;
  },
): Graph {
  const { pairs, given, told, same } = parts;
  const picks = given.map(
    (name): Node => ({
      name: `pick/${name}`,
      op: 'Gather',
      domain: '',
      inputs: [repeatedNames.ofEachTurn(name), ITERATION],
      outputs: [name],
      attributes: { axis: { kind: 'int', value: 0 } },
    }),
  );
  const always = `${GO_ON}/always`;
  const goesOn: Node = {
    name: GO_ON,
    op: 'Identity',
    domain: '',
    inputs: [always],
    outputs: [GO_ON],
    attributes: {},
  };
  return {
    ...graph,
    name: `${graph.name}, one turn`,
    inputs: [ITERATION, `${GO_ON}/before`, ...pairs.map(([, input]) => input)],
    outputs: [GO_ON, ...pairs.map(([output]) => output), ...told],
    nodes: [...picks, ...graph.nodes, goesOn],
    initializers: new Map([...graph.initializers, [always, tensor('bool', [], Uint8Array.of(1))]]),
    values: new Map([
      ...[...graph.values].filter(([name]) => !same.has(name)),
      [ITERATION, { elementType: 'int64', shape: [] }],
      [`${GO_ON}/before`, { elementType: 'bool', shape: [] }],
      [GO_ON, { elementType: 'bool', shape: [] }],
    ]),
  };
}

function fixedType(graph: Graph, name: string): readonly [string, ValueType & { shape: readonly number[] }] {
  const type = graph.values.get(name);
  if (!type || !isStatic(type.shape)) throw new TypeError(`The shape of "${name}" is not fixed.`);
  return [name, { ...type, shape: type.shape }];
}

const withTurns = ({ elementType, shape }: ValueType & { shape: readonly Dim[] }): ValueType => ({
  elementType,
  shape: ['turns', ...shape],
});
