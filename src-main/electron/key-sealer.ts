import type { SafeStorage } from 'electron';
import type { KeySealer } from '../language-models/connections/key-vault.ts';

/** The system's key store; undefined where there is none, or (on Linux) only one with a password that everybody knows. */
export function createKeySealer(storage: SafeStorage): KeySealer | undefined {
  if (!storage.isEncryptionAvailable()) return undefined;
  if (process.platform === 'linux' && storage.getSelectedStorageBackend() === 'basic_text') return undefined;
  return {
    seal: (text) => storage.encryptString(text),
    open: (sealed) => storage.decryptString(Buffer.from(sealed)),
  };
}
