import type { Inspection } from '../../model-library/model-library.ts';
import type { ArchitectureName } from '../../models/architectures.ts';

/** What is known of a pretrained network. */
export interface PretrainedFacts {
  /** `imported`: from an ONNX file. */
  readonly architecture: ArchitectureName | 'imported';
  readonly classes: number;
  /** Side of the pictures that it was trained on, pixels. */
  readonly imageSize: number;
  readonly bytes: number;
  readonly license: string | null;
}

declare module '../../engine/tasks.ts' {
  interface Tasks {
    'training.inspect': {
      input: { readonly folder: string };
      output: Inspection<PretrainedFacts>;
      progress: never;
    };
  }
}
