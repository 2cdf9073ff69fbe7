import { access } from 'node:fs/promises';
import { imageFilePath } from './files.ts';
import type { Project } from './project.ts';
import type { ImageFile } from './queries/image-rows.ts';
import { eachImageFile, type MissingFile } from './sweep.ts';

const AT_ONCE = 64;

export const pathOfImage = (project: Pick<Project, 'paths'>, image: ImageFile): string =>
  image.referencePath ?? imageFilePath(project, image.sha256, image.format);

async function missingAmong(
  project: Pick<Project, 'paths'>,
  images: readonly ImageFile[],
): Promise<MissingFile[]> {
  const found = await Promise.all(
    images.map(async (image) => {
      const path = pathOfImage(project, image);
      const there = await access(path).then(
        () => true,
        () => false,
      );
      return there ? [] : [{ imageId: image.id, path }];
    }),
  );
  return found.flat();
}

/** Pictures whose file is gone, be it the project's copy or a referenced file. Looks at every file. */
export async function findMissingFiles(project: Pick<Project, 'paths' | 'database'>): Promise<MissingFile[]> {
  const missing: MissingFile[] = [];
  let batch: ImageFile[] = [];
  for await (const image of eachImageFile(project.database)) {
    batch.push(image);
    if (batch.length < AT_ONCE) continue;
    missing.push(...(await missingAmong(project, batch)));
    batch = [];
  }
  return [...missing, ...(await missingAmong(project, batch))];
}
