import type { ElementType } from '../tensor-data.ts';
import { broadcastShapes } from './broadcast.ts';
import type { ShapeContext, ShapeFunction, ShapeFunctions } from './shape-context.ts';

function broadcast(context: ShapeContext): readonly number[] {
  const shapes = context.node.inputs.map((_, i) => context.input(i).shape);
  try {
    return broadcastShapes(...shapes);
  } catch (error) {
    throw context.error((error as Error).message);
  }
}

export const sameAsFirst: ShapeFunction = (context) => {
  const { elementType, shape } = context.input(0);
  return [{ elementType, shape }];
};

const arithmetic: ShapeFunction = (context) => {
  const { elementType } = context.input(0);
  const other = context.node.inputs.findIndex((_, i) => context.input(i).elementType !== elementType);
  if (other >= 0 && context.node.op !== 'Pow') {
    throw context.error(
      `inputs are ${elementType} and ${context.input(other).elementType}; cast one of them`,
    );
  }
  return [{ elementType, shape: broadcast(context) }];
};

const comparison: ShapeFunction = (context) => [{ elementType: 'bool', shape: broadcast(context) }];

const where: ShapeFunction = (context) => [
  { elementType: context.input(1).elementType, shape: broadcast(context) },
];

const sameShapeOf =
  (elementType: ElementType): ShapeFunction =>
  (context) => [{ elementType, shape: context.input(0).shape }];

export const unaryOperators = [
  'Abs',
  'Ceil',
  'Cos',
  'Elu',
  'Erf',
  'Exp',
  'Floor',
  'HardSigmoid',
  'HardSwish',
  'Identity',
  'LeakyRelu',
  'Log',
  'Mish',
  'Neg',
  'Not',
  'Reciprocal',
  'Relu',
  'Round',
  'Selu',
  'Sigmoid',
  'Sign',
  'Sin',
  'Softplus',
  'Softsign',
  'Sqrt',
  'Tanh',
] as const; // prettier-ignore

export const binaryOperators = ['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Mod'] as const;
export const variadicOperators = ['Max', 'Min', 'Sum', 'Mean'] as const;
export const comparisonOperators = [
  'Equal',
  'Greater',
  'GreaterOrEqual',
  'Less',
  'LessOrEqual',
  'And',
  'Or',
  'Xor',
] as const;

const table = (names: readonly string[], rule: ShapeFunction): ShapeFunctions =>
  Object.fromEntries(names.map((name) => [name, rule]));

export const elementwiseShapes: ShapeFunctions = {
  ...table(unaryOperators, sameAsFirst),
  ...table([...binaryOperators, ...variadicOperators], arithmetic),
  ...table(comparisonOperators, comparison),
  Where: where,
  Celu: sameAsFirst,
  Clip: sameAsFirst,
  Gelu: sameAsFirst,
  PRelu: sameAsFirst,
  CumSum: sameAsFirst,
  Shrink: sameAsFirst,
  Swish: sameAsFirst,
  ThresholdedRelu: sameAsFirst,
  Trilu: sameAsFirst,
  IsNaN: sameShapeOf('bool'),
  IsInf: sameShapeOf('bool'),
};

/** Internal: (x, scale, z) gives scale * x + z, scale a scalar. */
export const internalElementwiseShapes: ShapeFunctions = { ScaledAdd: sameAsFirst };
