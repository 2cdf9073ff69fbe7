import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { createRandom } from '../../../src-shared/random.ts';
import type { Split } from '../../../src-shared/domain/image-set.ts';
import { silentLog } from '../../log/log.ts';
import { createProject } from '../../project/open-project.ts';
import type { Project } from '../../project/project.ts';
import { newImage, newSet } from '../../project/testing/temporary-project.ts';
import { tinyClip } from '../../scoring/testing/fixture.ts';
import { createWorkbench } from '../create-workbench.ts';
import type { HostWorkbench } from '../host.ts';

export interface ScoringBench extends AsyncDisposable {
  readonly workbench: HostWorkbench;
  readonly modelId: string;
  readonly location: string;
  readonly syntheticId: number;
  readonly realId: number;
}

/** Pictures of noise, each unlike every other. */
async function writePictures(folder: string, count: number): Promise<string[]> {
  const random = createRandom(11);
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const path = join(folder, `picture ${i}.png`);
      const tile = Buffer.from(Array.from({ length: 4 * 4 * 3 }, () => random.integer(256)));
      await sharp(tile, { raw: { width: 4, height: 4, channels: 3 } })
        .resize(40, 40, { kernel: 'nearest' })
        .png()
        .toFile(path);
      return path;
    }),
  );
}

interface Filling {
  readonly synthetic: number;
  /** Train images; val and test have as many. */
  readonly real: number;
  /** Pictures that the rows take turns with. */
  readonly pictures: number;
}

async function fill(project: Project, { synthetic, real, pictures }: Filling) {
  const { database, folder } = project;
  const paths = await writePictures(folder, pictures);
  const classIds = await database.call('classes.ensure', ['crane', 'mouse', 'kite']);
  const enter = async (setId: number, count: number, split: Split | null, first: number) => {
    const images = Array.from({ length: count }, (_, i) =>
      newImage(`${setId} ${split} ${i}`, classIds[i % 3] ?? 0, {
        split,
        storage: 'referenced',
        referencePath: paths[(first + i) % paths.length] ?? '',
      }),
    );
    await database.call('images.insertMany', { setId, images });
  };
  const syntheticId = await newSet(project, 'synthetic', 'Made');
  await enter(syntheticId, synthetic, null, 0);
  const realId = await newSet(project, 'real', 'Photos');
  for (const [i, split] of (['train', 'val', 'test'] as const).entries()) {
    await enter(realId, real, split, synthetic + i * real);
  }
  return { syntheticId, realId };
}

/** A workbench with an open project of three classes, synthetic and real images, and the tiny CLIP. */
export async function scoringBench(folder: string, filling: Filling): Promise<ScoringBench> {
  const location = join(folder, 'Scored');
  const project = await createProject({ folder: location, name: 'Scored' });
  const sets = await fill(project, filling);
  await project.close();
  const workbench = await createWorkbench({ entry: 'cli', version: '0', log: silentLog, control: null });
  await workbench.projects.open({ sourceId: await workbench.registerSource(location) });
  const { modelId } = await workbench.scoring.addModel({
    sourceId: await workbench.registerSource(tinyClip),
  });
  return { workbench, modelId, location, ...sets, [Symbol.asyncDispose]: () => workbench.close() };
}

/** Makes a file something that is no picture. */
export const spoil = (path: string): Promise<void> => writeFile(path, 'no picture any more');
