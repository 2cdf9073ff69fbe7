import { loadModel } from '../../../src-main/graph/executors/onnxruntime.ts';
import { encodeModel } from '../../../src-main/graph/onnx/encode.ts';
import { float32, type TensorData } from '../../../src-main/graph/tensor-data.ts';
import { createClassifier } from '../../../src-main/networks/architectures.ts';
import { portableGraph } from '../../../src-main/networks/portable-graph.ts';
import { readPretrained } from '../../../src-main/networks/pretrained.ts';
import { type LabelledPictures, normalised } from './pictures.ts';

/** What a backbone makes of pictures. */
export interface Seen {
  /** [N, F]. */
  readonly features: Float32Array;
  readonly dimension: number;
  /** [N, classes]. */
  readonly logits: Float32Array;
}

export interface Backbone {
  readonly classes: number;
  readonly imageSize: number;
  readonly see: (pictures: Pick<LabelledPictures, 'pictures' | 'size'>) => Promise<Seen>;
  readonly dispose: () => Promise<void>;
}

const AT_ONCE = 64;

/** Loads a trained backbone, head and all. Throws a UserError that says what is wrong with its folder. */
export async function loadBackbone(folder: string): Promise<Backbone> {
  const { architecture, classes, imageSize, mean, std, weights } = await readPretrained(folder);
  const classifier = createClassifier(architecture, { classes, imageSize });
  const tensor = (name: string): TensorData => {
    const value = weights.get(name);
    if (value === undefined) throw new Error(`The backbone has no "${name}".`);
    return value;
  };
  const graph = portableGraph({
    name: 'backbone',
    specs: classifier,
    tensor,
    build: (b, values) => {
      const images = b.input('images', 'float32', [1, 3, imageSize, imageSize]);
      const { features, logits } = classifier.forward(b, images, values, 'inference');
      return { features, logits };
    },
  });
  const model = await loadModel(encodeModel(graph));
  const dimension = tensor('fc.weight').dims[1] ?? 1;
  return {
    classes,
    imageSize,
    see: async ({ pictures, size }) => {
      const features = new Float32Array(pictures.length * dimension);
      const logits = new Float32Array(pictures.length * classes);
      for (let from = 0; from < pictures.length; from += AT_ONCE) {
        const some = pictures.slice(from, from + AT_ONCE);
        const images = float32([some.length, 3, size, size], normalised(some, size, { mean, std }));
        const given = await model.run({ images });
        features.set(floats(given['features']), from * dimension);
        logits.set(floats(given['logits']), from * classes);
      }
      return { features, dimension, logits };
    },
    dispose: () => model.dispose(),
  };
}

function floats(value: TensorData | undefined): Float32Array {
  if (value?.type !== 'float32') throw new TypeError('The network gave no floats.');
  return value.data;
}
