import { int } from '../attributes.ts';
import type { ValueType } from '../graph.ts';
import { codeOfElementType } from '../onnx/element-types.ts';
import { int64s } from '../tensor-data.ts';
import type { RewrittenGraph } from './rewritten-graph.ts';

const single: ValueType['elementType'] = 'float32';

/**
 * Lets tensors through once a gradient is there. ONNX Runtime merges equal nodes, so what is computed again has to differ in what it reads: a sum
 * of the tensor and a zero that is computed from the gradient. The zero is "an element is less than itself", which holds for no number,
 * NaN included, and which no optimizer takes for granted. (A Reshape would save the sum, but 1.30 joins it with one that
 * follows, whatever its shape comes from.)
 */
export class Gate {
  readonly #graph: RewrittenGraph;
  readonly #name: string;
  readonly #zero: string;
  readonly #passed = new Map<string, string>();

  /** `gradient`: a value in single precision. */
  constructor(graph: RewrittenGraph, name: string, gradient: string) {
    this.#graph = graph;
    this.#name = name;
    const extents = (key: string, ...values: number[]): string =>
      graph.store(`${name}/${key}`, int64s(values));
    const emit = (op: string, inputs: string[], output: string, type: ValueType): string =>
      graph.addOperator(op, inputs, `${name}/${output}`, type);
    const flat = emit('Reshape', [gradient, extents('flat', -1)], 'row', {
      elementType: single,
      shape: null,
    });
    const first = [flat, extents('first', 0), extents('second', 1)];
    const element = emit('Slice', first, 'element', { elementType: single, shape: [1] });
    const scalar = emit('Reshape', [element, extents('none')], 'scalar', { elementType: single, shape: [] });
    const never = emit('Less', [scalar, scalar], 'never', { elementType: 'bool', shape: [] });
    const attributes = { to: int(codeOfElementType(single)) };
    const type = { elementType: single, shape: [] };
    this.#zero = graph.addOperator('Cast', [never], `${name}/zero`, type, { attributes });
  }

  /** The same tensor, but not before the gradient; of other types than single precision the tensor itself. */
  through(value: string): string {
    const known = this.#passed.get(value);
    if (known !== undefined) return known;
    const type = this.#graph.typeOf(value);
    if (type.elementType !== single) return value;
    const passed = this.#graph.addOperator('Add', [value, this.#zero], `${this.#name}/${value}`, type);
    this.#passed.set(value, passed);
    return passed;
  }
}
