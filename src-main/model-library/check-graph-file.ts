import { stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { UserError } from '../../src-shared/errors.ts';
import { isLfsPointer, lfsAdvice } from '../files/lfs-pointer.ts';
import { checkModelFile } from '../files/model-file.ts';
import { readHead } from '../files/read-head.ts';
import { explainUnreadable } from '../files/unreadable-file.ts';
import { type ExternalPart, type ModelOutline, scanModelFile } from '../graph/onnx/scan-file.ts';

/** How far each file with weights must reach, by its path relative to the model. */
function neededBytes(parts: readonly ExternalPart[]): Map<string, number> {
  const needed = new Map<string, number>();
  for (const { path, end } of parts) needed.set(path, Math.max(needed.get(path) ?? 0, end));
  return needed;
}

const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`);
};

async function checkWeights(modelPath: string, label: string, name: string, needed: number): Promise<void> {
  const folder = dirname(modelPath);
  const path = resolve(folder, name);
  const problem = (message: string, advice: string) => new UserError('bad-input', message, advice);
  if (!isInside(folder, path)) {
    throw problem(
      `${label} wants weights from outside its folder ("${name}").`,
      'Export the model again: its weights must lie beside it.',
    );
  }
  const facts = await stat(path).catch(() => undefined);
  const file = `${dirname(label)}/${name}`;
  if (!facts?.isFile()) {
    throw problem(
      `The file ${file}, which holds weights of ${label}, is missing.`,
      'Copy or download it beside the model, under that name.',
    );
  }
  if (isLfsPointer(await readHead(path, 128))) {
    throw problem(`${file} is a Git LFS pointer, not the weights themselves.`, lfsAdvice);
  }
  if (facts.size < needed) {
    throw problem(
      `${file} is cut off: it has ${facts.size} bytes, ${label} needs ${needed}.`,
      'Download or copy it again.',
    );
  }
}

async function readOutline(path: string, label: string): Promise<ModelOutline> {
  try {
    await checkModelFile(path, label);
    return scanModelFile(path);
  } catch (error) {
    throw explainUnreadable(error, path);
  }
}

/**
 * Looks through an .onnx file and at the files that hold its weights, without reading either: milliseconds for gigabytes. `label`: what to
 * call it. Throws a `UserError` when something is missing, cut off, a pointer or not to be read.
 */
export async function checkGraphFile(path: string, label: string): Promise<ModelOutline> {
  const outline = await readOutline(path, label);
  for (const [name, needed] of neededBytes(outline.external)) await checkWeights(path, label, name, needed);
  return outline;
}
