export const SEEDS = [100, 101, 102, 103, 104] as const;
export const SHOTS = [10, 50] as const;
export const GAPS = [0, 0.25, 0.5, 0.75, 1] as const;
/** Synthetic images a class, the same for every source. */
export const SYNTHETIC = 100;

export const oracleName = (gap: number): string => `oracle ${gap}`;
export const RETRIEVAL = 'retrieval';
export const GENERATED = 'generated';

/** What stands in the synthetic set's place. */
export type Source = string;
export const sources: readonly Source[] = [GENERATED, oracleName(1), RETRIEVAL];

export interface Experiment {
  readonly name: string;
  readonly recipe: 'real-only' | 'synthetic-only' | 'mixed';
  readonly source: Source | null;
  readonly shots: number | null;
}

const mixed = (source: Source, shots: number): Experiment => ({
  name: `mixed, ${source}, ${shots} shots`,
  recipe: 'mixed',
  source,
  shots,
});

/** Every comparison shares the real subset, the initial weights and the order at a seed, so they pair across experiments. */
export const experiments: readonly Experiment[] = [
  ...SHOTS.map((shots): Experiment => {
    return { name: `real only, ${shots} shots`, recipe: 'real-only', source: null, shots };
  }),
  ...sources.map((source): Experiment => {
    return { name: `synthetic only, ${source}`, recipe: 'synthetic-only', source, shots: null };
  }),
  ...SHOTS.flatMap((shots) => sources.map((source) => mixed(source, shots))),
  ...GAPS.filter((gap) => gap !== 1).map((gap) => mixed(oracleName(gap), SHOTS[0])),
];
