import type { LanguageModelsService } from '../../src-shared/api/language-models.ts';
import { createKeyVault, type KeySealer } from './connections/key-vault.ts';
import { createLanguageModelsService } from './connections/language-models-service.ts';
import { createOpenConnections, type OpenConnectionsOptions } from './connections/open-connections.ts';
import { createInProcessModels, type InProcessModelsOptions } from './in-process/in-process-models.ts';
import type { LanguageModels } from './language-model.ts';

export interface LanguageModelsOptions extends InProcessModelsOptions, Pick<OpenConnectionsOptions, 'waits'> {
  /** The system's key store, where an entry has one. */
  readonly keySealer?: KeySealer | undefined;
}

/** The language models of this machine: what clients see of them, and what other areas ask. */
export function createLanguageModels({ keySealer, waits, ...options }: LanguageModelsOptions): {
  readonly service: LanguageModelsService;
  readonly models: LanguageModels;
} {
  const keys = createKeyVault(keySealer);
  const folders = createInProcessModels(options);
  const connections = createOpenConnections({
    keys,
    openInProcess: (modelId, name) => folders.open(modelId, name),
    ...(waits && { waits }),
  });
  return {
    models: connections,
    service: createLanguageModelsService({
      keys,
      connections,
      emit: options.emit,
      inProcess: folders.service,
    }),
  };
}
