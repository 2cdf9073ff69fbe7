import { join } from 'node:path';
import { z } from 'zod';
import type { KeyStore } from '../../../src-shared/domain/language-model.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { appFolder } from '../../app-folder.ts';
import { keptJson } from '../../files/kept-json.ts';

/** The operating system's key store, as Electron offers it: what it seals, only the same user on the same machine can open. */
export interface KeySealer {
  seal(text: string): Uint8Array;
  /** Throws when it was sealed elsewhere. */
  open(sealed: Uint8Array): string;
}

export interface KeyVault {
  /** Where keys are taken from or put now. */
  readonly store: KeyStore;
  /** Connections that have a key of their own. */
  owners(): Promise<Set<string>>;
  /** The connection's own key, else that of the environment, else null. UserError 'unsupported' where it is sealed and cannot be opened here. */
  read(connectionId: string): Promise<string | null>;
  write(connectionId: string, key: string): Promise<void>;
  forget(connectionId: string): Promise<void>;
}

/** A key for every connection that has none of its own. */
const VARIABLE = 'VARIEGATE_LANGUAGE_MODEL_KEY';

const fileSchema = z.object({
  version: z.literal(1),
  keys: z.record(
    z.string(),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('sealed'), base64: z.base64() }),
      z.object({ kind: z.literal('plain'), key: z.string() }),
    ]),
  ),
});
type Keys = z.infer<typeof fileSchema>['keys'];

/** Created with its mode, so that there is no moment at which others could read it. */
const keyFile = keptJson({
  path: () => join(appFolder(), 'language-model-keys.json'),
  schema: fileSchema,
  mode: 0o600,
});

/**
 * Keys in a file of the program's folder that only its user can read; sealed by the system's key store where there is one. Never in a
 * project.
 */
export function createKeyVault(
  sealer: KeySealer | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): KeyVault {
  const fromEnvironment = environment[VARIABLE]?.trim() || null;
  return {
    store: fromEnvironment === null ? (sealer ? 'system' : 'file') : 'environment',
    owners: async () => new Set(Object.keys(await readKeys())),
    read: async (connectionId) => {
      const kept = (await readKeys())[connectionId];
      if (!kept) return fromEnvironment;
      return kept.kind === 'plain' ? kept.key : unsealed(kept.base64, sealer);
    },
    write: async (connectionId, key) => {
      const kept = sealer
        ? { kind: 'sealed' as const, base64: Buffer.from(sealer.seal(key)).toString('base64') }
        : { kind: 'plain' as const, key };
      await writeKeys({ ...(await readKeys()), [connectionId]: kept });
    },
    forget: async (connectionId) => {
      const { [connectionId]: forgotten, ...rest } = await readKeys();
      if (forgotten) await writeKeys(rest);
    },
  };
}

function unsealed(base64: string, sealer: KeySealer | undefined): string {
  try {
    if (sealer) return sealer.open(Buffer.from(base64, 'base64'));
  } catch {
    throw new UserError(
      'unsupported',
      "The key of this connection cannot be opened by the system's key store.",
      'Enter the key again.',
    );
  }
  throw new UserError(
    'unsupported',
    "The key of this connection lies in the system's key store, which only the desktop window opens.",
    `Ask from the window, or save the connection here again with its key.`,
  );
}

const readKeys = async (): Promise<Keys> => (await keyFile.read())?.keys ?? {};

const writeKeys = (keys: Keys): Promise<void> => keyFile.write({ version: 1, keys });
