import { z } from 'zod';
import {
  connectionSchema,
  httpConnectionSchema,
  type KeyStore,
  type LanguageModelConnection,
} from '../domain/language-model.ts';

export const connectionNameSchema = z.string().trim().min(1).max(100);

export const saveConnectionSchema = z.object({
  /** Absent: a new one. */
  connectionId: z.string().max(100).optional(),
  name: connectionNameSchema,
  connection: connectionSchema,
  /** Absent: as it is, unless the address leads to another server; null: forgotten. */
  key: z.string().trim().min(1).max(1000).nullable().optional(),
  usual: z.boolean().default(false),
});
export type SaveConnection = z.input<typeof saveConnectionSchema>;
export type SaveConnectionInput = z.infer<typeof saveConnectionSchema>;

export const connectionIdSchema = z.object({ connectionId: z.string().max(100) });

/** Of a server that is not saved yet. `connectionId`: its key counts where none is given, as long as the server is the same. */
export const serverModelsSchema = saveConnectionSchema
  .pick({ connectionId: true, key: true })
  .extend({ baseUrl: httpConnectionSchema.shape.baseUrl });

export interface ConnectionCheck {
  /** Whether it answered a small question as asked. */
  works: boolean;
  /** In words: what it answered with, or what is wrong and what to do. */
  detail: string;
  /** Models that the server offers; empty where it does not say. */
  models: string[];
  /** Whether it keeps to a JSON schema by itself. */
  structured: boolean | null;
  seconds: number;
}

/** A folder that holds a language model which this program can run. */
export interface InProcessModel {
  id: string;
  name: string;
  license: string | null;
  bytes: number;
  /** Why it cannot be used, in words. */
  problem: string | null;
}

/** Language models of this machine; they need no project. Nothing is sent anywhere before a person asks for it. */
export interface LanguageModelsService {
  list(): Promise<{ connections: LanguageModelConnection[]; keyStore: KeyStore }>;
  save(input: SaveConnectionInput): Promise<{ connectionId: string }>;
  /** Forgets its key as well, and takes a model folder that no other connection uses off the list. */
  remove(input: z.infer<typeof connectionIdSchema>): Promise<void>;
  check(input: z.infer<typeof connectionIdSchema>): Promise<ConnectionCheck>;
  /** Names of models that a server offers; empty where it does not say. UserError when it cannot be asked. */
  serverModels(input: z.infer<typeof serverModelsSchema>): Promise<string[]>;
  inProcess(): Promise<InProcessModel[]>;
  addInProcess(input: { sourceId: string }): Promise<{ modelId: string }>;
  forgetInProcess(input: { modelId: string }): Promise<void>;
}
