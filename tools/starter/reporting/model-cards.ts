import { dataSetObjects, pretrainingObjects } from '../../../src-main/world/objects/catalogue.ts';
import { styles } from '../../../src-main/world/styles.ts';
import {
  GENERATOR_PICTURES_PER_OBJECT,
  PRETRAINING_PICTURES_PER_OBJECT,
  TRAINING_PICTURES_PER_OBJECT,
  VARIED_PICTURES_PER_OBJECT,
} from '../../../src-main/world/training-stream.ts';
import { percent } from './report.ts';
import type { ReportFile } from './report-file.ts';

/** What `model-card.json` says. The program reads name, license, vocabulary and defaults; the rest is for people. */
export interface ModelCard {
  readonly name: string;
  readonly license: string;
  readonly vocabulary: 'drawn-world';
  /** Of a generator: what it was measured with. */
  readonly defaults?: {
    readonly steps: number;
    readonly guidanceScale: number;
    readonly scheduler: string;
  };
  readonly data: string;
  readonly training: string;
  /** Figures with what they are of. */
  readonly scores: Readonly<Record<string, string>>;
  readonly limits: string;
}

const LICENSE = 'Apache-2.0';
const VOCABULARY = 'drawn-world';

const thousands = (count: number): string => count.toLocaleString('en-GB');
const heldOut = styles.flatMap((style) => (style.heldOut ? [style.name] : [])).join(', ');
const generated = thousands(GENERATOR_PICTURES_PER_OBJECT * dataSetObjects.length);
const trained = thousands(TRAINING_PICTURES_PER_OBJECT * dataSetObjects.length);
const varied = thousands(VARIED_PICTURES_PER_OBJECT * dataSetObjects.length);
const pretrained = thousands(PRETRAINING_PICTURES_PER_OBJECT * pretrainingObjects.length);

const drawn =
  'drawn by this program (src-main/world): 64 x 64 pixels, half of them photos, the others in a named style';
const never = `The styles ${heldOut} and the looks of the real data sets were never trained on.`;
const notPhotographs =
  'It knows one small drawn world and nothing else: what it does there shows that the software works, and is no evidence about photographs.';

const named = (shares: Readonly<Record<string, number>>): string =>
  Object.entries(shares)
    .map(([name, share]) => `${name} ${percent(share)}`)
    .join(', ');

function generatorCard(report: ReportFile): ModelCard {
  const { steps, guidanceScale, scheduler } = report.details.sampling;
  const plain = report.senses.map(({ name, shares }) => `${name}: ${named(shares)}`).join('; ');
  const resolved = Object.fromEntries(report.senses.map(({ name, resolved: share }) => [name, share]));
  return {
    name: 'Starter text-to-image',
    license: LICENSE,
    vocabulary: VOCABULARY,
    defaults: { steps, guidanceScale, scheduler },
    data: `${generated} pictures of ${dataSetObjects.length} objects in close framing and clear colours, with captions that say sense, place and style, ${drawn}. Of an ambiguous name, both senses are captioned by the name alone equally often. ${never}`,
    training:
      'A latent diffusion model: an autoencoder to 8 x 8 latents (absolute error, distance in the starter CLIP, a light KL term), whose decoder was then trained further by the distance in all stages of that CLIP (refine_decoder.py); and a U-Net that predicts velocity (signal-to-noise ratio capped, one caption in ten left out), with the text encoder of a CLIP like the starter CLIP, but smaller. The scripts are in tools/starter.',
    scores: {
      'images of "a photo of a {phrase}" that a classifier trained on real pictures, half of them blurred, names right':
        percent(report.generatorFidelity),
      'the same classifier on fresh real pictures': percent(report.details.judgeAccuracy),
      'what ambiguous names alone show': plain,
      'images of a sense’s phrase that show this sense': named(resolved),
    },
    limits: `Pictures of 64 x 64 pixels; prompts of at most 32 tokens; one object a picture; words outside its captions mean nothing to it. ${notPhotographs}`,
  };
}

function clipCard({ details }: ReportFile): ModelCard {
  const { testPerClass, seed } = details.settings;
  return {
    name: 'Starter CLIP',
    license: LICENSE,
    vocabulary: VOCABULARY,
    data: `${trained} captioned pictures in a few looks and ${varied} in looks of any kind, ${drawn}. ${never}`,
    training:
      'A small residual network and CLIP’s text transformer, contrastively, with pictures of one caption sharing it, and beside that on naming the object among one plain prompt for each (tools/starter/train_clip.py). "npm run starter:retrain -- clip" trains it anew with the program’s own engine.',
    scores: {
      [`zero-shot accuracy on the real test sets (${testPerClass} pictures a class, seed ${seed}), "a photo of a {phrase}"`]:
        named(details.zeroShotByDataSet),
    },
    limits: `Pictures of 64 x 64 pixels; texts of at most 32 tokens. It marks styles down as other CLIPs do. ${notPhotographs}`,
  };
}

function backboneCard({ details }: ReportFile): ModelCard {
  const { probePerClass, testPerClass, seed } = details.settings;
  return {
    name: 'Starter backbone',
    license: LICENSE,
    vocabulary: VOCABULARY,
    data: `${pretrained} pictures of ${pretrainingObjects.length} objects that are in none of the data sets, ${drawn}. ${never}`,
    training:
      'A ResNet of ten layers with half of ResNet-18’s channels, on telling these objects apart (tools/starter/train_backbone.py). "npm run starter:retrain -- backbone" trains it anew with the program’s own engine.',
    scores: {
      [`linear probe on its features: ${probePerClass} real pictures a class, tested on ${testPerClass} a class, seed ${seed}`]:
        named(details.probeByDataSet),
    },
    limits: `Pictures of about 64 x 64 pixels. ${notPhotographs}`,
  };
}

/** The cards of the pack by the name of the model's folder. */
export const modelCards = (report: ReportFile): Readonly<Record<string, ModelCard>> => ({
  'text-to-image': generatorCard(report),
  clip: clipCard(report),
  backbone: backboneCard(report),
});

/** The card as a page; its head is what model hubs read. */
export function readmeOf({ name, license, defaults, data, training, scores, limits }: ModelCard): string {
  const figures = Object.entries(scores).map(([what, figure]) => `- ${what}: ${figure}`);
  const settings = defaults
    ? [
        '## Settings',
        '',
        `${defaults.steps} steps of ${defaults.scheduler} at guidance scale ${defaults.guidanceScale}.`,
        '',
      ]
    : [];
  return [
    '---',
    `license: ${license.toLowerCase()}`,
    '---',
    '',
    `# ${name}`,
    '',
    '## Data',
    '',
    data,
    '',
    '## Training',
    '',
    training,
    '',
    ...settings,
    '## Scores',
    '',
    'Measured with `npm run starter:report`.',
    '',
    ...figures,
    '',
    '## Limits',
    '',
    limits,
    '',
  ].join('\n');
}
