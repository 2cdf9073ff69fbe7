import type { ClipModel } from '../../src-shared/domain/score.ts';
import type { Engine } from '../engine/engine.ts';
import { createModelLibrary, type LibraryModel, type ModelLibrary } from '../model-library/model-library.ts';
import type { ClipFacts } from './engine/tasks.ts';

export type ClipLibrary = ModelLibrary<ClipFacts>;

export interface ClipLibraryOptions {
  /** Reads folders; it should not be the one that trains, so that the list never waits. */
  readonly engine: Engine;
  /** Default: where the program's own model lies. */
  readonly bundledFolder?: string;
}

/** The CLIP folders that can score. */
export const createClipLibrary = ({ engine, ...options }: ClipLibraryOptions): ClipLibrary =>
  createModelLibrary<ClipFacts>({
    ...options,
    kind: 'clip',
    inspect: (folder) => engine.run('scoring.inspect', { folder }),
  });

/** A model as clients see it: no path. */
export function offeredClip({ card, inspection, ...model }: LibraryModel<ClipFacts>): ClipModel {
  const facts = inspection.kind === 'usable' ? inspection.facts : null;
  return {
    id: model.id,
    name: model.name,
    license: model.license,
    bundled: model.bundled,
    vocabulary: card.vocabulary,
    problem: inspection.kind === 'usable' ? null : problemWords(inspection.problem),
    imageSize: facts?.imageSize ?? 0,
    logitScale: facts?.logitScale ?? { value: 100, assumed: true },
    bytes: facts?.bytes ?? 0,
  };
}

const problemWords = ({ message, advice }: { message: string; advice?: string }): string =>
  advice ? `${message} ${advice}` : message;
