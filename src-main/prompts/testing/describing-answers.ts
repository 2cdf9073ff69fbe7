import { type Random, createRandom } from '../../../src-shared/random.ts';
import type { ReceivedRequest } from '../../language-models/testing/faulty-server.ts';

export interface DescribingOptions {
  readonly seed?: number;
  /** Share of descriptions that break a rule, each kind as often as the others. Default 0. */
  readonly bad?: number;
  /** A class that some of the bad ones name. */
  readonly otherClass?: string;
}

const lights = ['at noon', 'at dusk', 'in fog', 'under lamplight', 'in hard sunlight', 'by candlelight'];
const views = ['from above', 'from the left', 'through a window', 'up close', 'from far away', 'head on'];
const things = ['a red chair', 'two bottles', 'a pile of leaves', 'a bucket', 'a blue cloth', 'tall grass'];

/**
 * What a language model answers to the built-in instructions: descriptions for each assignment, or as many contexts and styles as it is
 * asked for. It knows nothing but what it is told.
 */
export function describingAnswers(options: DescribingOptions = {}) {
  const random = createRandom(options.seed ?? 1);
  const written = new Map<string, string[]>();
  return ({ messages }: Pick<ReceivedRequest, 'messages'>): unknown => {
    const [question = ''] = messages.map(({ content }) => content);
    const phrase = /The subject of every picture is: (.*)/.exec(question)?.[1];
    if (phrase !== undefined) {
      const before = written.get(phrase) ?? [];
      written.set(phrase, before);
      return { prompts: describe(question, phrase, before, random, options) };
    }
    const count = Number(/List (\d+)/.exec(question)?.[1] ?? 0);
    const numbers = Array.from({ length: count }, () => random.integer(500));
    return question.includes('visual styles')
      ? {
          styles: numbers.map((n) => ({
            name: `technique ${n}`,
            group: 'Painted',
            phrase: `a technique ${n} picture of`,
          })),
        }
      : { contexts: numbers.map((n) => ({ name: `hall ${n}`, phrase: `inside hall ${n}` })) };
  };
}

function describe(
  question: string,
  phrase: string,
  before: string[],
  random: Random,
  { bad = 0, otherClass = 'zebra' }: DescribingOptions,
): unknown[] {
  const assignments = Array.from(question.matchAll(/^(\d+)\. (scene|style): (.*)$/gm));
  return assignments.map(([, number = '', kind = '', what = '']) => {
    const opening =
      kind === 'style' ? `${/"(.*)"/.exec(what)?.[1]} a ${phrase}` : `a photo of a ${phrase} ${what}`;
    const light = random.pick(lights);
    const view = random.pick(views);
    const thing = random.pick(things);
    const good = `${opening} behind ${thing}, ${light}, seen ${view}, picture ${random.integer(100_000)}`;
    const prompt = random.next() < bad ? spoilt(good, phrase, before, random, otherClass) : good;
    before.push(prompt);
    const attributes = { foreground: thing, lighting: light, 'camera angle': view };
    return { number: Number(number), prompt, attributes };
  });
}

function spoilt(
  good: string,
  phrase: string,
  before: readonly string[],
  random: Random,
  other: string,
): string {
  const earlier = before.length > 0 ? random.pick(before) : '';
  return random.pick([
    good.replace(phrase, 'thing'),
    `${good}, next to a ${other}`,
    `- **${good}**`,
    `${good}, ${'very '.repeat(80)}far`,
    earlier,
    earlier.split(', ').toReversed().join(', '),
    `一张${phrase}的照片，背景是非常古老的城市`,
  ]);
}
