import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkModelFile } from './model-file.ts';

const whole = new URL('../scoring/fixtures/tiny-clip/onnx/vision_model.onnx', import.meta.url);
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-model-file-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(content: Uint8Array | string): Promise<string> {
  const path = join(folder, 'model.onnx');
  await writeFile(path, content);
  return path;
}

test('a whole model passes; one that was cut off anywhere does not', async () => {
  const bytes = await readFile(whole);
  await checkModelFile(await written(bytes));
  for (const share of [0.001, 0.3, 0.9, 0.999]) {
    const cut = await written(bytes.subarray(0, Math.floor(bytes.length * share)));
    await expect(checkModelFile(cut)).rejects.toThrow('model.onnx is cut off or damaged.');
  }
});

test('what is no model says what it is', async () => {
  const pointer = await written('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n');
  await expect(checkModelFile(pointer, 'onnx/x.onnx')).rejects.toMatchObject({
    message: 'onnx/x.onnx is a Git LFS pointer, not the model itself.',
    advice: expect.stringContaining('git lfs pull'),
  });
  await expect(checkModelFile(await written(''))).rejects.toThrow('model.onnx is empty.');
  await expect(checkModelFile(await written('<html>Not found</html>'))).rejects.toThrow('damaged');
  await expect(checkModelFile(join(folder, 'none.onnx'))).rejects.toMatchObject({ code: 'not-found' });
});
