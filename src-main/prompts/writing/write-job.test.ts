import { expect, test } from 'vitest';
import { promptKey } from '../../../src-shared/domain/prompt.ts';
import { startWritingSchema } from '../../../src-shared/api/diversification.ts';
import { readInstructions } from '../../instructions/instructions.ts';
import { temporaryProject } from '../../project/testing/temporary-project.ts';
import { openWritingDesk } from '../testing/open-writing-desk.ts';
import { describingAnswers } from '../testing/describing-answers.ts';
import { contentKey } from './words.ts';
import { writeSettingsSchema } from './write-settings.ts';

const classNames = Array.from(
  { length: 50 },
  (_, i) => `${['red', 'old', 'tin', 'sea', 'ice'][i % 5]} gadget${i}x`,
);

test('50 classes get exactly 40 prompts each from a slow server that fails in every way, without doubles, and the report says what was rejected', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  await database.call('classes.ensure', classNames);
  await using desk = await openWritingDesk(
    t.project,
    {
      answer: describingAnswers({ bad: 0.2, otherClass: 'Tin gadget2x' }),
      latencyMs: [5, 25],
      // Silence lasts until the client gives up: a few at once, while others are answered.
      script: [...Array.from({ length: 20 }, () => null), 'silent', 'stalled', 'silent'],
      shares: {
        busy: 0.03,
        overloaded: 0.02,
        'server-error': 0.02,
        html: 0.02,
        dropped: 0.02,
        'wrong-type': 0.02,
        garbled: 0.02,
        refusal: 0.02,
        'refusal-field': 0.01,
        'content-filter': 0.01,
        empty: 0.02,
        fenced: 0.04,
        chatty: 0.04,
        'trailing-comma': 0.03,
        half: 0.04,
        repeated: 0.03,
        'wrong-shape': 0.03,
        'wrong-language': 0.03,
        filtered: 0.01,
        'too-long': 0.01,
      },
    },
    8,
  );
  const { queue, until, service, start } = desk.open();
  await queue.startLanes();
  const { jobId } = await start({ perClass: 40, wantedContexts: 12, wantedStyles: 9 });
  const job = await until(jobId, ({ state }) => ['done', 'failed', 'paused'].includes(state.status));
  expect(job).toMatchObject({
    state: { status: 'done' },
    progress: { done: 2000, total: 2000, failed: 0, unit: 'prompts' },
  });

  const prompts = await database.call('prompts.list', {});
  const byClass = Map.groupBy(prompts, ({ classId }) => classId);
  expect(byClass.size).toBe(50);
  for (const own of byClass.values()) {
    expect(own).toHaveLength(40);
    expect(new Set(own.map(({ text }) => promptKey(text))).size).toBe(40);
    expect(new Set(own.map(({ text }) => contentKey(text))).size).toBe(40);
    expect(own.filter(({ origin }) => origin === 'stylized')).toHaveLength(10);
    expect(own.every(({ writer }) => writer === 'language-model')).toBe(true);
  }
  const contextsOf = (classId: number) =>
    new Set(byClass.get(classId)?.flatMap(({ context }) => context ?? []));
  const [first = 0, ...others] = byClass.keys();
  expect(contextsOf(first).size).toBe(12);
  for (const other of others) expect(contextsOf(other)).toEqual(contextsOf(first));

  const report = await service.report({ jobId });
  expect(report).toMatchObject({ written: 2000, shortfalls: [] });
  expect(new Set(report.rejected.map(({ reason }) => reason))).toEqual(
    new Set([
      'class-missing',
      'other-class',
      'not-a-prompt',
      'too-long',
      'duplicate',
      'near-duplicate',
      'other-language',
    ]),
  );
  expect(report.examples.length).toBeGreaterThan(10);
  expect(report.failures.length).toBeGreaterThan(5);
  expect(report.requests).toBeGreaterThanOrEqual(200);
  expect(report.completionTokens).toBeGreaterThan(10_000);
  const exchange = await service.exchangeOf({ promptId: prompts[0]?.id ?? 0 });
  expect(exchange).toMatchObject({ purpose: 'prompts', connection: 'Faulty', model: 'tiny', failure: null });
  expect(exchange?.request).toContain(classNames[0]);
  await queue.stop('pause');
});

test('a server that goes away pauses the job with its words; what is there counts, and nothing comes twice', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  await database.call('classes.ensure', ['owl', 'cat']);
  const answers = describingAnswers();
  let isUp = true;
  await using desk = await openWritingDesk(
    t.project,
    {
      answer: (request) => {
        if (request.number >= 3) isUp = false;
        return answers(request);
      },
      script: [null, null, null, null, ...Array.from({ length: 12 }, () => 'overloaded' as const)],
    },
    1,
  );
  const first = desk.open();
  await first.queue.startLanes();
  const { jobId } = await first.start({ perClass: 30, wantedContexts: 5, wantedStyles: 3 });
  const paused = await first.until(jobId, 'paused');
  expect(isUp).toBe(false);
  expect(paused.state).toEqual({ status: 'paused', reason: 'unavailable' });
  expect(paused.progress.note).toContain('does not get anything done');
  expect(paused.progress.note).toContain('busy (503)');
  const written = await database.call('prompts.list', {});
  expect(written).toHaveLength(20);
  expect(await first.service.report({ jobId })).toMatchObject({ written: 20, shortfalls: [] });
  await first.queue.stop('now');

  // A later session knows only what was committed.
  const second = desk.open();
  await second.queue.startLanes();
  await second.queue.resume(jobId);
  await second.until(jobId, 'done');
  const all = await database.call('prompts.list', {});
  expect(all).toHaveLength(60);
  expect(new Set(all.map(({ classId, text }) => `${classId} ${promptKey(text)}`)).size).toBe(60);
  expect(all.filter(({ id }) => written.some((each) => each.id === id))).toHaveLength(20);
  expect(await second.service.report({ jobId })).toMatchObject({ written: 60, shortfalls: [], rejected: [] });
  await expect(second.start({ perClass: 30 })).rejects.toMatchObject({ code: 'conflict' });
  await second.queue.stop('pause');
});

test('a class whose questions are refused ends in a shortfall, and what was asked before a job stops is kept', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  await database.call('classes.ensure', ['owl', 'tit', 'crane']);
  const isAbout = (question: string | undefined, name: string): boolean =>
    question?.includes(`The subject of every picture is: ${name}`) === true;
  let isOver = false;
  await using desk = await openWritingDesk(
    t.project,
    {
      answer: describingAnswers(),
      faultOf: ({ messages }) => {
        if (isOver) return 'overloaded';
        if (isAbout(messages[0]?.content, 'tit')) return 'filtered';
        return isAbout(messages[0]?.content, 'crane') ? 'moderated' : null;
      },
    },
    2,
  );
  const { queue, until, start, service } = desk.open();
  await queue.startLanes();
  const writing = { perClass: 10, wantedContexts: 0, wantedStyles: 0 };
  const { jobId } = await start(writing);
  const job = await until(jobId, ({ state }) => ['done', 'failed', 'paused'].includes(state.status));
  expect(job.state.status).toBe('done');
  const report = await service.report({ jobId });
  expect(report).toMatchObject({
    written: 10,
    shortfalls: [
      {
        className: 'tit',
        missing: 10,
        reason: expect.stringContaining('content management policy') as string,
      },
      { className: 'crane', missing: 10, reason: expect.stringContaining('was flagged') as string },
    ],
    failures: [{ count: 5 }, { count: 5 }],
  });

  isOver = true;
  const second = await start({ ...writing, perClass: 20 });
  await until(second.jobId, 'paused');
  expect(await service.report({ jobId: second.jobId })).toMatchObject({
    written: 0,
    failures: [{ what: 'The server is busy (503).' }],
  });
  await queue.stop('pause');
});

test('cancelled work keeps what came; what a person wrote counts, and the model is told not to repeat it', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [owl = 0] = await database.call('classes.ensure', ['owl', 'cat']);
  await database.call('terms.add', {
    kind: 'context',
    name: 'submarine',
    phrase: 'inside a submarine',
    group: null,
    source: 'person',
  });
  await database.call('prompts.add', [
    {
      classId: owl,
      text: 'an owl of mine',
      origin: 'contextualized',
      writer: 'person',
      context: 'submarine',
      style: null,
      attributes: {},
    },
  ]);
  await using desk = await openWritingDesk(t.project, { answer: describingAnswers(), latencyMs: 30 }, 1);
  const { queue, until, start } = desk.open();
  await queue.startLanes();
  const { jobId } = await start({
    perClass: 500,
    stylizedShare: 0,
    wantedContexts: 0,
    contexts: ['submarine'],
  });
  await until(jobId, ({ progress }) => progress.done >= 20);
  await queue.cancel(jobId);
  await until(jobId, 'cancelled');
  const prompts = await database.call('prompts.list', {});
  expect(prompts.length).toBeGreaterThan(20);
  expect(new Set(prompts.map(({ context }) => context))).toEqual(new Set(['submarine']));
  expect(desk.faulty.requests[0]?.messages[0]?.content).toContain('- an owl of mine');
  await expect(start({ perClass: 900, contexts: ['the Moon'] })).rejects.toThrow('no context "the Moon"');
  await queue.stop('pause');
});

test('a job that is paused leaves no process with CLIP behind', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const classIds = await database.call('classes.ensure', ['owl', 'cat']);
  await using desk = await openWritingDesk(t.project, { answer: describingAnswers(), latencyMs: 20 }, 1);
  const { queue, until } = desk.open();
  await queue.startLanes();
  const settings = writeSettingsSchema.parse({
    ...startWritingSchema.parse({ perClass: 200, wantedContexts: 0, wantedStyles: 0, alikeFrom: 1 }),
    classIds,
    vocabulary: 'everyday',
    instructions: await readInstructions(database),
    reader: null,
    comparer: { id: 'starter', name: 'Tiny', hash: '' },
  });
  const jobId = await queue.enqueue('write', 'Write', settings);
  await until(jobId, ({ progress }) => progress.done >= 10);
  expect(desk.engine.pid).toBeDefined();
  await queue.pause(jobId);
  await until(jobId, 'paused');
  expect(desk.engine.pid).toBeUndefined();
  await queue.stop('pause');
});

test('a model that only repeats itself ends in a shortfall with its reasons', async () => {
  await using t = await temporaryProject();
  await t.project.database.call('classes.ensure', ['owl']);
  await using desk = await openWritingDesk(
    t.project,
    {
      answer: ({ messages }) =>
        messages[0]?.content.includes('The subject')
          ? { prompts: Array.from({ length: 20 }, (_, i) => ({ number: i + 1, prompt: 'an owl in a barn' })) }
          : { contexts: [{ name: 'barn', phrase: 'in a barn' }] },
    },
    1,
  );
  const { queue, until, start, service } = desk.open();
  await queue.startLanes();
  const { jobId } = await start({ perClass: 5, stylizedShare: 0, wantedContexts: 2 });
  expect(await until(jobId, 'done')).toMatchObject({ progress: { done: 5, total: 5 } });
  const report = await service.report({ jobId });
  expect(report).toMatchObject({
    written: 1,
    shortfalls: [
      { className: 'owl', missing: 4, reason: expect.stringContaining('were there already') as string },
    ],
  });
  expect(await service.terms()).toMatchObject([{ kind: 'context', name: 'barn', source: 'language-model' }]);
  await queue.stop('pause');
});

test('a session that ends in the middle of requests loses those alone; the next goes on to exactly the quota', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  await database.call('classes.ensure', ['owl', 'cat', 'crane']);
  await using desk = await openWritingDesk(
    t.project,
    { answer: describingAnswers({ bad: 0.1 }), latencyMs: 40 },
    2,
  );
  const first = desk.open();
  await first.queue.startLanes();
  const { jobId } = await first.start({ perClass: 40, wantedContexts: 6, wantedStyles: 4 });
  await first.until(jobId, ({ progress }) => progress.done >= 20);
  await first.queue.stop('now');
  const before = await database.call('prompts.list', {});
  expect(before.length).toBeLessThan(120);

  const second = desk.open();
  await second.queue.startLanes();
  expect((await second.queue.get(jobId)).state).toEqual({ status: 'paused', reason: 'quit' });
  await second.queue.resume(jobId);
  await second.until(jobId, 'done');
  const all = await database.call('prompts.list', {});
  expect([...Map.groupBy(all, ({ classId }) => classId).values()].map(({ length }) => length)).toEqual([
    40, 40, 40,
  ]);
  expect(new Set(all.map(({ classId, text }) => `${classId} ${promptKey(text)}`)).size).toBe(120);
  expect(all.slice(0, 1)).toEqual(before.slice(0, 1));
  expect(await second.service.report({ jobId })).toMatchObject({ written: 120, shortfalls: [] });
  await second.queue.stop('pause');
});
