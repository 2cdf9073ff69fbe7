import { appendFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { copyModel, tinyModel } from '../testing/model-copy.ts';
import { releasePipelines, withPipeline } from './loaded-pipelines.ts';
import { ModelClock } from './model-clock.ts';
import type { Pipeline } from './pipeline.ts';

afterEach(releasePipelines);

const pipelineOf = (folder: string): Promise<Pipeline> =>
  withPipeline(folder, 'cpu', ({ pipeline }) => Promise.resolve(pipeline));

const works = async (pipeline: Pipeline): Promise<boolean> =>
  pipeline.textEncoder.encode(`${Math.random()}`, new ModelClock()).then(
    () => true,
    () => false,
  );

test('a model stays loaded until another is asked for or its files change', async () => {
  const copy = await copyModel();
  try {
    const first = await pipelineOf(copy.folder);
    expect(await pipelineOf(copy.folder)).toBe(first);
    const other = await pipelineOf(tinyModel);
    expect(other).not.toBe(first);
    const again = await pipelineOf(copy.folder);
    appendFileSync(copy.path('tokenizer', 'merges.txt'), '\n');
    expect(await pipelineOf(copy.folder)).not.toBe(again);
  } finally {
    copy.remove();
  }
});

test('a model in use is not taken away', async () => {
  const copy = await copyModel();
  try {
    const kept = await withPipeline(copy.folder, 'cpu', async ({ pipeline }) => {
      await pipelineOf(tinyModel);
      expect(await works(pipeline)).toBe(true);
      return pipeline;
    });
    expect(await works(kept)).toBe(false);
  } finally {
    copy.remove();
  }
});

test('a folder that cannot be loaded is tried again when asked again', async () => {
  const gone = `${tinyModel}-gone`;
  await expect(pipelineOf(gone)).rejects.toMatchObject({ code: 'not-found' });
  await expect(pipelineOf(gone)).rejects.toMatchObject({ code: 'not-found' });
  expect(await works(await pipelineOf(tinyModel))).toBe(true);
});
