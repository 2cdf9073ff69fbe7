import type { Operations } from './queries/index.ts';

export type OperationName = keyof Operations;
/** `[input]`, or `[]` for an operation without one. */
export type OperationArguments<K extends OperationName> =
  Parameters<Operations[K]> extends [unknown, infer Input] ? [input: Input] : [];
export type OperationOutput<K extends OperationName> = ReturnType<Operations[K]>;

/** One call as data, so that several can be committed together. */
export type DatabaseCall = {
  [K in OperationName]: OperationArguments<K> extends [infer Input]
    ? { name: K; input: Input }
    : { name: K; input?: undefined };
}[OperationName];

/** Outputs of several calls, in order. */
export type DatabaseOutputs<Calls extends readonly DatabaseCall[]> = {
  [Index in keyof Calls]: OperationOutput<Calls[Index]['name']>;
};

/** The project's database, which lives in a worker thread; each call is one transaction. */
export interface Database {
  call<K extends OperationName>(name: K, ...input: OperationArguments<K>): Promise<OperationOutput<K>>;
  /** All of them in one transaction, or none. */
  transaction<const Calls extends readonly DatabaseCall[]>(calls: Calls): Promise<DatabaseOutputs<Calls>>;
  close(): Promise<void>;
}
