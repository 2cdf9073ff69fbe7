import type { KeyStore } from '../domain/language-model.ts';

/** Where keys lie, as a sentence. */
export function keyStoreWords(store: KeyStore): string {
  switch (store) {
    case 'system':
      return "Keys lie in the operating system's key store.";
    case 'file':
      return "Keys lie in a file of the program's folder that only you can read.";
    case 'environment':
      return 'Connections without a key of their own use the one in VARIEGATE_LANGUAGE_MODEL_KEY.';
    default:
      return store satisfies never;
  }
}
