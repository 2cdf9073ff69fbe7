import { describe, expect, it } from 'vitest';
import { captionOf } from './captions.ts';
import { drawnDataSets } from './data-sets.ts';
import { drawnWorld } from './drawn-world.ts';
import { interpolateLook, type Look } from './looks.ts';

describe('the catalogue', () => {
  it('holds enough classes, senses, contexts, styles and looks', () => {
    expect(drawnWorld.classes.length).toBeGreaterThanOrEqual(28);
    expect(drawnWorld.classes.filter(({ senses }) => senses.length === 2).length).toBeGreaterThanOrEqual(4);
    expect(drawnWorld.pretrainingClasses.length).toBeGreaterThanOrEqual(40);
    expect(drawnWorld.contexts.length).toBeGreaterThanOrEqual(10);
    expect(drawnWorld.styles.length).toBeGreaterThanOrEqual(8);
    expect(drawnWorld.styles.some(({ heldOut }) => heldOut)).toBe(true);
    expect(drawnWorld.styles.some(({ heldOut }) => !heldOut)).toBe(true);
  });

  it('keeps pretraining names apart from those of data sets', () => {
    const names = new Set(drawnWorld.classes.map(({ name }) => name));
    expect(drawnWorld.pretrainingClasses.filter(({ name }) => names.has(name))).toEqual([]);
  });

  it('has unique ids everywhere', () => {
    const objects = [...drawnWorld.classes, ...drawnWorld.pretrainingClasses].flatMap(({ senses }) =>
      senses.map(({ object }) => object),
    );
    for (const ids of [
      objects,
      drawnWorld.contexts.map(({ id }) => id),
      drawnWorld.styles.map(({ id }) => id),
      drawnWorld.looks.map(({ id }) => id),
    ]) {
      expect(new Set<string>(ids).size).toBe(ids.length);
    }
  });
});

describe('captions', () => {
  const look = drawnWorld.looks[0]?.look as Look;
  const lookWords = /light|shadow|grain|warm|cold|vignette|dusk|studio|storybook|enamel|faded|frost|palette/;

  it('name sense, context and style, and never the look', () => {
    for (const { senses } of [...drawnWorld.classes, ...drawnWorld.pretrainingClasses]) {
      for (const { object, phrase } of senses) {
        for (const context of drawnWorld.contexts) {
          for (const style of drawnWorld.styles) {
            const caption = captionOf({ object, context: context.id, style: style.id });
            expect(caption).toContain(phrase);
            expect(caption).toContain(context.phrase);
            expect(caption.startsWith(style.phrase)).toBe(true);
            expect(caption.replace(phrase, '')).not.toMatch(lookWords);
          }
        }
      }
    }
  });

  it('read as English', () => {
    expect(captionOf({ object: 'crane.bird', context: 'beach', style: 'watercolour' })).toBe(
      'a watercolour painting of a crane, the bird, on a beach',
    );
    expect(captionOf({ object: 'owl', context: 'snow', style: 'photo' })).toBe(
      'a photo of an owl in the snow',
    );
  });

  it('do not depend on the look', () => {
    const spec = { object: 'cat', context: 'city', style: 'photo', seed: 1 };
    const captions = drawnWorld.looks.map((entry) =>
      captionOf({ ...spec, look: entry.look } as typeof spec & { look: Look }),
    );
    expect(new Set(captions).size).toBe(1);
    expect(look).toBeDefined();
  });
});

describe('looks', () => {
  it('mix number by number, hues the short way round', () => {
    const [a, b] = drawnWorld.looks.map((entry): Look => entry.look);
    if (a === undefined || b === undefined) throw new Error('There are no looks.');
    expect(interpolateLook(a, b, 0)).toEqual(a);
    expect(interpolateLook(a, b, 1)).toEqual(b);
    expect(interpolateLook(a, b, 0.5).shading).toBeCloseTo((a.shading + b.shading) / 2);
    const round = interpolateLook({ ...a, hueCentre: 0.9 }, { ...a, hueCentre: 0.1 }, 0.5).hueCentre;
    expect(Math.min(round, 1 - round)).toBeCloseTo(0);
  });
});

describe('data sets', () => {
  it('are at least three, with 8 to 12 classes, ambiguous names, and looks of their own', () => {
    expect(drawnDataSets.length).toBeGreaterThanOrEqual(3);
    const ambiguous = new Set(
      drawnWorld.classes.filter(({ senses }) => senses.length > 1).map(({ name }) => name),
    );
    for (const { classes, look, oracleLook, ood } of drawnDataSets) {
      expect(classes.length).toBeGreaterThanOrEqual(8);
      expect(classes.length).toBeLessThanOrEqual(12);
      expect(classes.some(({ name }) => ambiguous.has(name))).toBe(true);
      expect(oracleLook).not.toBe(look);
      expect(ood.some(({ heldOut }) => heldOut)).toBe(true);
      expect(ood.some(({ heldOut }) => !heldOut)).toBe(true);
    }
    expect(new Set(drawnDataSets.map(({ look }) => look)).size).toBe(drawnDataSets.length);
  });
});
