import type { Value } from '../graph/graph.ts';
import { type Classification, type Classifier, defineClassifier } from './classifier.ts';
import { batchNorm, convolution, linear } from './layers.ts';
import type { LayerContext } from './module.ts';

/** A residual network without its head. */
export interface ResidualTrunk {
  /** Channels of each stage; every stage but the first halves the image. */
  readonly widths: readonly number[];
  /** Of each stage, or of all of them. */
  readonly blocksPerStage: number | readonly number[];
  /** `large`: 7x7 at stride 2 and a 3x3 max pool at stride 2; `small`: 3x3 at stride 1; `halving`: 3x3 at stride 2. */
  readonly stem: 'large' | 'small' | 'halving';
  /** `basic` (default): two 3x3 convolutions; `bottleneck`: 1x1, 3x3 and 1x1, which widens to four times `widths`. */
  readonly block?: BlockKind;
}

type BlockKind = 'basic' | 'bottleneck';

export interface ResNetSettings extends ResidualTrunk {
  readonly classes: number;
  readonly imageSize: number;
}

const stems = {
  large: { kernel: 7, stride: 2, pool: true },
  small: { kernel: 3, stride: 1, pool: false },
  halving: { kernel: 3, stride: 2, pool: false },
} as const satisfies Record<ResidualTrunk['stem'], unknown>;

function stem(context: LayerContext, images: Value, { stem: kind, widths }: ResidualTrunk): Value {
  const { kernel, stride, pool } = stems[kind];
  const x = convolution(context, 'conv1', images, { filters: widths[0] ?? 64, kernel, stride });
  const y = context.b.Relu(batchNorm(context, 'bn1', x));
  return pool ? context.b.MaxPool(y, [3, 3], { strides: [2, 2], pads: [1, 1, 1, 1] }) : y;
}

/** What a block is made with; its shortcut is projected by a 1x1 convolution where the shape changes. */
interface BlockLayer {
  readonly name: string;
  readonly x: Value;
  /** Of the 3x3 convolution. */
  readonly filters: number;
  readonly stride: number;
}

type Block = (context: LayerContext, layer: BlockLayer) => Value;

/** Two 3x3 convolutions. */
const basicBlock: Block = (context, { name, x, filters, stride }) => {
  const { b } = context;
  const first = convolution(context, `${name}.conv1`, x, { filters, kernel: 3, stride });
  const middle = b.Relu(batchNorm(context, `${name}.bn1`, first));
  const second = convolution(context, `${name}.conv2`, middle, { filters, kernel: 3 });
  const residual = batchNorm(context, `${name}.bn2`, second);
  return b.Relu(b.Add(residual, shortcut(context, `${name}.downsample`, x, filters, stride)));
};

/** Output channels of a bottleneck block for each channel of its 3x3 convolution. */
const EXPANSION = 4;

/** 1x1, 3x3 with the stride (as torchvision and timm have it; He et al. put it into the first 1x1), 1x1. */
const bottleneckBlock: Block = (context, { name, x, filters, stride }) => {
  const { b } = context;
  const first = convolution(context, `${name}.conv1`, x, { filters, kernel: 1 });
  const narrow = b.Relu(batchNorm(context, `${name}.bn1`, first));
  const second = convolution(context, `${name}.conv2`, narrow, { filters, kernel: 3, stride });
  const seen = b.Relu(batchNorm(context, `${name}.bn2`, second));
  const third = convolution(context, `${name}.conv3`, seen, { filters: filters * EXPANSION, kernel: 1 });
  const residual = batchNorm(context, `${name}.bn3`, third);
  return b.Relu(b.Add(residual, shortcut(context, `${name}.downsample`, x, filters * EXPANSION, stride)));
};

const blocks = { basic: basicBlock, bottleneck: bottleneckBlock } as const satisfies Record<BlockKind, Block>;

function shortcut(context: LayerContext, name: string, x: Value, filters: number, stride: number): Value {
  if (stride === 1 && x.shape[1] === filters) return x;
  const projected = convolution(context, `${name}.0`, x, { filters, kernel: 1, stride });
  return batchNorm(context, `${name}.1`, projected);
}

/** Images [N, 3, S, S] through the stem, the stages and the average over the picture, to a head of `outputs` numbers. */
export function residualNetwork(
  context: LayerContext,
  images: Value,
  trunk: ResidualTrunk,
  outputs: number,
): Classification {
  const { b } = context;
  let x = b.scoped('stem', () => stem(context, images, trunk));
  for (const [stage, filters] of trunk.widths.entries()) {
    const { blocksPerStage } = trunk;
    const count = typeof blocksPerStage === 'number' ? blocksPerStage : (blocksPerStage[stage] ?? 1);
    for (let index = 0; index < count; index++) {
      const name = `layer${stage + 1}.${index}`;
      const layer = { name, x, filters, stride: stage > 0 && index === 0 ? 2 : 1 };
      x = b.scoped(name, () => blocks[trunk.block ?? 'basic'](context, layer));
    }
  }
  return b.scoped('head', () => {
    const features = b.Flatten(b.GlobalAveragePool(x));
    return { features, logits: linear(context, 'fc', features, outputs) };
  });
}

/** A residual network (He et al. 2016), parameters named as timm and torchvision name them. */
export const resNet = (settings: ResNetSettings): Classifier =>
  defineClassifier(
    (context, images) => residualNetwork(context, images, settings, settings.classes),
    settings.imageSize,
  );
