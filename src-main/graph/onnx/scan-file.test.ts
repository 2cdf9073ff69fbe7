import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { UserError } from '../../../src-shared/errors.ts';
import { createGraphBuilder } from '../builder/graph-builder.ts';
import { float32 } from '../tensor-data.ts';
import { encodeModel } from './encode.ts';
import { entryFields, graphFields, modelFields, tensorFields } from './fields.ts';
import { scanModelFile } from './scan-file.ts';
import { WireWriter } from './wire-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'variegate-scan-'));
afterAll(() => rmSync(folder, { recursive: true }));

function stored(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function model(): Uint8Array {
  const builder = createGraphBuilder();
  const weights = builder.constant(float32([300, 400], new Float32Array(120_000).fill(0.5)));
  builder.output('y', builder.MatMul(builder.input('x', 'float32', [2, 300]), weights));
  return encodeModel(builder.finish('scan'));
}

test('tells the inputs, not the weights', () => {
  const { inputs, external } = scanModelFile(stored('whole.onnx', model()));
  expect(Object.fromEntries(inputs)).toEqual({ x: [2, 300] });
  expect(external).toEqual([]);
});

test('finds a cut anywhere', () => {
  const bytes = model();
  for (let length = bytes.length - 1; length > 0; length -= 4999) {
    expect(() => scanModelFile(stored('cut.onnx', bytes.subarray(0, length))), String(length)).toThrow(
      UserError,
    );
  }
  expect(() => scanModelFile(stored('cut.onnx', bytes.subarray(0, bytes.length - 1000)))).toThrow(
    /damaged or incomplete/,
  );
});

test('refuses what is no model', () => {
  for (const bytes of [Buffer.from('<!DOCTYPE html><html></html>'), Buffer.alloc(5000), Buffer.alloc(0)]) {
    expect(() => scanModelFile(stored('other.onnx', bytes))).toThrow(UserError);
  }
});

test('tells where weights lie in another file', () => {
  const entry = (key: string, value: string): WireWriter =>
    new WireWriter().text(entryFields.key, key).text(entryFields.value, value);
  const tensor = new WireWriter()
    .text(tensorFields.name, 'w')
    .message(tensorFields.externalData, entry('location', 'model.onnx_data'))
    .message(tensorFields.externalData, entry('offset', '4096'))
    .message(tensorFields.externalData, entry('length', '1000'))
    .int(tensorFields.dataLocation, 1);
  const bytes = new WireWriter()
    .message(modelFields.graph, new WireWriter().message(graphFields.initializer, tensor))
    .finish();
  expect(scanModelFile(stored('external.onnx', bytes)).external).toEqual([
    { path: 'model.onnx_data', end: 5096 },
  ]);
});
