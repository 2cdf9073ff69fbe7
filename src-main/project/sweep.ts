export interface SweepReport {
  /** Files or folders that no row needs. */
  removed: number;
  bytes: number;
}

export interface MissingFile {
  imageId: number;
  path: string;
}
