/** How much of everything a report looks at. */
export interface ReportSettings {
  readonly judge: {
    /** Pictures of each object that the judge learns from, spread over the looks of the real sets. */
    readonly picturesPerObject: number;
    readonly freshPerObject: number;
    readonly batch: number;
    readonly steps: number;
  };
  /** Generated images of each object without a sense, and of each sense of an ambiguous name. */
  readonly imagesPerObject: number;
  readonly imagesPerSense: number;
  /** Generated images of each ambiguous name alone. */
  readonly imagesPerName: number;
  /** Images in one run of the generator; changes speed only. */
  readonly batch: number;
  /** Real pictures of each class of each data set. */
  readonly testPerClass: number;
  /** Real pictures of each class that the linear probe learns from. */
  readonly probePerClass: number;
  /** Of the real sets: that of the study in the documentation. */
  readonly seed: number;
}

/** About fourteen minutes on two cores. */
export const usualSettings: ReportSettings = {
  judge: { picturesPerObject: 500, freshPerObject: 24, batch: 128, steps: 900 },
  imagesPerObject: 20,
  imagesPerSense: 30,
  imagesPerName: 100,
  batch: 20,
  testPerClass: 100,
  probePerClass: 50,
  seed: 100,
};
