import { expect, test } from 'vitest';
import { describeComputing } from './computing.ts';

const system = { provider: 'cpu', threads: 8 };

test('names what the running job computes on, else what is usual', () => {
  const idle = describeComputing([{ title: 'Importing' }], system, undefined);
  expect(idle).toEqual({
    name: 'CPU',
    state: null,
    words: 'Computes on CPU with 8 threads unless a job asks for something else.',
  });
  const busy = [
    { title: 'Generating 80 images', computesOn: 'cuda' },
    { title: 'Scoring 80 images', computesOn: 'webgpu' },
    { title: 'Importing' },
  ];
  expect(describeComputing(busy, system, undefined)).toMatchObject({
    name: 'CUDA, WebGPU',
    words: 'Generating 80 images: CUDA. Scoring 80 images: WebGPU.',
  });
});

test('says that the engine starts, or why it stopped, but not that it was let go', () => {
  const state = (engine: Parameters<typeof describeComputing>[2]) =>
    describeComputing([], system, engine).state;
  expect(state({ state: 'starting', error: null })?.kind).toBe('starting');
  expect(state({ state: 'ready', error: null })).toBeNull();
  expect(state({ state: 'stopped', error: null })).toBeNull();
  expect(
    state({ state: 'stopped', error: { code: 'engine-stopped', message: 'The engine ran out of memory.' } }),
  ).toEqual({ kind: 'failed', words: 'The engine ran out of memory. The next task starts it again.' });
});
