import { platform } from 'node:os';
import { expect, test } from 'vitest';
import { listProviders } from './providers-task.ts';

test('every provider and engine is there with its version, or the reason why it cannot be used', async () => {
  const { signal } = new AbortController();
  const reports = await listProviders({}, { signal, pauseSignal: signal, progress: () => undefined });
  const byName = new Map(reports.map((report) => [report.name, report]));
  expect([...byName.keys()]).toEqual(
    expect.arrayContaining([
      'cpu',
      'cuda',
      'webgpu',
      'coreml',
      'dml',
      'onnxruntime',
      '@tensorflow/tfjs-node-gpu',
    ]),
  );
  expect(byName.size).toBe(reports.length);
  for (const { detail } of reports) expect(detail).toMatch(/^\p{Lu}.+/u);
  expect(byName.get('cpu')).toMatchObject({ kind: 'provider', available: true });
  expect(byName.get('cpu')?.detail).toMatch(/^ONNX Runtime \d+\.\d+/);
  expect(byName.get('onnxruntime')).toMatchObject({ kind: 'engine', available: true });
  const foreign = platform() === 'win32' ? 'coreml' : 'dml';
  expect(byName.get(foreign)).toMatchObject({
    available: false,
    detail: expect.stringMatching(/comes without it/),
  });
});
