import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodeModel } from '../graph/onnx/encode.ts';
import { type ArchitectureName, createClassifier } from './architectures.ts';
import { portableGraph } from './portable-graph.ts';
import { readPretrained } from './pretrained.ts';
import { encodeSafetensors } from './safetensors.ts';
import { formulaWeight } from './testing/formula-weights.ts';
import { weightsOfModel } from './weights-of-model.ts';

test.each(['resnet-10-narrow', 'vit-tiny'] satisfies ArchitectureName[])(
  '%s, exported as ONNX, leaves as safetensors from which training can start again',
  async (architecture) => {
    const settings = { classes: 5, imageSize: 32 };
    const classifier = createClassifier(architecture, settings);
    const specs = [...classifier.parameters, ...classifier.buffers];
    const shapes = new Map(specs.map(({ name, shape }) => [name, shape]));
    const tensor = (name: string) => formulaWeight(name, shapes.get(name) ?? []);
    const graph = portableGraph({
      name: 'classifier',
      metadata: { mean: '[0.5,0.5,0.5]', std: '[0.25,0.25,0.25]', image_size: '32', labels: '["a"]' },
      specs: classifier,
      tensor,
      build: (b, weights) => {
        const images = b.input('images', 'float32', [1, 3, 32, 32]);
        return { logits: classifier.forward(b, images, weights, 'inference').logits };
      },
    });
    const file = weightsOfModel(encodeModel(graph), { architecture });
    expect([...file.tensors.keys()].toSorted()).toEqual(specs.map(({ name }) => name).toSorted());
    expect(file.metadata).toMatchObject({ architecture, format: 'pt', labels: '["a"]' });
    const folder = await mkdtemp(join(tmpdir(), 'variegate-weights-'));
    const path = join(folder, 'run.safetensors');
    await writeFile(path, Buffer.concat(encodeSafetensors(file)));
    const read = await readPretrained(path);
    await rm(folder, { recursive: true });
    expect(read).toMatchObject({ architecture, classes: 5, imageSize: 32, std: [0.25, 0.25, 0.25] });
    for (const [name, value] of read.weights) expect(value).toEqual(tensor(name));
  },
);
