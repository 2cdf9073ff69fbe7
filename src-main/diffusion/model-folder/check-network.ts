import { join } from 'node:path';
import type { ModelOutline } from '../../graph/onnx/scan-file.ts';
import { checkGraphFile } from '../../model-library/check-graph-file.ts';
import { type Network, onnxFileIn } from './component-files.ts';
import { explainMissingNetwork } from './foreign-layout.ts';

/** The path of a network's .onnx file and its outline. Throws a `UserError` when it or its weights are missing, cut off or pointers. */
export async function checkNetwork(
  folder: string,
  network: Network,
): Promise<{ readonly path: string; readonly outline: ModelOutline }> {
  const file = await onnxFileIn(join(folder, network));
  if (file === undefined) throw await explainMissingNetwork(folder, network);
  const path = join(folder, network, file);
  const label = `${network}/${file}`;
  return { path, outline: await checkGraphFile(path, label) };
}
