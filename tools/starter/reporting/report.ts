import { join } from 'node:path';
import type { Sampling } from '../../../src-shared/domain/generation.ts';
import { zeroShotAccuracies } from '../measures/clip.ts';
import { defaultSampling } from './generate.ts';
import { reportGenerator, type SenseReport } from './generator.ts';
import { trainJudge } from './judge.ts';
import { bytesBelow } from './pack-bytes.ts';
import { probeBackbone } from './probe-backbone.ts';
import type { ReportSettings } from './settings.ts';

/** The figures that the starter pack is held to; shares in [0, 1]. */
export interface StarterFigures {
  /** Mean over the objects: generated images that a judge trained on real pictures names right. */
  readonly generatorFidelity: number;
  /** The lowest zero-shot accuracy on the test pictures of the real sets. */
  readonly clipZeroShot: number;
  readonly senses: readonly SenseReport[];
  /** Mean over the real sets: test accuracy of a linear probe. */
  readonly backboneProbe: number;
  readonly packBytes: number;
}

export interface StarterReport extends StarterFigures {
  /** What the figures are made of. */
  readonly details: {
    readonly judgeAccuracy: number;
    readonly fidelityByObject: Readonly<Record<string, number>>;
    readonly zeroShotByDataSet: Readonly<Record<string, number>>;
    readonly probeByDataSet: Readonly<Record<string, number>>;
    readonly sampling: Sampling;
    readonly settings: ReportSettings;
    readonly seconds: number;
  };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Measures the models of a pack folder. Deterministic for the same files and settings on one machine. */
export async function measurePack(
  pack: string,
  settings: ReportSettings,
  say: (line: string) => void,
): Promise<StarterReport> {
  const started = performance.now();
  const backbone = join(pack, 'backbone');
  const folder = join(pack, 'text-to-image');
  const zeroShot = await zeroShotAccuracies(join(pack, 'clip'), {
    split: 'test',
    perClass: settings.testPerClass,
    seed: settings.seed,
  });
  say(`CLIP, zero-shot: ${shares(zeroShot)}`);
  const probe = await probeBackbone(backbone, settings);
  say(`Backbone, linear probe: ${shares(probe)}`);
  const judge = await trainJudge(backbone, settings.judge, say);
  try {
    say(`Judge: ${percent(judge.accuracy)} of fresh real pictures named right`);
    const generator = await reportGenerator(judge, settings, { folder, say });
    say(`Generator: ${shares(generator.byObject)}`);
    return {
      generatorFidelity: generator.fidelity,
      clipZeroShot: Math.min(...Object.values(zeroShot)),
      senses: generator.senses,
      backboneProbe: meanOf(Object.values(probe)),
      packBytes: await bytesBelow(pack),
      details: {
        judgeAccuracy: judge.accuracy,
        fidelityByObject: generator.byObject,
        zeroShotByDataSet: zeroShot,
        probeByDataSet: probe,
        sampling: await defaultSampling(folder),
        settings,
        seconds: (performance.now() - started) / 1000,
      },
    };
  } finally {
    await judge.dispose();
  }
}

/** Without what they are made of. */
export const figuresOf = (report: StarterReport): StarterFigures => ({
  generatorFidelity: report.generatorFidelity,
  clipZeroShot: report.clipZeroShot,
  senses: report.senses,
  backboneProbe: report.backboneProbe,
  packBytes: report.packBytes,
});

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const shares = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${percent(value)}`)
    .join(', ');
