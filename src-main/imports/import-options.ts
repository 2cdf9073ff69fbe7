import type { Engine } from '../engine/engine.ts';
import type { Project } from '../project/project.ts';

/** What the jobs that bring pictures in need. */
export interface ImportOptions {
  project: Project;
  /** The engine that decodes and draws pictures. */
  images: Engine;
  /** Told after each chunk, so that open views read again. */
  onImages: (setId: number) => void;
}
