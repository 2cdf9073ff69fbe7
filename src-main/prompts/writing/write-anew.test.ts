import { expect, test } from 'vitest';
import { temporaryProject } from '../../project/testing/temporary-project.ts';
import { describingAnswers } from '../testing/describing-answers.ts';
import { openWritingDesk } from '../testing/open-writing-desk.ts';

test('prompts are written anew: each leaves as another comes, what is locked or changed by hand stays', async () => {
  await using t = await temporaryProject();
  const { database } = t.project;
  const [owl = 0, cat = 0] = await database.call('classes.ensure', ['owl', 'cat']);
  await using desk = await openWritingDesk(
    t.project,
    { answer: describingAnswers({ bad: 0.1 }), latencyMs: 60 },
    1,
  );
  const first = desk.open();
  await first.queue.startLanes();
  const words = { wantedContexts: 0, wantedStyles: 0 };
  const written = await first.start({ perClass: 32, ...words });
  await first.until(written.jobId, 'done');
  const before = await database.call('prompts.list', {});
  const [locked, edited, ...others] = before.filter(({ classId }) => classId === owl).map(({ id }) => id);
  await database.call('prompts.setLocked', { promptIds: [locked ?? 0], locked: true });
  await database.call('prompts.edit', { promptId: edited ?? 0, text: 'an owl of mine' });
  await expect(first.start({ perClass: 32, anew: 'stale', ...words })).rejects.toThrow(
    'No diversified prompt',
  );

  // Of the owls all but those two are stale; they are half way through when the session ends.
  await database.call('classes.setPhrase', { classId: owl, phrase: 'snowy owl' });
  const { jobId } = await first.start({ perClass: 1, stylizedShare: 1, anew: 'stale', ...words });
  await first.until(jobId, ({ progress }) => progress.done >= 4);
  await first.queue.stop('now');
  const half = await database.call('prompts.list', { classId: owl });
  expect(half).toHaveLength(32);
  const came = half.filter(({ id }) => !before.some((each) => each.id === id)).length;
  expect(came).toBeGreaterThan(3);
  expect(came).toBeLessThan(30);
  const second = desk.open();
  await second.queue.startLanes();
  await second.queue.resume(jobId);
  await second.until(jobId, 'done');
  const owls = await database.call('prompts.list', { classId: owl });
  expect(owls).toHaveLength(32);
  expect(owls.filter(({ origin }) => origin === 'stylized')).toHaveLength(8);
  expect(owls.slice(0, 2).map(({ id }) => id)).toEqual([locked, edited]);
  expect(owls.slice(2).every(({ text, id }) => text.includes('snowy owl') && !others.includes(id))).toBe(
    true,
  );
  const cats = (all: typeof before) => all.filter(({ classId }) => classId === cat).map(({ id }) => id);
  expect(cats(await database.call('prompts.list', {}))).toEqual(cats(before));

  // Fewer than there were: what is left over goes at the end.
  const fewer = await second.start({ perClass: 5, stylizedShare: 0, classIds: [cat], anew: 'all', ...words });
  expect((await second.queue.get(fewer.jobId)).title).toBe('Write 5 prompts anew with tiny');
  await second.until(fewer.jobId, 'done');
  const now = await database.call('prompts.list', { classId: cat });
  expect(now).toHaveLength(5);
  expect(now.some(({ id }) => cats(before).includes(id))).toBe(false);
  await second.queue.stop('pause');
});
