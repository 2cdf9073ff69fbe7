import { randomUUID } from 'node:crypto';
import type { LanguageModelsService, SaveConnectionInput } from '../../../src-shared/api/language-models.ts';
import type { HostEvent } from '../../../src-shared/api/services.ts';
import type { Connection } from '../../../src-shared/domain/language-model.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { listServerModels } from '../http/list-models.ts';
import { checkConnection } from './check-connection.ts';
import { dropConnection, keepConnection, type KeptConnection, readConnections } from './connection-file.ts';
import type { KeyVault } from './key-vault.ts';
import type { OpenConnections } from './open-connections.ts';

export interface LanguageModelsServiceOptions {
  readonly keys: KeyVault;
  readonly connections: OpenConnections;
  readonly inProcess: Pick<LanguageModelsService, 'inProcess' | 'addInProcess' | 'forgetInProcess'>;
  readonly emit: (event: HostEvent) => void;
}

/** A person waits for the list beside a form. */
const LIST_SILENCE_MS = 10_000;

export function createLanguageModelsService(options: LanguageModelsServiceOptions): LanguageModelsService {
  const { keys, connections } = options;
  const changed = (): void => options.emit({ type: 'language-models' });

  async function keepKey(id: string, earlier: KeptConnection | undefined, input: SaveConnectionInput) {
    if (input.key) return keys.write(id, input.key);
    const moved = earlier && originOf(earlier.connection) !== originOf(input.connection);
    if (input.key === null || moved) await keys.forget(id);
  }

  return {
    ...options.inProcess,
    list: async () => {
      const [kept, owners] = await Promise.all([readConnections(), keys.owners()]);
      return {
        connections: kept.map((one) => ({
          ...one,
          hasKey: one.connection.kind === 'http' && (owners.has(one.id) || keys.store === 'environment'),
        })),
        keyStore: keys.store,
      };
    },
    save: async (input) => {
      const known = await readConnections();
      const earlier = known.find(({ id }) => id === input.connectionId);
      if (input.connectionId !== undefined && !earlier) throw gone();
      const id = earlier?.id ?? randomUUID();
      checkName(input.name, id, known);
      checkAddress(input.connection);
      await keepKey(id, earlier, input);
      await keepConnection({ id, name: input.name, connection: input.connection, usual: input.usual });
      changed();
      return { connectionId: id };
    },
    remove: async ({ connectionId }) => {
      const known = await readConnections();
      await dropConnection(connectionId);
      await keys.forget(connectionId);
      const modelId = unusedFolder(connectionId, known);
      if (modelId !== null) await options.inProcess.forgetInProcess({ modelId });
      changed();
    },
    check: ({ connectionId }) => checkConnection(() => connections.openForCheck(connectionId)),
    serverModels: async ({ baseUrl, key, connectionId }) => {
      const http: Connection = { kind: 'http', baseUrl, model: '-', concurrency: 1, timeoutSeconds: 10 };
      checkAddress(http);
      const kept = (await readConnections()).find(({ id }) => id === connectionId);
      const own = kept && originOf(kept.connection) === originOf(http) ? await keys.read(kept.id) : null;
      return listServerModels({ baseUrl, key: key ?? own, silenceMs: LIST_SILENCE_MS });
    },
  };
}

const originOf = (connection: Connection): string | null =>
  connection.kind === 'http' ? new URL(connection.baseUrl).origin : null;

/** The model folder that no other connection uses. */
function unusedFolder(removedId: string, known: readonly KeptConnection[]): string | null {
  const removed = known.find(({ id }) => id === removedId)?.connection;
  if (removed?.kind !== 'in-process') return null;
  const isUsed = known.some(
    ({ id, connection }) =>
      id !== removedId && connection.kind === 'in-process' && connection.modelId === removed.modelId,
  );
  return isUsed ? null : removed.modelId;
}

const gone = (): UserError =>
  new UserError('not-found', 'This connection was removed meanwhile.', 'Save it as a new one.');

function checkName(name: string, ownId: string, known: readonly KeptConnection[]): void {
  const alike = known.find((other) => other.id !== ownId && other.name.toLowerCase() === name.toLowerCase());
  if (alike) {
    throw new UserError('conflict', `There is a connection "${alike.name}" already.`, 'Give another name.');
  }
}

/** A name and password in an address would be kept with it in plain sight. */
function checkAddress(connection: Connection): void {
  if (connection.kind !== 'http') return;
  const { username, password } = new URL(connection.baseUrl);
  if (username || password) {
    throw new UserError(
      'bad-input',
      'The address holds a name or password.',
      'Leave them out of the address, and enter a key instead.',
    );
  }
}
