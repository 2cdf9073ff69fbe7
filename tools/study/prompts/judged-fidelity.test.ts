import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { dataSetObjects } from '../../../src-main/world/objects/catalogue.ts';
import type { Judge } from '../../starter/reporting/judge.ts';
import { judgedFidelity } from './judged-fidelity.ts';

/** Names the object whose place is the first value of a picture. */
const judge: Judge = {
  size: 4,
  accuracy: 1,
  judge: (pictures) => {
    const rows = new Float32Array(pictures.length * dataSetObjects.length);
    for (const [i, [place = 0]] of pictures.entries()) rows[i * dataSetObjects.length + place] = 1;
    return Promise.resolve(rows);
  },
  dispose: () => Promise.resolve(),
};

const placeOf = (object: string): number => dataSetObjects.findIndex(({ id }) => id === object);

test('images of an exported folder are right where the judge names the object of their class', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'variegate-judged-'));
  try {
    const shown = [
      ['bow (weapon)', 'bow.weapon'],
      ['bow (weapon)', 'bow.ribbon'],
      ['teapot', 'teapot'],
      ['teapot', 'teapot'],
    ] as const;
    await mkdir(join(folder, 'CD'));
    const lines: string[] = [];
    for (const [i, [label, object]] of shown.entries()) {
      const name = `CD/${i}.png`;
      const background = { r: placeOf(object), g: 0, b: 0 };
      await sharp({ create: { width: 8, height: 8, channels: 3, background } })
        .png()
        .toFile(join(folder, name));
      lines.push(JSON.stringify({ file_name: name, label, split: null }));
    }
    const write = () => writeFile(join(folder, 'metadata.jsonl'), `${lines.join('\n')}\n`);
    await write();
    expect(await judgedFidelity(folder, 'attic', judge)).toBe(0.75);
    lines.push(JSON.stringify({ file_name: 'CD/0.png', label: 'owl' }));
    await write();
    await expect(judgedFidelity(folder, 'attic', judge)).rejects.toThrow('"owl" is no class of Attic');
  } finally {
    await rm(folder, { recursive: true });
  }
});
