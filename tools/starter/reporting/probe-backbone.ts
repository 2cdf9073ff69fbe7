import { drawnDataSets } from '../../../src-main/world/data-sets.ts';
import { loadBackbone } from '../measures/backbone.ts';
import { drawReal, type LabelledPictures, type RealPictures } from '../measures/pictures.ts';
import { type Labelled, probeAccuracy } from './linear-probe.ts';
import type { ReportSettings } from './settings.ts';

/** Test accuracy of a linear probe on a backbone's features, for every real data set by its id. */
export async function probeBackbone(
  folder: string,
  { probePerClass, testPerClass, seed }: ReportSettings,
): Promise<Record<string, number>> {
  const backbone = await loadBackbone(folder);
  const features = async (real: LabelledPictures): Promise<Labelled> => ({
    features: (await backbone.see(real)).features,
    labels: real.labels,
  });
  try {
    const requests = drawnDataSets.flatMap(({ id: dataSet }): RealPictures[] => [
      { dataSet, seed, split: 'train', perClass: probePerClass },
      { dataSet, seed, split: 'test', perClass: testPerClass },
    ]);
    const drawn = await drawReal(requests, backbone.imageSize);
    const accuracies: Record<string, number> = {};
    for (const [i, { id, classes }] of drawnDataSets.entries()) {
      const [train, test] = [await features(drawn[2 * i]!), await features(drawn[2 * i + 1]!)];
      accuracies[id] = probeAccuracy(train, test, classes.length);
    }
    return accuracies;
  } finally {
    await backbone.dispose();
  }
}
