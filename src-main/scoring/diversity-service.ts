import type { DiversityGroup } from '../../src-shared/api/diversity.ts';
import type { ScoringService } from '../../src-shared/api/scoring.ts';
import { usualVocabulary } from '../../src-shared/domain/vocabulary.ts';
import { mean } from '../../src-shared/statistics.ts';
import type { EmbeddedImage } from '../project/queries/diversity.ts';
import { checkTemplates } from './check-templates.ts';
import { type GroupPlan, type GroupRequest, type Member, planGroups } from './diversity/plan-groups.ts';
import type { ScoringOptions } from './scoring-service.ts';
import { TextReader, type TextVectors } from './text-vectors.ts';
import { usualClip } from './usual-clip.ts';

type Measures = Pick<ScoringService, 'promptDiversity' | 'imageDiversity'>;
type Options = Pick<ScoringOptions, 'database' | 'engine' | 'library' | 'templatesOf'>;

/** What of the scoring service tells how different prompts and images are. Nothing is stored. */
export function createDiversityMeasures(options: Options): Measures {
  const { database, engine, library } = options;
  const reader = new TextReader(engine);
  return {
    promptDiversity: async (input) => {
      const [sets, classes, prompts] = await Promise.all([
        database.call('sets.list'),
        database.call('classes.list'),
        database.call('prompts.list', input.classId === undefined ? {} : { classId: input.classId }),
      ]);
      const vocabulary = usualVocabulary(sets);
      const clip = input.modelId
        ? await library.usableModel(input.modelId)
        : await usualClip(library, vocabulary);
      const templates = input.templates.length > 0 ? input.templates : options.templatesOf(vocabulary);
      checkTemplates(templates);
      const { classes: sentences } = await database.call('scores.promptSet', templates);
      const baseline = sentences
        .filter(({ classId }) => input.classId === undefined || classId === input.classId)
        .flatMap(({ classId, prompts: texts }) => texts.map((key): Member<string> => ({ key, classId })));
      const plan = planGroups(
        requestsOf(
          prompts.map(({ text, classId, origin }) => ({ key: text, classId, origin })),
          baseline,
          input.perClass ? classes : [],
        ),
        input.seed,
      );
      const { truncated, ...rows } = await reader.read(
        { folder: clip.folder, hash: clip.inspection.modelHash },
        plan.keys,
      );
      return { model: clip.name, templates, truncated, groups: await measure(plan, rows, engine) };
    },
    imageDiversity: async ({ setIds = null, classId = null, keptOnly, perClass, seed }) => {
      const images = await database.call('diversity.images', { setIds, classId, keptOnly });
      if (!images) return null;
      const classes = perClass ? await database.call('classes.list') : [];
      const { modelHash, model, synthetic, real, notEmbedded } = images;
      const requests = requestsOf(synthetic.map(toMember), real.map(toMember), classes);
      const plan = planGroups(requests, seed);
      const vectors = await database.call('diversity.vectors', { modelHash, ids: plan.keys });
      const dimension = plan.keys.length === 0 ? 0 : vectors.length / 2 / plan.keys.length;
      const groups = await measure(plan, { vectors, dimension }, engine);
      const fidelities = requests.filter(({ own }) => own.length > 0).map(fidelityOf(synthetic));
      return {
        model,
        notEmbedded,
        groups: groups.map((group, i) => ({ ...group, fidelity: fidelities[i] ?? null })),
      };
    },
  };
}

interface Kept<Key> extends Member<Key> {
  readonly origin: string | null;
}

const toMember = ({ id, classId, origin }: EmbeddedImage): Kept<number> => ({ key: id, classId, origin });

/** All together, by origin as they come, and by class. */
function requestsOf<Key>(
  own: readonly Kept<Key>[],
  baseline: readonly Member<Key>[],
  classes: readonly { id: number; name: string }[],
): GroupRequest<Key>[] {
  const origins = [...Map.groupBy(own, ({ origin }) => origin)];
  return [
    { by: 'all', key: null, own, baseline },
    ...origins.map(([key, some]): GroupRequest<Key> => {
      const among = new Set(some.map(({ classId }) => classId));
      // A class without prompts of this origin would make the baseline more diverse by itself.
      return { by: 'origin', key, own: some, baseline: baseline.filter(({ classId }) => among.has(classId)) };
    }),
    ...classes.map(({ id, name }): GroupRequest<Key> => {
      const inClass = ({ classId }: Member<Key>): boolean => classId === id;
      return { by: 'class', key: name, own: own.filter(inClass), baseline: baseline.filter(inClass) };
    }),
  ];
}

async function measure<Key>(
  plan: GroupPlan<Key>,
  { vectors, dimension }: TextVectors,
  engine: Options['engine'],
): Promise<DiversityGroup[]> {
  if (plan.groups.length === 0) return [];
  const measures = await engine.run('scoring.diversity', { vectors, dimension, parts: plan.parts });
  return plan.groups.map(({ by, key, total, own, baseline }) => ({
    by,
    key,
    total,
    own: measures[own]!,
    baseline: baseline === null ? null : measures[baseline]!,
  }));
}

function fidelityOf(images: readonly EmbeddedImage[]): (request: GroupRequest<number>) => number | null {
  const byId = new Map(images.map(({ id, probability }) => [id, probability]));
  return ({ own }) => {
    const known = own.map(({ key }) => byId.get(key) ?? null).filter((value) => value !== null);
    return known.length === 0 ? null : mean(known);
  };
}
