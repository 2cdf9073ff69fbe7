import { UsageError } from './failure.ts';
import type { Api } from './session.ts';

/** Id of the connection to a language model with that id or name. */
export async function findConnection(api: Api, reference: string): Promise<string> {
  const { connections } = await api.languageModels.list.query();
  const found = connections.find(({ id, name }) => id === reference || name === reference);
  if (found) return found.id;
  throw new UsageError(`There is no language model "${reference}". See "language-models".`);
}
