import type { LanguageModelsService } from '../../src-shared/api/language-models.ts';
import type { HostEvent } from '../../src-shared/api/services.ts';
import { UserError } from '../../src-shared/errors.ts';
import { createKeyVault, type KeySealer } from './connections/key-vault.ts';
import { createLanguageModelsService } from './connections/language-models-service.ts';
import { createOpenConnections, type OpenConnectionsOptions } from './connections/open-connections.ts';
import type { LanguageModels } from './language-model.ts';

export interface LanguageModelsOptions extends Pick<OpenConnectionsOptions, 'waits'> {
  readonly emit: (event: HostEvent) => void;
  /** The system's key store, where an entry has one. */
  readonly keySealer?: KeySealer | undefined;
}

/** The language models of this machine: what clients see of them, and what other areas ask. */
export function createLanguageModels({ emit, keySealer, waits }: LanguageModelsOptions): {
  readonly service: LanguageModelsService;
  readonly models: LanguageModels;
} {
  const keys = createKeyVault(keySealer);
  const unsupported = (): Promise<never> =>
    Promise.reject(new UserError('unsupported', 'No model folder can be used.', 'Connect a server instead.'));
  const connections = createOpenConnections({ keys, openInProcess: unsupported, ...(waits && { waits }) });
  const inProcess = {
    inProcess: () => Promise.resolve([]),
    addInProcess: unsupported,
    forgetInProcess: () => Promise.resolve(),
  };
  return {
    models: connections,
    service: createLanguageModelsService({ keys, connections, emit, inProcess }),
  };
}
