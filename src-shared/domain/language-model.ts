import { z } from 'zod';

/** A server that speaks OpenAI's chat completions (Ollama, llama.cpp, LM Studio, vLLM, hosted). */
export const httpConnectionSchema = z.object({
  kind: z.literal('http'),
  /** Up to and including the version: `http://localhost:11434/v1`. */
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'The address must begin with http:// or https://.' })
    .max(2000),
  /** As the server calls it. */
  model: z.string().trim().min(1).max(200),
  /** Requests under way at once. */
  concurrency: z.number().int().min(1).max(32).default(2),
  /** Seconds that a server may be silent; Node's fetch gives up after 300 by itself. */
  timeoutSeconds: z.number().int().min(1).max(300).default(120),
});

/** Where a language model is asked. `in-process`: a model folder in the layout of transformers.js, run by this program. */
export const connectionSchema = z.discriminatedUnion('kind', [
  httpConnectionSchema,
  z.object({ kind: z.literal('in-process'), modelId: z.string().max(400) }),
]);
export type Connection = z.infer<typeof connectionSchema>;

/** A connection of this machine, known by the name that a person gave it. Its key is never told. */
export interface LanguageModelConnection {
  id: string;
  name: string;
  connection: Connection;
  hasKey: boolean;
  /** The one that is used where none is named. */
  usual: boolean;
}

/** Where a key is kept: the system's key store; a file of the program that only its user can read; a variable of the environment. */
export type KeyStore = 'system' | 'file' | 'environment';
