import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const script = `
  const { onnxRuntime } = await import(${JSON.stringify(new URL('./onnxruntime.ts', import.meta.url).href)});
  const { createGraphBuilder } = await import(${JSON.stringify(new URL('../builder/graph-builder.ts', import.meta.url).href)});
  const builder = createGraphBuilder();
  builder.output('y', builder.Relu(builder.input('x', 'float32', [1])));
  const executable = await onnxRuntime.load(builder.finish('probe'));
  await executable.run({ x: { type: 'float32', dims: [1], data: new Float32Array([1]) } });
  await executable.dispose();
`;

test('ONNX Runtime leaves no trace of its telemetry: no log, no device id, no cache', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'variegate-telemetry-'));
  try {
    // It keeps silent by itself where it sees a continuous integration or a unit test, so it must not see one here.
    const env = {
      PATH: process.env['PATH'],
      TMPDIR: folder,
      HOME: folder,
      XDG_CACHE_HOME: folder,
      XDG_DATA_HOME: folder,
    };
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      env,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
