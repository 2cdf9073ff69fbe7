import type { Split } from './image-set.ts';

/** What an image is for in a request to train. */
export type ImagePart = Split | 'synthetic' | 'ood';

/** Two images on two sides of a border that nothing should cross, and how alike they look. */
export interface NearPair {
  firstId: number;
  firstName: string;
  firstPart: ImagePart;
  secondId: number;
  secondName: string;
  secondPart: ImagePart;
  /** Cosine of their CLIP embeddings. */
  similarity: number;
}

/** What stands against a request, or should be known of it, before anything runs. */
export interface TrainingCheck {
  /** Each keeps the request from starting: too few images, one class only, train/test sharing. */
  errors: string[];
  /** What a person should know before believing the figures. */
  warnings: string[];
  /** Training images of each class, real ones after the few-shot limit, without those that are dropped. */
  classByDomain: { className: string; real: number; synthetic: number }[];
  nearDuplicates: {
    /** Of each pair of parts the 100 most alike. */
    pairs: NearPair[];
    /** Training images that are left out for it. */
    dropped: { real: number; synthetic: number };
    /** Test and OOD images that look almost like one that is trained or chosen on: accuracies are reported without them too. */
    doubtful: number;
    /** Images that no scoring has compared with others. */
    notCompared: number;
  };
}
