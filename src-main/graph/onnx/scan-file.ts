import { closeSync, fstatSync, openSync } from 'node:fs';
import type { Dim } from '../graph.ts';
import { readEntry } from './decode-tensor.ts';
import { decodeValueInfo } from './decode-value-info.ts';
import { graphFields, modelFields, tensorFields } from './fields.ts';
import { FileReader } from './file-reader.ts';
import { damagedFile, WireReader, wireType } from './wire-reader.ts';

/** Weights that a model keeps in another file. */
export interface ExternalPart {
  /** As the model says it, relative to its own folder. */
  readonly path: string;
  /** The file must be at least that long, in bytes. */
  readonly end: number;
}

export interface ModelOutline {
  /** Declared shapes of the graph's inputs by name; null where the file says none. Initializers do not count. */
  readonly inputs: ReadonlyMap<string, readonly Dim[] | null>;
  readonly external: readonly ExternalPart[];
}

type OnField = (field: number, length: number) => void;

/** Calls `onField` for each length-delimited field up to `end`; it may read or skip, the walk goes on behind the field either way. */
function walk(reader: FileReader, end: number, onField: OnField): void {
  while (reader.at < end) {
    const key = reader.varint();
    const type = key % 8;
    if (type === wireType.varint) reader.varint();
    else if (type === wireType.fixed64) reader.skip(8);
    else if (type === wireType.fixed32) reader.skip(4);
    else if (type === wireType.bytes && key >= 8) {
      const length = reader.varint();
      const behind = reader.at + length;
      if (behind > end) throw damagedFile('a part is longer than what holds it');
      onField(Math.floor(key / 8), length);
      reader.skip(behind - reader.at);
    } else throw damagedFile(`field ${Math.floor(key / 8)} has the wire type ${type}`);
  }
}

function externalPart(entries: ReadonlyMap<string, string>): ExternalPart {
  const end = Number(entries.get('offset') ?? 0) + Number(entries.get('length') ?? 0);
  if (!Number.isSafeInteger(end) || end < 0) throw damagedFile('external weights have no valid place');
  return { path: entries.get('location') ?? '', end };
}

function scanTensor(reader: FileReader, end: number): { name: string; external: ExternalPart | undefined } {
  const entries = new Map<string, string>();
  let name = '';
  walk(reader, end, (field, length) => {
    if (field === tensorFields.name) name = new TextDecoder().decode(reader.bytes(length));
    else if (field === tensorFields.externalData)
      entries.set(...readEntry(new WireReader(reader.bytes(length))));
  });
  return { name, external: entries.size > 0 ? externalPart(entries) : undefined };
}

function scanGraph(reader: FileReader, end: number): ModelOutline {
  const inputs = new Map<string, readonly Dim[] | null>();
  const initializers = new Set<string>();
  const external: ExternalPart[] = [];
  walk(reader, end, (field, length) => {
    if (field === graphFields.input) {
      const { name, type } = decodeValueInfo(new WireReader(reader.bytes(length)));
      inputs.set(name, type?.shape ?? null);
    } else if (field === graphFields.initializer) {
      const tensor = scanTensor(reader, reader.at + length);
      initializers.add(tensor.name);
      if (tensor.external) external.push(tensor.external);
    }
  });
  for (const name of initializers) inputs.delete(name);
  return { inputs, external };
}

/**
 * Walks through an ONNX file without reading its weights: milliseconds for gigabytes. Synchronous, for worker processes. Throws a `UserError`
 * when the file ends early or is none.
 */
export function scanModelFile(path: string): ModelOutline {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const reader = new FileReader(file, size);
    let outline: ModelOutline | undefined;
    walk(reader, size, (field, length) => {
      if (field === modelFields.graph) outline = scanGraph(reader, reader.at + length);
    });
    if (outline === undefined) throw damagedFile('it holds no graph');
    return outline;
  } finally {
    closeSync(file);
  }
}
