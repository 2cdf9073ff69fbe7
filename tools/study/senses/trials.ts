import { hashSeed } from '../../../src-shared/random.ts';
import type { ClipModel } from '../../../src-main/scoring/clip/clip-model.ts';
import { lexiconSenses } from '../../../src-main/senses/lexicon/lexicon.ts';
import { meansOfOthers, voteOnSenses } from '../../../src-main/senses/vote.ts';
import { type DrawnDataSet, drawnDataSets } from '../../../src-main/world/data-sets.ts';
import { drawnObject } from '../../../src-main/world/objects/catalogue.ts';
import { embedPictures, plainPrompt } from '../../starter/measures/clip.ts';
import { drawReal } from '../../starter/measures/pictures.ts';

/** One vote of one class, by one draw of its real train images. */
export interface Trial {
  readonly dataSet: string;
  /** Id of the drawn object. */
  readonly object: string;
  readonly shots: number;
  readonly seed: number;
  /** Whether each phrase's usual logit was taken off, as the product does. */
  readonly referenced: boolean;
  /** The sense with the largest share. */
  readonly first: string;
  /** What the vote proposes; null where it leaves the decision to the person. */
  readonly proposed: string | null;
  readonly right: boolean;
}

export interface TrialOptions {
  readonly clip: ClipModel;
  readonly logitScale: number;
  readonly shots: readonly number[];
  readonly seeds: readonly number[];
  readonly say: (line: string) => void;
}

/** A class of ambiguous name, with the embeddings of its candidates. */
interface AmbiguousClass {
  readonly place: number;
  readonly object: string;
  readonly right: string;
  readonly phrases: readonly string[];
  readonly embedded: Float32Array;
}

async function ambiguousClasses({ classes }: DrawnDataSet, clip: ClipModel): Promise<AmbiguousClass[]> {
  const found: AmbiguousClass[] = [];
  for (const [place, { object, name }] of classes.entries()) {
    const phrases = lexiconSenses(name).map(({ phrase }) => phrase);
    if (phrases.length === 0) continue;
    const right = drawnObject(object).phrase;
    if (!phrases.includes(right)) throw new Error(`The lexicon has no "${right}".`);
    const { data } = await clip.embedTexts(phrases.map(plainPrompt));
    found.push({ place, object, right, phrases, embedded: data });
  }
  return found;
}

/**
 * Every ambiguous class of the drawn data sets votes with so many of its own real train images as a person with few images would have: the
 * first `shots` of a draw, of all classes alike. Candidates come from the built-in lexicon, which lists senses that the drawn world does not
 * show as well.
 */
export async function holdTrials(options: TrialOptions): Promise<Trial[]> {
  const { clip, logitScale, shots, seeds, say } = options;
  const perClass = Math.max(...shots);
  const trials: Trial[] = [];
  for (const dataSet of drawnDataSets) {
    const ambiguous = await ambiguousClasses(dataSet, clip);
    for (const seed of seeds) {
      const request = { dataSet: dataSet.id, split: 'train', perClass, seed } as const;
      const [drawn] = await drawReal([request], clip.size.width);
      const { data, dimension } = await embedPictures(clip, drawn!);
      const rowsOf = (place: number, count: number): Float32Array =>
        data.subarray(place * perClass * dimension, (place * perClass + count) * dimension);
      for (const count of shots) {
        const rows = dataSet.classes.map((_, place) => rowsOf(place, count));
        const others = meansOfOthers(rows, dimension);
        for (const each of ambiguous) {
          const images = rows[each.place]!;
          const about = { dataSet: dataSet.id, object: each.object, shots: count, seed };
          for (const referenced of [true, false]) {
            const reference = referenced ? (others[each.place] ?? null) : null;
            trials.push({ ...about, referenced, ...vote(each, images, reference, { logitScale, seed }) });
          }
        }
      }
    }
    say(`${dataSet.name}: ${ambiguous.length} ambiguous classes, ${seeds.length} draws`);
  }
  return trials;
}

function vote(
  { object, right, phrases, embedded }: AmbiguousClass,
  images: Float32Array,
  others: Float32Array | null,
  { logitScale, seed }: { logitScale: number; seed: number },
): Pick<Trial, 'first' | 'proposed' | 'right'> {
  const { shares, winner } = voteOnSenses({
    dimension: embedded.length / phrases.length,
    images,
    phrases: embedded,
    others,
    logitScale,
    seed: hashSeed(seed, 'vote', object),
  });
  const best = shares.reduce((at, { share }, i) => (share > shares[at]!.share ? i : at), 0);
  const first = phrases[best]!;
  return { first, proposed: winner === null ? null : phrases[winner]!, right: first === right };
}
