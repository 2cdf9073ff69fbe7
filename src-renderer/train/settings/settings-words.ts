import {
  type Budget,
  type Mix,
  type PretrainedNetwork,
  type TrainingSettings,
  trainingSettingsSchema,
} from '../../../src-shared/domain/training.ts';
import { formatCount, formatNoun } from '../../../src-shared/format/numbers.ts';
import {
  architectureNames,
  augmentationNames,
  engineNames,
  optimizerNames,
  scheduleNames,
} from './setting-names.ts';

/** One thing that is set: its name, its value, and both as a header says them. */
interface Fact {
  readonly name: string;
  readonly value: string;
  readonly phrase: string;
  /** Said in a header whatever it is. */
  readonly leads?: true;
}

export type Networks = readonly Pick<PretrainedNetwork, 'id' | 'name'>[];

const share = (value: number): string => `${Number((value * 100).toFixed(1))} %`;
const offOr = (value: number | undefined): string =>
  value === undefined || value === 0 ? 'off' : String(value);

const named = (name: string, value: string): Fact => ({ name, value, phrase: `${name} ${value}` });
const leading = (name: string, value: string): Fact => ({ name, value, phrase: value, leads: true });

const budgetWords = (budget: Budget): string =>
  budget.kind === 'steps'
    ? formatNoun(budget.steps, 'step')
    : `${formatNoun(budget.epochs, 'pass', 'passes')} over the real images`;

const mixWords = (mix: Mix): string =>
  mix.kind === 'share' ? `${share(mix.real)} real in mixed batches` : 'one shuffled pool';

const peakWords = ({ schedule: { grid, peak } }: TrainingSettings): string =>
  grid ? `the best on val of ${grid.join(', ')}` : String(peak);

function optimizerFacts({ optimizer }: TrainingSettings): Fact[] {
  const decay = named('weight decay', String(optimizer.weightDecay));
  switch (optimizer.kind) {
    case 'sgd': {
      const { momentum, nesterov } = optimizer;
      const form = nesterov ? 'Nesterov' : 'classical';
      return [
        named('momentum', String(momentum)),
        { name: 'momentum form', value: form, phrase: `${form} momentum` },
        decay,
      ];
    }
    case 'adamw':
      return [named('beta 1', String(optimizer.beta1)), named('beta 2', String(optimizer.beta2)), decay];
    default:
      return optimizer satisfies never;
  }
}

export type SettingsGroupName = 'model' | 'budget' | 'recipes' | 'regularisation' | 'optimizer' | 'engine';

const groups: Readonly<
  Record<SettingsGroupName, (settings: TrainingSettings, networks: Networks) => Fact[]>
> = {
  model: (s, networks: Networks) => [
    leading('Network', architectureNames[s.architecture]),
    {
      name: 'weights',
      value: s.pretrained === undefined ? 'drawn' : networkName(s.pretrained, networks),
      phrase: s.pretrained === undefined ? 'drawn weights' : `from ${networkName(s.pretrained, networks)}`,
      leads: true,
    },
    leading('Image size', `${s.imageSize} × ${s.imageSize} px`),
  ],
  budget: (s) => [
    leading('Budget', budgetWords(s.budget)),
    {
      name: 'Batch',
      value: String(s.batchSize),
      phrase: `batches of ${formatCount(s.batchSize)}`,
      leads: true,
    },
    named('validated every', formatNoun(s.validateEvery, 'step')),
    {
      name: 'Early stopping',
      value: s.patience === undefined ? 'off' : `after ${formatNoun(s.patience, 'validation')}`,
      phrase: `stops early after ${formatNoun(s.patience ?? 0, 'validation')}`,
    },
    {
      name: 'Weights to test',
      value: s.choose === 'best' ? 'best on val' : 'the last',
      phrase: 'last weights tested',
    },
  ],
  recipes: (s) => [
    { name: 'Mixed batches', value: mixWords(s.mix), phrase: mixWords(s.mix) },
    {
      name: 'Loss weights',
      value: s.lossWeights
        ? `${s.lossWeights.real} real, ${s.lossWeights.synthetic} synthetic`
        : 'as the recipe says',
      phrase: `loss weights ${s.lossWeights?.real ?? ''} real, ${s.lossWeights?.synthetic ?? ''} synthetic`,
    },
    named('first stage', share(s.twoStage.first)),
    named('second peak', `× ${s.twoStage.secondPeak}`),
    named('new head alone', share(s.twoStage.headFirst)),
    named('first stage Mixup', String(s.twoStage.mixup)),
  ],
  regularisation: (s) => [
    leading('Augmentation', augmentationNames[s.augmentation]),
    named('RandAugment', s.randAugment ? `${s.randAugment.operations} × ${s.randAugment.magnitude}` : 'off'),
    named('Mixup', offOr(s.mixup)),
    named('CutMix', offOr(s.cutmix)),
    named('label smoothing', offOr(s.labelSmoothing)),
    named('EMA', offOr(s.ema)),
  ],
  optimizer: (s) => [
    leading('Optimizer', optimizerNames[s.optimizer.kind]),
    leading('Schedule', scheduleNames[s.schedule.kind]),
    { ...named('peak', peakWords(s)), leads: true },
    named('warm-up', share(s.schedule.warmup)),
    ...optimizerFacts(s),
    named('head rate', `× ${s.headLearningRate}`),
    named('layer decay', s.layerDecay === 1 ? 'off' : String(s.layerDecay)),
    named('clipped at', offOr(s.clipNorm)),
  ],
  engine: (s) => [leading('Engine', engineNames[s.engine])],
};

/** Which images of the sets are trained on; set beside the sets, not with the other settings. */
const imageFacts = ({ shots, nearDuplicates }: TrainingSettings): Fact[] => [
  named('real images for each class', shots === undefined ? 'all' : formatCount(shots)),
  named('near-duplicates', nearDuplicates === 'drop' ? 'left out' : 'kept'),
];

const networkName = (id: string, networks: Networks): string =>
  networks.find((network) => network.id === id)?.name ?? 'a trained network';

export const groupTitles: Readonly<Record<SettingsGroupName, string>> = {
  model: 'Model',
  budget: 'Budget',
  recipes: 'Recipe options',
  regularisation: 'Regularisation',
  optimizer: 'Optimizer',
  engine: 'Engine',
};

export const settingsGroups = [
  'model',
  'budget',
  'recipes',
  'regularisation',
  'optimizer',
  'engine',
] as const satisfies readonly SettingsGroupName[];

const usual = trainingSettingsSchema.parse({});

/** What a group's header says: what leads it, and what is not as usual. */
export function headerFacts(
  group: SettingsGroupName,
  settings: TrainingSettings,
  networks: Networks,
): (Fact & { isUsual: boolean })[] {
  const ordinary = new Map(groups[group](usual, networks).map(({ name, value }) => [name, value]));
  // AdamW's own numbers have no counterpart among the usual ones: only SGD's do.
  return groups[group](settings, networks)
    .map((fact) => ({ ...fact, isUsual: (ordinary.get(fact.name) ?? fact.value) === fact.value }))
    .filter(({ leads, isUsual }) => leads || !isUsual);
}

/** "Batch: 64, was 128": what differs between two settings. */
export function changesInWords(
  before: TrainingSettings,
  after: TrainingSettings,
  networks: Networks,
): string[] {
  const facts = (settings: TrainingSettings): Fact[][] => [
    imageFacts(settings),
    ...settingsGroups.map((group) => groups[group](settings, networks)),
  ];
  const old = facts(before);
  return facts(after).flatMap((group, at) => {
    const values = new Map(old[at]?.map(({ name, value }) => [name, value]));
    return group
      .filter(({ name, value }) => values.get(name) !== value)
      .map(({ name, value }) => `${capitalised(name)}: ${value}${wasWords(values.get(name))}`);
  });
}

/** Every setting under the title of its group. */
export const settingsInWords = (
  settings: TrainingSettings,
  networks: Networks,
): { title: string; lines: { name: string; value: string }[] }[] => [
  { title: 'Images', lines: linesOf(imageFacts(settings)) },
  ...settingsGroups.map((group) => ({
    title: groupTitles[group],
    lines: linesOf(groups[group](settings, networks)),
  })),
];

const linesOf = (facts: readonly Fact[]) =>
  facts.map(({ name, value }) => ({ name: capitalised(name), value }));

const wasWords = (value: string | undefined): string => (value === undefined ? '' : `, was ${value}`);

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
