import type { TextToImageModel } from '../../src-shared/domain/generation.ts';
import type { Engine } from '../engine/engine.ts';
import type { ModelFacts } from '../diffusion/types.ts';
import { createModelLibrary, type LibraryModel, type ModelLibrary } from '../model-library/model-library.ts';

export type TextToImageLibrary = ModelLibrary<ModelFacts>;

/** The model folders that can generate, as the engine that will run them sees them. */
export const createTextToImageLibrary = (engine: Engine): TextToImageLibrary =>
  createModelLibrary<ModelFacts>({
    kind: 'text-to-image',
    inspect: (folder) => engine.run('generation.inspect', { folder, load: false }),
  });

/** Steps and guidance that most pipelines do well with (docs/methods.md 4); a model card may know better. */
const USUAL = { steps: 25, guidanceScale: 2, scheduler: 'dpm-solver++' } as const;

/** A model as clients see it: no path. */
export function offeredModel(model: LibraryModel<ModelFacts>): TextToImageModel {
  const { id, name, license, bundled, card, inspection } = model;
  const facts = inspection.kind === 'usable' ? inspection.facts : null;
  return {
    id,
    name,
    license,
    bundled,
    vocabulary: card.vocabulary,
    problem: inspection.kind === 'usable' ? null : problemWords(inspection.problem),
    defaultWidth: facts?.defaultWidth ?? 512,
    defaultHeight: facts?.defaultHeight ?? 512,
    sizeStep: facts?.sizeStep ?? 8,
    fixedSize: facts?.fixedSize ?? false,
    maxTokens: facts?.maxTokens ?? 0,
    bytes: facts?.bytes ?? 0,
    defaults: {
      steps: card.defaults.steps ?? USUAL.steps,
      guidanceScale: card.defaults.guidanceScale ?? USUAL.guidanceScale,
      scheduler: card.defaults.scheduler ?? facts?.scheduler ?? USUAL.scheduler,
    },
  };
}

const problemWords = ({ message, advice }: { message: string; advice?: string }): string =>
  advice ? `${message} ${advice}` : message;
