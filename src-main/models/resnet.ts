import type { Value } from '../graph/graph.ts';
import { type Classifier, defineClassifier, type LayerContext, type Network } from './classifier.ts';
import { batchNorm, convolution, linear } from './layers.ts';

export interface ResNetSettings {
  readonly classes: number;
  readonly imageSize: number;
  /** Channels of each stage; every stage but the first halves the image. */
  readonly widths: readonly number[];
  readonly blocksPerStage: number;
  /** `large`: 7x7 at stride 2 and a 3x3 max pool at stride 2; `small`: 3x3 at stride 1. */
  readonly stem: 'large' | 'small';
}

function stem(context: LayerContext, images: Value, { stem: kind, widths }: ResNetSettings): Value {
  const filters = widths[0] ?? 64;
  const large = kind === 'large';
  const x = convolution(context, 'conv1', images, {
    filters,
    kernel: large ? 7 : 3,
    stride: large ? 2 : 1,
  });
  const y = context.b.Relu(batchNorm(context, 'bn1', x));
  return large ? context.b.MaxPool(y, [3, 3], { strides: [2, 2], pads: [1, 1, 1, 1] }) : y;
}

/** Two 3x3 convolutions and a shortcut, which is projected by a 1x1 convolution where the shape changes. */
function basicBlock(context: LayerContext, name: string, x: Value, filters: number, stride: number): Value {
  const { b } = context;
  const first = convolution(context, `${name}.conv1`, x, { filters, kernel: 3, stride });
  const middle = b.Relu(batchNorm(context, `${name}.bn1`, first));
  const second = convolution(context, `${name}.conv2`, middle, { filters, kernel: 3 });
  const residual = batchNorm(context, `${name}.bn2`, second);
  return b.Relu(b.Add(residual, shortcut(context, `${name}.downsample`, x, filters, stride)));
}

function shortcut(context: LayerContext, name: string, x: Value, filters: number, stride: number): Value {
  if (stride === 1 && x.shape[1] === filters) return x;
  const projected = convolution(context, `${name}.0`, x, { filters, kernel: 1, stride });
  return batchNorm(context, `${name}.1`, projected);
}

/** A residual network of basic blocks (He et al. 2016), parameters named as timm names them. */
export function resNet(settings: ResNetSettings): Classifier {
  const network: Network = (context, images) => {
    const { b } = context;
    let x = b.scoped('stem', () => stem(context, images, settings));
    for (const [stage, filters] of settings.widths.entries()) {
      for (let block = 0; block < settings.blocksPerStage; block++) {
        const name = `layer${stage + 1}.${block}`;
        const stride = stage > 0 && block === 0 ? 2 : 1;
        const input = x;
        x = b.scoped(name, () => basicBlock(context, name, input, filters, stride));
      }
    }
    return b.scoped('head', () => linear(context, 'fc', b.Flatten(b.GlobalAveragePool(x)), settings.classes));
  };
  return defineClassifier(network, settings.imageSize);
}
