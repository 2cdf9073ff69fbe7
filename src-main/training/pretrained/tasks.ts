import type { StatedInput } from '../../../src-shared/domain/network-input.ts';
import type { Inspection } from '../../model-library/model-library.ts';
import type { ArchitectureName } from '../../networks/architectures.ts';

/** What is known of a pretrained network. */
export interface PretrainedFacts {
  /** `imported`: from an ONNX file. */
  readonly architecture: ArchitectureName | 'imported';
  /** Numbers that training changes, without the last layer's. */
  readonly parameters: number;
  readonly classes: number;
  /** Side of the pictures that it was trained on, pixels. */
  readonly imageSize: number;
  readonly bytes: number;
  readonly license: string | null;
  /** What becomes of it in training, for people. */
  readonly notes: readonly string[];
}

declare module '../../engine/tasks.ts' {
  interface Tasks {
    'training.inspect': {
      /** `folder`: or a single file; absolute. */
      input: { readonly folder: string; readonly stated?: StatedInput | undefined };
      output: Inspection<PretrainedFacts>;
      progress: never;
    };
  }
}
