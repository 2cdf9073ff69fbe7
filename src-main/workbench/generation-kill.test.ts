import { expect, test } from 'vitest';
import { silentLog } from '../log/log.ts';
import { createWorkbench } from './create-workbench.ts';
import { generationBench, temporaryHome, tinyRequest } from './testing/generation-bench.ts';
import {
  canKill,
  checkImageFiles,
  failedItems,
  killAgainAndAgain,
  killCount,
  readProject,
} from './testing/kill-hosts.ts';

const KILLS = killCount(5);
const PER_CLASS = 60;

/** A project with classes, prompts and the tiny model. */
async function emptyProject(): Promise<{ location: string; modelId: string }> {
  await using bench = await generationBench();
  return { location: bench.location, modelId: bench.modelId };
}

/** Leaves a generation in the queue that has just begun. */
async function begin(location: string, modelId: string): Promise<void> {
  const workbench = await createWorkbench({ entry: 'cli', version: '0', log: silentLog, control: null });
  await workbench.projects.open({ sourceId: await workbench.registerSource(location) });
  await workbench.generation.start(
    tinyRequest(modelId, {
      sampling: { steps: 20, width: 16, height: 16 },
      amount: { kind: 'per-class', images: PER_CLASS },
    }),
  );
  await workbench.close();
}

test.skipIf(!canKill)(
  'whatever is killed at whatever instant, the wanted images are made, each once and whole',
  async () => {
    await using _home = await temporaryHome();
    const { location, modelId } = await emptyProject();
    // A fast machine is done before all are killed; then it gets another generation for the same set.
    let rounds = 0;
    for (let killed = 0; killed < KILLS; rounds++) {
      await begin(location, modelId);
      const options = { kills: KILLS - killed, pauseMs: [0, 1200], seed: rounds } as const;
      const outcome = await killAgainAndAgain(location, options);
      expect({ exitCode: outcome.exitCode, failed: failedItems(location) }).toEqual({
        exitCode: 0,
        failed: [],
      });
      killed += outcome.killed;
    }
    const perClass = rounds * PER_CLASS;
    expect(readProject(location, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(await checkImageFiles(location)).toEqual({ rows: 2 * perClass, files: 2 * perClass });
    expect(readProject(location, 'SELECT class_id, count(*) AS n FROM image GROUP BY class_id')).toEqual([
      { class_id: 1, n: perClass },
      { class_id: 2, n: perClass },
    ]);
    expect(
      readProject(location, 'SELECT count(*) AS n, count(DISTINCT seed) AS seeds FROM generated_image'),
    ).toEqual([{ n: 2 * perClass, seeds: 2 * perClass }]);
    expect(readProject(location, 'SELECT count(*) AS n FROM generation')).toEqual([{ n: rounds }]);
    expect(readProject(location, 'SELECT DISTINCT status, settled_units FROM job')).toEqual([
      { status: 'done', settled_units: 2 * PER_CLASS },
    ]);
  },
  3_600_000,
);
