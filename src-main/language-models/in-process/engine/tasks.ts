/** What the engine's tasks with language models take and give. Structured-cloneable; paths are absolute. No code here: import it from anywhere. */
import type { Inspection } from '../../../model-library/model-library.ts';
import type { ChatMessage } from '../../language-model.ts';

export interface LanguageModelFacts {
  /** Of all files of the folder that count for its hash. */
  readonly bytes: number;
  /** From the head of its model card; null where it says nothing. */
  readonly license: string | null;
  /** As its configuration calls it: "llama", "qwen2". */
  readonly architecture: string;
}

export interface GenerateTextInput {
  readonly folder: string;
  readonly messages: readonly ChatMessage[];
  readonly maxTokens: number;
  /** 0: always the likeliest token. */
  readonly temperature: number;
  readonly seed: number;
  /** Ends as soon as the text holds a whole JSON object or array. */
  readonly untilJson: boolean;
}

/** The messages alone take more tokens than the model reads. */
export interface TooLongToRead {
  readonly kind: 'too-long';
  /** Tokens that it reads with its answer. */
  readonly longest: number;
}

export interface GeneratedText {
  readonly kind: 'made';
  readonly text: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
}

declare module '../../../engine/tasks.ts' {
  interface Tasks {
    /** What is wrong with a folder, or what it holds; loads no model. */
    'language.inspect': {
      input: { readonly folder: string };
      output: Inspection<LanguageModelFacts>;
      progress: never;
    };
    /** The model stays loaded for the next call with the same folder. Progress: tokens made. */
    'language.generate': {
      input: GenerateTextInput;
      output: GeneratedText | TooLongToRead;
      progress: number;
    };
  }
}
