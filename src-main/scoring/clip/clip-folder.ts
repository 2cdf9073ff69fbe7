import { dirname, join } from 'node:path';
import { UserError } from '../../../src-shared/errors.ts';
import { checkGraphFile } from '../../model-library/check-graph-file.ts';
import { type ClipConfig, readClipConfig } from './clip-config.ts';
import { type ClipGraphs, findClipGraphs } from './clip-files.ts';
import { outputSize, type Preprocessing, readPreprocessing } from './preprocessing.ts';

/** A CLIP folder as its files describe it. */
export interface ClipFolder {
  readonly graphs: ClipGraphs;
  /** The graphs and the files that hold their weights, relative to the folder. */
  readonly models: readonly string[];
  readonly config: ClipConfig;
  readonly preprocessing: Preprocessing;
  /** Width and height of a prepared picture in pixels. */
  readonly size: { readonly width: number; readonly height: number };
}

/**
 * Reads a folder in the layout of optimum's and transformers.js's exports, without loading the graphs. Throws a UserError that says what is
 * missing or does not fit.
 */
export async function readClipFolder(folder: string): Promise<ClipFolder> {
  const graphs = await findClipGraphs(folder);
  const models = new Set<string>();
  for (const file of new Set([graphs.text, graphs.vision])) {
    const { external } = await checkGraphFile(join(folder, file), file);
    models.add(file);
    for (const { path } of external) models.add(join(dirname(file), path));
  }
  const [config, preprocessing] = await Promise.all([readClipConfig(folder), readPreprocessing(folder)]);
  const size = outputSize(preprocessing);
  if (!size) {
    throw new UserError(
      'unsupported',
      'preprocessor_config.json neither crops pictures nor brings them to one size.',
      'Set "do_center_crop" to true, or "size" to a width and a height.',
    );
  }
  const { imageSize } = config;
  if (imageSize !== undefined && (size.width !== imageSize || size.height !== imageSize)) {
    throw new UserError(
      'bad-input',
      `preprocessor_config.json prepares pictures of ${size.width} x ${size.height} pixels, but the model takes ${imageSize} x ${imageSize}.`,
      'Take both files from the same model.',
    );
  }
  return { graphs, models: [...models], config, preprocessing, size };
}
