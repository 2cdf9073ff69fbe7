import { expect, test } from 'vitest';
import type { HostEvent } from '../../src-shared/api/services.ts';
import { livePreview } from './live-preview.ts';
import { createPreviews, type HeldPicture } from './previews.ts';

const picture = (n: number): HeldPicture => ({ bytes: Uint8Array.of(n), contentType: 'image/webp' });

test('pictures are held until newer ones take their place, each kind on a shelf of its own', () => {
  const previews = createPreviews();
  const asked = previews.put('finished', picture(1));
  const first = previews.put('live', picture(2));
  const later = Array.from({ length: 8 }, (_, i) => previews.put('live', picture(i)));
  expect(previews.find(first)).toBeNull();
  expect(later.every((id) => previews.find(id) !== null)).toBe(true);
  expect(previews.find(asked)).toEqual(picture(1));
  const next = Array.from({ length: 24 }, (_, i) => previews.put('finished', picture(i)));
  expect(previews.find(asked)).toBeNull();
  expect(previews.find(next[0]!)).toEqual(picture(0));
});

test('a look stays until the next one, also through steps that bring none', () => {
  const previews = createPreviews();
  const events: Extract<HostEvent, { type: 'preview' }>[] = [];
  const show = livePreview(7, {
    previews,
    emit: (event) => void (event.type === 'preview' && events.push(event)),
  });
  const at = (step: number, preview?: Uint8Array) =>
    show({ done: 0, step, steps: 4, batch: 1, ...(preview ? { preview } : {}) }, 'a kite');
  at(0);
  at(1, Uint8Array.of(1));
  at(4);
  at(0);
  expect(events.at(0)).toMatchObject({ jobId: 7, step: 0, steps: 4, previewId: null, prompt: 'a kite' });
  const looked = events.find(({ step }) => step === 1)?.previewId;
  expect(previews.find(looked ?? '')?.bytes).toEqual(Uint8Array.of(1));
  expect(events.find(({ step }) => step === 4)?.previewId).toBe(looked);
});
