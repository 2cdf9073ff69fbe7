import { readdirSync, readFileSync } from 'node:fs';
import fixture from '../../src-main/graph/fixtures/pytorch-gradients.json' with { type: 'json' };
import { ruleCases } from '../../src-main/graph/gradients/testing/cases/all.ts';
import { pytorchCases } from '../../src-main/graph/gradients/testing/cases/pytorch.ts';
import { refusedByTensorFlow } from '../../src-main/graph/gradients/testing/cases/refused-by-tensorflow.ts';
import { caseLabel } from '../../src-main/graph/gradients/testing/cases/rule-case.ts';
import { internalRules, onnxRules } from '../../src-main/graph/gradients/rules/rules.ts';
import { decodeModel } from '../../src-main/graph/onnx/decode.ts';
import { shapedOperators } from '../../src-main/graph/shapes/shape-functions.ts';

/** What is known about one operator and how it is checked. */
interface Coverage {
  readonly operator: string;
  readonly gradient: string;
  /** Uses that are compared with central differences, in single and in half precision. */
  readonly differences: number;
  /** Of these, how many TensorFlow.js computes and differentiates too. */
  readonly tensorflow: number;
  /** Uses that are compared with PyTorch alone. */
  readonly pytorch: number;
  /** Exported models that hold it and are compared with PyTorch as a whole. */
  readonly models: readonly string[];
}

/** Results that no gradient flows through: integers, truth values, and what depends on extents only. */
const withoutGradient: ReadonlySet<string> = new Set([
  'And',
  'Or',
  'Xor',
  'Not',
  'Equal',
  'Greater',
  'GreaterOrEqual',
  'Less',
  'LessOrEqual',
  'IsInf',
  'IsNaN',
  'ArgMax',
  'ArgMin',
  'Constant',
  'ConstantOfShape',
  'OneHot',
  'Range',
  'Shape',
  'Size',
]);

/** Names of earlier operator sets. */
const renamed: Readonly<Record<string, string>> = { Scatter: 'ScatterElements', Upsample: 'Resize' };

/** Uses in fixtures/pytorch-gradients.json. */
const furtherPytorch: Readonly<Record<string, number>> = {
  Conv: fixture.convolutions.length,
  Gelu: 2,
  HardSwish: 1,
  LayerNormalization: 1,
};

const exported = new URL('../../src-main/graph/fixtures/exported/', import.meta.url);

/** Models by the operators that they hold. */
function modelsByOperator(): ReadonlyMap<string, readonly string[]> {
  const models = new Map<string, string[]>();
  for (const file of readdirSync(exported).toSorted()) {
    if (!file.endsWith('.onnx')) continue;
    const { nodes } = decodeModel(readFileSync(new URL(file, exported)));
    for (const op of new Set(nodes.map((node) => node.op))) {
      models.set(op, [...(models.get(op) ?? []), file.slice(0, -'.onnx'.length)]);
    }
  }
  return models;
}

function gradientOf(operator: string): string {
  if (operator in onnxRules) return 'rule';
  if (withoutGradient.has(operator)) return 'none to have';
  const modern = renamed[operator];
  return modern === undefined ? 'refused' : `as ${modern}`;
}

export function operatorCoverage(): readonly Coverage[] {
  const models = modelsByOperator();
  const operators = new Set([...shapedOperators, ...Object.keys(onnxRules)]);
  return [...operators].toSorted().map((operator) => {
    const cases = ruleCases.filter(({ rule }) => rule === operator && !(rule in internalRules));
    return {
      operator,
      gradient: gradientOf(operator),
      differences: cases.length,
      tensorflow: cases.filter((ruleCase) => !refusedByTensorFlow.has(caseLabel(ruleCase))).length,
      pytorch:
        Object.keys(pytorchCases).filter((name) => name.startsWith(`${operator}: `)).length +
        (furtherPytorch[operator] ?? 0),
      models: models.get(operator) ?? [],
    };
  });
}

const introduction = `# Operators

ONNX operators whose shapes are inferred and through which models can be differentiated. Written by \`node tools/operators/write.ts\`;
a test fails when it no longer says what the code does.

- **Gradient**: *rule*: a vector-Jacobian product in \`src-main/graph/gradients/rules/\`; *none to have*: integers, truth values, or values that
  depend on extents only; *as ...*: read as its later name; *refused*: an error names the node when a gradient would have to pass.
- **Differences**: uses compared with central differences (2e-3 of the largest gradient), and in half precision with single precision (2e-2).
- **TensorFlow.js**: how many of these uses it computes too; values and its own gradients compared to 1e-4.
- **PyTorch**: further uses compared with PyTorch in double precision, values and gradients, to 2e-5.
- **Exported models**: small models, exported by PyTorch, that hold the operator; the gradients of their input and of all their weights
  agree with PyTorch within 1e-3 of each tensor's norm (3e-2 for those that compute in half precision).

A model with any other operator is refused by name, as are what has no gradient here: \`Resize\` that is antialiased or crops, \`Attention\` with
\`softcap\` or with keys of earlier calls, \`Einsum\` that takes a diagonal, scatters that multiply or compare, batch norm in the exporter's training
mode, quantised operators, and \`If\`, \`Loop\` and \`Scan\`.
`;

const count = (n: number): string => (n === 0 ? '' : String(n));

/** The whole page. */
export function operatorPage(): string {
  const rows = operatorCoverage().map(
    ({ operator, gradient, differences, tensorflow, pytorch, models }) =>
      `| ${operator} | ${gradient} | ${count(differences)} | ${count(tensorflow)} | ${count(pytorch)} | ${models.join(', ')} |`,
  );
  return [
    introduction,
    '| operator | gradient | differences | TensorFlow.js | PyTorch | exported models |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
