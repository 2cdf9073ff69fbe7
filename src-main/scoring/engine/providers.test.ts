import { afterEach, expect, test } from 'vitest';
import type { ExecutionProvider } from '../../../src-shared/domain/execution-provider.ts';
import { requireProvider } from '../../graph/executors/check-provider.ts';
import { expected, tinyClip } from '../testing/fixture.ts';
import { closeClip, openClip } from './loaded-clip.ts';

afterEach(closeClip);

const texts = expected.texts.map(({ text }) => text);

const embedOn = async (provider: ExecutionProvider): Promise<Float32Array[]> => {
  const { clip } = await openClip(tinyClip, provider);
  const pixels = Float32Array.from({ length: 3 * clip.size.width * clip.size.height }, (_, i) => Math.sin(i));
  return [(await clip.embedTexts(texts)).data, (await clip.embedImages(pixels, 1)).data];
};

for (const provider of ['webgpu', 'cuda'] as const) {
  const problem = await requireProvider(provider).then(
    () => null,
    (error: unknown) => error,
  );

  test.skipIf(problem !== null)(`${provider} embeds as the CPU does, but for rounding`, async () => {
    const wanted = await embedOn('cpu');
    const got = await embedOn(provider);
    for (const [i, values] of got.entries()) {
      expect(values).toHaveLength(wanted[i]!.length);
      for (const [at, value] of values.entries())
        expect(Math.abs(value - wanted[i]![at]!)).toBeLessThan(1e-4);
    }
  });

  test.skipIf(problem === null)(`${provider} that does not work here leaves the model usable`, async () => {
    const wanted = await embedOn('cpu');
    await expect(embedOn(provider)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await embedOn('cpu')).toEqual(wanted);
  });
}
