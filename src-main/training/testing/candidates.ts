import {
  type TrainRequest,
  type TrainRequestInput,
  trainRequestSchema,
} from '../../../src-shared/domain/training.ts';
import type { CandidateImage, Candidates, CandidateSet, Sharing } from '../candidates.ts';

const REAL = 1;
const SYNTHETIC = 2;
export const OOD = 3;

/** A request with defaults for what a test does not care about. */
export function sampleRequest(input: Partial<TrainRequestInput> = {}): TrainRequest {
  return trainRequestSchema.parse({
    name: 'sample',
    realSetId: REAL,
    syntheticSetIds: [SYNTHETIC],
    oodSetIds: [OOD],
    recipes: ['real-only', 'synthetic-only', 'mixed'],
    seeds: [1, 2, 3],
    settings: { batchSize: 8 },
    ...input,
  });
}

const sets: readonly CandidateSet[] = [
  { id: REAL, role: 'real', name: 'photos', styleCoverage: 'unknown', drawn: false },
  { id: SYNTHETIC, role: 'synthetic', name: 'made', styleCoverage: 'unknown', drawn: false },
  { id: OOD, role: 'ood', name: 'art', styleCoverage: 'held-out', drawn: false },
];

type Sketch = Pick<CandidateImage, 'part' | 'classId'> & Partial<CandidateImage>;

/** Ids and hashes count up, so that all pictures differ. */
function sampleImages(sketches: readonly Sketch[]): CandidateImage[] {
  return sketches.map((sketch, index) => ({
    id: 100 + index,
    setId: { train: REAL, val: REAL, test: REAL, synthetic: SYNTHETIC, ood: OOD }[sketch.part],
    contentHash: `file-${(index * 7919) % 1000}`,
    ...sketch,
  }));
}

/** `n` alike sketches. */
const times = (n: number, sketch: Sketch): Sketch[] => Array.from({ length: n }, () => sketch);

/** Three classes; of each 10 real training, 4 val, 5 test, 12 synthetic images; OOD images of the first two classes. */
export function sampleCandidates(
  extra: readonly Sketch[] = [],
  sharing: readonly Sharing[] = [],
): Candidates {
  const classes = [
    { id: 11, name: 'crane' },
    { id: 12, name: 'kite' },
    { id: 13, name: 'mouse' },
  ];
  const sketches = classes.flatMap(({ id: classId }) => [
    ...times(10, { part: 'train', classId }),
    ...times(4, { part: 'val', classId }),
    ...times(5, { part: 'test', classId }),
    ...times(12, { part: 'synthetic', classId }),
    ...times(classId === 13 ? 0 : 6, { part: 'ood', classId }),
  ]);
  const images = sampleImages([...sketches, ...extra]);
  const doubt = { dropped: [], doubtful: [], notCompared: 0 };
  return { classes, sets, images, sharing, nearSharing: [], conflicts: [], doubt };
}
