import type { Connection } from '../../../src-shared/domain/language-model.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { createHttpModel, type HttpModelOptions } from '../http/http-model.ts';
import { listServerModels } from '../http/list-models.ts';
import type { LanguageModel, LanguageModels } from '../language-model.ts';
import type { CheckedModel } from './check-connection.ts';
import { type KeptConnection, readConnections } from './connection-file.ts';
import type { KeyVault } from './key-vault.ts';

export interface OpenConnectionsOptions {
  readonly keys: KeyVault;
  /** Opens a model folder that this program runs. UserError when there is none or it cannot be used. */
  readonly openInProcess: (modelId: string, connection: string) => Promise<LanguageModel>;
  /** Waits of HTTP connections, for tests. */
  readonly waits?: Pick<HttpModelOptions, 'firstWaitMs' | 'silenceMs'>;
}

export interface OpenConnections extends LanguageModels {
  openForCheck(connectionId: string): Promise<CheckedModel>;
}

/** Connections by id; all who open the same one share its places and what was learnt of its server, until it is changed. */
export function createOpenConnections({
  keys,
  openInProcess,
  waits,
}: OpenConnectionsOptions): OpenConnections {
  const opened = new Map<string, { settings: string; model: Promise<CheckedModel> }>();

  async function openKept(kept: KeptConnection): Promise<CheckedModel> {
    const key = kept.connection.kind === 'http' ? await keys.read(kept.id) : null;
    const settings = JSON.stringify([kept.name, kept.connection, key]);
    const earlier = opened.get(kept.id);
    if (earlier?.settings === settings) return earlier.model;
    const model = start(kept.name, kept.connection, key);
    opened.set(kept.id, { settings, model });
    model.catch(() => opened.delete(kept.id));
    return model;
  }

  async function start(name: string, connection: Connection, key: string | null): Promise<CheckedModel> {
    switch (connection.kind) {
      case 'http': {
        const model = createHttpModel({ name, connection, key, ...waits });
        const silenceMs = waits?.silenceMs ?? connection.timeoutSeconds * 1000;
        return {
          model,
          structured: model.structured,
          offered: () => listServerModels({ baseUrl: connection.baseUrl, key, silenceMs }),
        };
      }
      case 'in-process': {
        const model = await openInProcess(connection.modelId, name);
        return { model, structured: () => false, offered: () => Promise.resolve([]) };
      }
      default:
        return connection satisfies never;
    }
  }

  async function find(connectionId: string | undefined): Promise<KeptConnection> {
    const connections = await readConnections();
    const kept = connections.find(({ id, usual }) =>
      connectionId === undefined ? usual : id === connectionId,
    );
    if (kept) return kept;
    throw connections.length === 0
      ? new UserError(
          'not-found',
          'No language model is connected.',
          'Add one in Settings, Language models, or with "language-models add". The built-in grammar needs none.',
        )
      : new UserError(
          'not-found',
          'There is no such connection to a language model any more.',
          'Choose one of those in Settings, Language models.',
        );
  }

  return {
    open: async (connectionId) => (await openKept(await find(connectionId))).model,
    openForCheck: async (connectionId) => openKept(await find(connectionId)),
  };
}
