import { z } from 'zod';
import { UserError } from '../../src-shared/errors.ts';
import { architectureNames, type ArchitectureName, createClassifier } from './architectures.ts';

const three = z.tuple([z.number(), z.number(), z.number()]);
export const pretrainedConfigSchema = z.object({
  architecture: z.string(),
  num_classes: z.number().int().min(2),
  pretrained_cfg: z.object({
    input_size: z.tuple([z.literal(3), z.number().int().positive(), z.number().int().positive()]),
    mean: three,
    std: three,
    classifier: z.string().min(1),
  }),
});

/** The own name of an architecture that timm calls `resnet18` or `vit_tiny_patch16_384`; a UserError for one that is not known here. */
export function architectureOf(name: string): ArchitectureName {
  const own = name
    .replace(/^resnet(18|34|50)$/, 'resnet-$1')
    .replace(/^vit_(tiny|small|base)_patch16_\d+$/, 'vit-$1');
  const known = architectureNames.find((each) => each === own);
  if (known !== undefined) return known;
  throw new UserError(
    'unsupported',
    `The architecture "${name}" of config.json is not known here.`,
    'Weights of resnet18, resnet34, resnet50 and vit_tiny, vit_small or vit_base with patches of 16 can be used; others as ONNX.',
  );
}

/** Name of the last layer, which speaks of classes. */
export const headOf = (architecture: ArchitectureName): string =>
  architecture.startsWith('vit') ? 'head' : 'fc';

/** Extents of a tensor by its name. */
type Shapes = ReadonlyMap<string, readonly number[]>;

/** The architecture whose tensors these are, as torchvision's files come without a word about it; undefined where it is none. */
export function detectArchitecture(shapes: Shapes): ArchitectureName | undefined {
  return architectureNames.find((name) => fits(name, shapes));
}

function fits(name: ArchitectureName, shapes: Shapes): boolean {
  const { parameters, buffers } = createClassifier(name, { classes: 2, imageSize: 224 });
  const own = [...parameters, ...buffers].filter(({ name: key }) => !key.startsWith(`${headOf(name)}.`));
  const theirs = [...shapes.keys()].filter(
    (key) => !key.endsWith('.num_batches_tracked') && !key.startsWith(`${headOf(name)}.`),
  );
  return (
    own.length === theirs.length &&
    own.every(({ name: key, shape }) => key === 'pos_embed' || shapes.get(key)?.join() === shape.join())
  );
}
