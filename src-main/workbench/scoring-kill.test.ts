import { expect, test } from 'vitest';
import { startScoringSchema } from '../../src-shared/api/scoring.ts';
import { temporaryHome } from './testing/generation-bench.ts';
import { canKill, failedItems, killAgainAndAgain, killCount, readProject } from './testing/kill-hosts.ts';
import { scoringBench } from './testing/scoring-bench.ts';

const KILLS = killCount(4);
/** Enough that the scoring outlasts the kills. */
const SYNTHETIC = 2000 + 1500 * KILLS;
const REAL = 100;

test.skipIf(!canKill)(
  'whatever is killed at whatever instant, every image has one score and one embedding',
  async () => {
    await using home = await temporaryHome();
    const bench = await scoringBench(home.folder, { synthetic: SYNTHETIC, real: REAL, pictures: 500 });
    const { workbench, location, modelId } = bench;
    await workbench.scoring.start(startScoringSchema.parse({ modelId }));
    await workbench.close();

    const outcome = await killAgainAndAgain(location, { kills: KILLS, pauseMs: [100, 1400] });
    expect({ ...outcome, failed: failedItems(location) }).toEqual({ killed: KILLS, exitCode: 0, failed: [] });
    expect(readProject(location, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    const [counts] = readProject(
      location,
      `SELECT (SELECT count(*) FROM score) AS scores, (SELECT count(*) FROM embedding) AS embeddings,
              (SELECT count(*) FROM scoring) AS scorings, (SELECT count(DISTINCT scoring_id) FROM score) AS used`,
    );
    expect(counts).toEqual({ scores: SYNTHETIC, embeddings: SYNTHETIC + 3 * REAL, scorings: 1, used: 1 });
    // Rows that show the same picture have the same score, whichever process gave it.
    expect(
      readProject(
        location,
        `SELECT reference_path FROM score JOIN image ON image.id = image_id
         GROUP BY reference_path, image.class_id HAVING min(probability) <> max(probability)`,
      ),
    ).toEqual([]);
    expect(readProject(location, 'SELECT status, settled_units FROM job')).toEqual([
      { status: 'done', settled_units: SYNTHETIC + 3 * REAL },
    ]);
    const [near] = readProject<{ n: number }>(location, 'SELECT count(*) AS n FROM near_duplicate');
    expect(near?.n).toBeGreaterThan(SYNTHETIC - 500);
  },
  900_000,
);
