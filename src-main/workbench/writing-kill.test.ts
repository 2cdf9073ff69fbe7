import { expect, test } from 'vitest';
import { startWritingSchema } from '../../src-shared/api/diversification.ts';
import { saveConnectionSchema } from '../../src-shared/api/language-models.ts';
import { promptKey } from '../../src-shared/domain/prompt.ts';
import { startFaultyServer } from '../language-models/testing/faulty-server.ts';
import { silentLog } from '../log/log.ts';
import { describingAnswers } from '../prompts/testing/describing-answers.ts';
import { createWorkbench } from './create-workbench.ts';
import { temporaryHome } from './testing/generation-bench.ts';
import { canKill, failedItems, killAgainAndAgain, killCount, readProject } from './testing/kill-hosts.ts';

const KILLS = killCount(3);
/** Enough that the writing outlasts the kills. */
const PER_CLASS = 40 + 20 * KILLS;
const classNames = ['owl', 'fox', 'ferry', 'teapot'];

test.skipIf(!canKill)(
  'whatever is killed at whatever instant, every class gets exactly its prompts, none twice',
  async () => {
    await using _home = await temporaryHome();
    const server = await startFaultyServer({
      answer: describingAnswers({ bad: 0.1, otherClass: 'owl' }),
      latencyMs: [100, 300],
      shares: { busy: 0.05, dropped: 0.05, half: 0.05 },
    });
    try {
      const workbench = await createWorkbench({ entry: 'cli', version: '0', log: silentLog, control: null });
      const { location } = await workbench.projects.create({ name: 'Killed while writing' });
      for (const name of classNames) await workbench.classes.add({ name });
      const { connectionId } = await workbench.languageModels.save(
        saveConnectionSchema.parse({
          name: 'Slow',
          connection: {
            kind: 'http',
            baseUrl: server.baseUrl,
            model: 'tiny',
            concurrency: 2,
            timeoutSeconds: 20,
          },
          usual: true,
        }),
      );
      await workbench.diversification.start(
        startWritingSchema.parse({
          connectionId,
          perClass: PER_CLASS,
          wantedContexts: 8,
          wantedStyles: 4,
          alikeFrom: null,
        }),
      );
      await workbench.close();

      const outcome = await killAgainAndAgain(location, { kills: KILLS, pauseMs: [100, 900] });
      expect({ ...outcome, failed: failedItems(location) }).toEqual({
        killed: KILLS,
        exitCode: 0,
        failed: [],
      });
      expect(readProject(location, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      const prompts = readProject<{ class_id: number; text: string }>(
        location,
        'SELECT class_id, text FROM prompt WHERE archived = 0',
      );
      const byClass = [...Map.groupBy(prompts, ({ class_id }) => class_id).values()];
      expect(byClass.map((own) => own.length)).toEqual(classNames.map(() => PER_CLASS));
      for (const own of byClass) expect(new Set(own.map(({ text }) => promptKey(text))).size).toBe(PER_CLASS);
      expect(readProject(location, 'SELECT status FROM job')).toEqual([{ status: 'done' }]);
    } finally {
      await server.close();
    }
  },
  300_000,
);
