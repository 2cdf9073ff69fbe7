import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { PretrainedNetwork } from '../../src-shared/domain/training.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { ProjectContext } from './command.ts';
import { UsageError } from './failure.ts';

/** The network of that id or name, or in that folder or file, which the list then remembers. */
export async function findPretrained(
  { api, registerSource }: ProjectContext,
  reference: string,
): Promise<PretrainedNetwork> {
  const networks = await api.training.pretrained.query();
  const known = networks.find(({ id, name }) => id === reference || name === reference);
  if (known) return usable(known);
  const exists = await stat(resolve(reference)).then(
    () => true,
    () => false,
  );
  if (!exists) {
    const names = networks.map(({ id, name }) => `${name} (${id})`).join(', ');
    throw new UsageError(
      `"${reference}" is neither a folder or file nor a pretrained network${names ? `. There are: ${names}` : ''}.`,
    );
  }
  const sourceId = await registerSource(resolve(reference));
  const { modelId } = await api.training.addPretrained.mutate({ sourceId });
  const added = (await api.training.pretrained.query()).find(({ id }) => id === modelId);
  if (!added) throw new UserError('not-found', 'The network was taken off the list meanwhile.');
  return usable(added);
}

function usable(network: PretrainedNetwork): PretrainedNetwork {
  if (network.problem !== null) throw new UserError('bad-input', network.problem);
  return network;
}
