import type { PretrainedNetwork, TrainingSettings } from '../../../src-shared/domain/training.ts';
import type { Engine } from '../../engine/engine.ts';
import {
  createModelLibrary,
  type LibraryModel,
  type ModelLibrary,
} from '../../model-library/model-library.ts';
import type { PretrainedFacts } from './tasks.ts';

export type PretrainedLibrary = ModelLibrary<PretrainedFacts>;

/** The folders and files with networks that training can start from. `engine` reads them; it should not be the one that trains. */
export const createPretrainedLibrary = (engine: Engine): PretrainedLibrary =>
  createModelLibrary<PretrainedFacts>({
    kind: 'backbone',
    inspect: (folder, stated) => engine.run('training.inspect', { folder, stated }),
  });

/** A network as clients see it: no path. */
export function offeredNetwork({ inspection, ...model }: LibraryModel<PretrainedFacts>): PretrainedNetwork {
  const { id, name, license, bundled } = model;
  const usable = inspection.kind === 'usable' ? inspection.facts : null;
  const problem = inspection.kind === 'unusable' ? inspection.problem : null;
  return {
    id,
    name,
    license,
    bundled,
    architecture: usable?.architecture ?? null,
    parameters: usable?.parameters ?? 0,
    classes: usable?.classes ?? 0,
    imageSize: usable?.imageSize ?? 0,
    bytes: usable?.bytes ?? 0,
    notes: [...(usable?.notes ?? [])],
    problem: problem && (problem.advice ? `${problem.message} ${problem.advice}` : problem.message),
  };
}

/** Why the network of the settings cannot be trained with them; empty where it can, or where they name none. */
export async function checkPretrained(
  library: PretrainedLibrary,
  { pretrained, architecture }: TrainingSettings,
): Promise<string[]> {
  if (pretrained === undefined) {
    return architecture === 'imported'
      ? ['No imported network was chosen. Choose one to start from, or another architecture.']
      : [];
  }
  const { name, inspection } = await library.usableModel(pretrained);
  const own = inspection.facts.architecture;
  if (own === architecture) return [];
  const [is, wanted] = [own, architecture].map((one) =>
    one === 'imported' ? 'an imported network' : `a ${one}`,
  );
  return [`"${name}" is ${is}, not ${wanted}. Choose ${own}, or no pretrained network.`];
}
