import { expect, test } from 'vitest';
import type { GeneratedFrom, TextToImageModel } from '../../src-shared/domain/generation.ts';
import type { Job, JobState } from '../../src-shared/domain/job.ts';
import { generationJobs } from './active-job.ts';
import { type Draft, emptyDraft, recalled, requestOf, withModel } from './draft.ts';

const model = (id: string, name: string, fields: Partial<TextToImageModel> = {}): TextToImageModel => ({
  id,
  name,
  license: 'Apache-2.0',
  problem: null,
  defaultWidth: 64,
  defaultHeight: 64,
  sizeStep: 8,
  fixedSize: false,
  maxTokens: 32,
  bytes: 1,
  defaults: { steps: 12, guidanceScale: 3, scheduler: 'ddim' },
  vocabulary: null,
  bundled: false,
  ...fields,
});

const draft: Draft = { ...emptyDraft, modelId: 'starter' };

test('a draft becomes a request, or says why it is none yet', () => {
  expect(requestOf(emptyDraft)).toEqual({ problem: 'Choose a model.' });
  expect(requestOf({ ...draft, setName: ' ' })).toEqual({ problem: 'Give the set a name.' });
  expect(requestOf({ ...draft, classIds: [] })).toEqual({ problem: 'Choose at least one class.' });
  expect(requestOf({ ...draft, origins: [] })).toEqual({ problem: 'Choose at least one kind of prompts.' });
  expect(requestOf({ ...draft, seed: 0.5 })).toHaveProperty('problem');
  expect(requestOf({ ...draft, amountKind: 'top-up', classIds: [3] })).toMatchObject({
    request: { modelId: 'starter', amount: { kind: 'top-up', wanted: 100 }, classIds: [3] },
  });
  expect(requestOf({ ...draft, amountKind: 'top-up', wantedOfEach: true })).toMatchObject({
    request: { amount: { kind: 'top-up', wanted: null } },
  });
  expect(requestOf(draft)).not.toHaveProperty('request.classIds');
});

test('a model brings its own size and defaults, and leaves the rest', () => {
  const changed = withModel(
    { ...draft, sampling: { ...draft.sampling, negativePrompt: 'ink' } },
    model('a', 'A'),
  );
  expect(changed).toEqual({
    modelId: 'a',
    sampling: {
      scheduler: 'ddim',
      steps: 12,
      guidanceScale: 3,
      width: 64,
      height: 64,
      negativePrompt: 'ink',
      provider: 'cpu',
    },
  });
});

const made: GeneratedFrom = {
  generator: 'built-in',
  model: 'Second',
  modelHash: 'ab',
  promptId: 1,
  promptText: 'a kite in the sky',
  negativePrompt: 'blur',
  origin: 'plain',
  context: null,
  style: null,
  seed: 77,
  attempt: 1,
  settings: { scheduler: 'ddim', steps: 30, guidanceScale: 1.5, width: 96, height: 64, provider: 'cpu' },
  jobId: null,
};

test('the settings of an image are taken over with its prompt and seed', () => {
  const models = [model('starter', 'Starter'), model('b', 'Second')];
  expect(recalled(draft, made, models, { width: 1, height: 1 }, 'everyday')).toEqual({
    modelId: 'b',
    sampling: {
      scheduler: 'ddim',
      steps: 30,
      guidanceScale: 1.5,
      width: 96,
      height: 64,
      negativePrompt: 'blur',
      provider: 'cpu',
    },
    triedPrompt: 'a kite in the sky',
    triedSeed: 77,
  });
});

test('what another program says in its own words is left as it stands', () => {
  const elsewhere: GeneratedFrom = {
    ...made,
    generator: 'a1111',
    model: 'sd-v1-5',
    seed: null,
    settings: { steps: 20, Sampler: 'Euler a', scheduler: 'Karras' },
  };
  const size = { width: 512, height: 768 };
  const models = [model('starter', 'Starter', { vocabulary: 'drawn-world' }), model('mine', 'Mine')];
  const taken = recalled(draft, elsewhere, models, size, 'everyday');
  expect(taken.modelId).toBe('starter');
  expect(taken.sampling).toMatchObject({ scheduler: 'dpm-solver++', steps: 20, width: 512, height: 768 });
  expect(taken).not.toHaveProperty('triedSeed');
  expect(recalled(emptyDraft, elsewhere, models, size, 'everyday').modelId).toBe('mine');
  expect(recalled(emptyDraft, elsewhere, models, size, 'drawn-world').modelId).toBe('starter');
});

test('what runs comes first, then what waits, then the latest that is over', () => {
  const job = (id: number, state: JobState, kind: Job['kind'] = 'generate'): Job => ({
    id,
    kind,
    title: '',
    state,
    progress: {
      done: 0,
      total: 0,
      failed: 0,
      unit: 'images',
      note: null,
      ratePerSecond: null,
      etaSeconds: null,
      elapsedSeconds: 0,
    },
    createdAt: '',
    position: id,
    resumeAutomatically: false,
  });
  const over: JobState = { status: 'done', finishedAt: '' };
  const jobs = [
    job(1, over),
    job(2, over),
    job(3, { status: 'queued' }),
    job(4, { status: 'running', pausing: false }),
    job(5, { status: 'running', pausing: false }, 'train'),
  ];
  expect(generationJobs(jobs).map(({ id }) => id)).toEqual([4, 3, 2, 1]);
});
