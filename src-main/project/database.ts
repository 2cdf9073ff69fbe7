import type { Operations } from './queries/index.ts';

export type OperationName = keyof Operations;
export type OperationInput<K extends OperationName> = Parameters<Operations[K]>[1];
export type OperationOutput<K extends OperationName> = ReturnType<Operations[K]>;

/** One call as data, so that several can be committed together. */
export type DatabaseCall = { [K in OperationName]: { name: K; input: OperationInput<K> } }[OperationName];

/** The project's database, which lives in a worker thread; each call is one transaction. */
export interface Database {
  call<K extends OperationName>(name: K, input: OperationInput<K>): Promise<OperationOutput<K>>;
  /** All of them in one transaction, or none. */
  transaction(calls: readonly DatabaseCall[]): Promise<void>;
  close(): Promise<void>;
}
