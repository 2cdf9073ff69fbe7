import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGraphBuilder } from '../../builder/graph-builder.ts';
import { float32 } from '../../tensor-data.ts';
import { loadTensorFlow } from './load-tensorflow.ts';

const own = createRequire(import.meta.url);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'variegate-tensorflow-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A folder in which the package is installed with that program. */
function installed(program: string): NodeJS.Require {
  const place = join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'package.json'), '{"name":"@tensorflow/tfjs-node","main":"index.js"}');
  writeFileSync(join(place, 'index.js'), program);
  return createRequire(join(folder, 'index.js'));
}

test('says of a package that is not there that it is optional', async () => {
  const require = createRequire(join(folder, 'index.js'));
  expect(await loadTensorFlow('@tensorflow/tfjs-node-gpu', require)).toEqual({
    available: false,
    reason: 'Not installed. It is optional.',
  });
});

test('says in the words of a package why it does not load', async () => {
  const require = installed("throw new Error('libtensorflow.so.2: cannot open shared object file\\nmore');");
  expect(await loadTensorFlow('@tensorflow/tfjs-node', require)).toEqual({
    available: false,
    reason: 'Installed, but it does not load: libtensorflow.so.2: cannot open shared object file',
  });
});

test('a package that calls what Node has no more loads, and its library computes', async () => {
  const [core, backend] = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-cpu'].map((name) =>
    JSON.stringify(own.resolve(name)),
  );
  const loaded = await loadTensorFlow(
    '@tensorflow/tfjs-node',
    installed(`
      const { isArray, isNullOrUndefined } = require('util');
      if (isNullOrUndefined(0) || !isNullOrUndefined(null) || !isArray([])) throw new Error('not what it was');
      module.exports = require(${core});
      require(${backend});
    `),
  );
  if (!loaded.available) throw new Error(loaded.reason);
  expect(loaded.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(loaded.usesGpu).toBe(false);
  const b = createGraphBuilder();
  b.output('y', b.Relu(b.input('x', 'float32', [2])));
  const executable = await loaded.executor.load(b.finish('probe'));
  expect(await executable.run({ x: float32([2], [-1, 2]) })).toEqual({ y: float32([2], [0, 2]) });
  await executable.dispose();
});
