import type { SaveConnection } from '../../src-shared/api/language-models.ts';
import { saveConnectionSchema } from '../../src-shared/api/language-models.ts';
import type { LanguageModelConnection } from '../../src-shared/domain/language-model.ts';

/** What a person has typed of a connection to a server. */
export interface ConnectionDraft {
  readonly connectionId: string | undefined;
  readonly name: string;
  readonly baseUrl: string;
  readonly model: string;
  /** Empty: as it is. */
  readonly key: string;
  readonly forgetsKey: boolean;
  readonly concurrency: number;
  readonly timeoutSeconds: number;
  readonly usual: boolean;
}

/** Of servers on this machine, by the port that each takes by itself. */
export const localServers = [
  { name: 'Ollama', baseUrl: 'http://localhost:11434/v1' },
  { name: 'LM Studio', baseUrl: 'http://localhost:1234/v1' },
  { name: 'llama.cpp', baseUrl: 'http://localhost:8080/v1' },
  { name: 'vLLM', baseUrl: 'http://localhost:8000/v1' },
] as const;

export function draftOf(known: LanguageModelConnection | null): ConnectionDraft {
  const http = known?.connection.kind === 'http' ? known.connection : null;
  return {
    connectionId: known?.id,
    name: known?.name ?? '',
    baseUrl: http?.baseUrl ?? '',
    model: http?.model ?? '',
    key: '',
    forgetsKey: false,
    concurrency: http?.concurrency ?? 2,
    timeoutSeconds: http?.timeoutSeconds ?? 120,
    usual: known?.usual ?? false,
  };
}

/** What to save, or null as long as something is missing. */
export function savedDraft(draft: ConnectionDraft): SaveConnection | null {
  const { connectionId, name, key, forgetsKey, usual, ...http } = draft;
  const request: SaveConnection = {
    ...(connectionId !== undefined && { connectionId }),
    name,
    connection: { kind: 'http', ...http, baseUrl: http.baseUrl.trim() },
    ...(key.trim() !== '' ? { key } : forgetsKey ? { key: null } : {}),
    usual,
  };
  return saveConnectionSchema.safeParse(request).success ? request : null;
}

/** Why the address cannot be used; null while there is nothing to say. */
export function addressProblem(baseUrl: string): string | null {
  if (baseUrl.trim() === '') return null;
  if (!/^https?:\/\/[^/]/.test(baseUrl.trim())) return 'It must begin with http:// or https://.';
  return URL.canParse(baseUrl.trim()) ? null : 'This is not an address.';
}

/** Whether a key would travel in plain sight: without encryption, beyond this machine. */
export function keyIsReadable(baseUrl: string): boolean {
  if (!URL.canParse(baseUrl.trim())) return false;
  const { protocol, hostname } = new URL(baseUrl.trim());
  return protocol === 'http:' && !/^(?:localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}
