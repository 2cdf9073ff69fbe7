import { expect, test } from 'vitest';
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
/** Enough that the generation outlasts the kills. */
const PER_CLASS = 150 + 40 * KILLS;

/** A project whose queue holds a generation that has just begun. */
async function projectWithWork(): Promise<string> {
  await using bench = await generationBench();
  const { workbench, modelId, location } = bench;
  await workbench.generation.start(
    tinyRequest(modelId, {
      sampling: { steps: 30, width: 16, height: 16 },
      amount: { kind: 'per-class', images: PER_CLASS },
    }),
  );
  return location;
}

test.skipIf(!canKill)(
  'whatever is killed at whatever instant, the wanted images are made, each once and whole',
  async () => {
    await using _home = await temporaryHome();
    const location = await projectWithWork();
    const outcome = await killAgainAndAgain(location, { kills: KILLS, pauseMs: [100, 1300] });
    expect({ ...outcome, failed: failedItems(location) }).toEqual({ killed: KILLS, exitCode: 0, failed: [] });
    expect(readProject(location, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(await checkImageFiles(location)).toEqual({ rows: 2 * PER_CLASS, files: 2 * PER_CLASS });
    expect(readProject(location, 'SELECT class_id, count(*) AS n FROM image GROUP BY class_id')).toEqual([
      { class_id: 1, n: PER_CLASS },
      { class_id: 2, n: PER_CLASS },
    ]);
    expect(
      readProject(location, 'SELECT count(*) AS n, count(DISTINCT seed) AS seeds FROM generated_image'),
    ).toEqual([{ n: 2 * PER_CLASS, seeds: 2 * PER_CLASS }]);
    expect(readProject(location, 'SELECT count(*) AS n FROM generation')).toEqual([{ n: 1 }]);
    expect(readProject(location, 'SELECT status, settled_units FROM job')).toEqual([
      { status: 'done', settled_units: 2 * PER_CLASS },
    ]);
  },
  3_600_000,
);
