import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { type ErrorReport, errorFromReport, UserError } from '../../src-shared/errors.ts';
import { addedFolders, forgetFolder, idOfFolder, rememberFolder } from './added-folders.ts';
import { folderStamp } from './folder-stamp.ts';
import { type ModelCard, readModelCard } from './model-card.ts';
import { starterFolder } from './starter-folder.ts';

export type ModelKind = 'text-to-image' | 'clip' | 'backbone';

/** What every kind of model knows of a folder. */
interface CommonFacts {
  /** Of the model's files together. */
  readonly bytes: number;
  /** From the folder's own files; null where they say nothing. */
  readonly license: string | null;
}

/** What an area says of a folder: what the model can do, or what is wrong with it. */
export type Inspection<Facts extends CommonFacts> =
  | { readonly kind: 'usable'; readonly facts: Facts; readonly modelHash: string }
  | { readonly kind: 'unusable'; readonly problem: ErrorReport };

export interface LibraryModel<Facts extends CommonFacts> {
  readonly id: string;
  /** Absolute path. */
  readonly folder: string;
  readonly name: string;
  readonly license: string;
  readonly bundled: boolean;
  readonly card: ModelCard;
  readonly inspection: Inspection<Facts>;
}

/** A model that can be used now. */
export type UsableModel<Facts extends CommonFacts> = LibraryModel<Facts> & {
  readonly inspection: Extract<Inspection<Facts>, { kind: 'usable' }>;
};

export interface ModelLibrary<Facts extends CommonFacts> {
  /** The bundled model first, then those that were added, in order. */
  listModels(): Promise<LibraryModel<Facts>[]>;
  /** UserError 'not-found' for an unknown id; the folder's own problem when it cannot be used. */
  usableModel(id: string): Promise<UsableModel<Facts>>;
  /** Registers a folder; its id. UserError that says what is wrong with the folder. */
  addModel(folder: string): Promise<string>;
  /** Takes an added model off the list; its files stay. */
  forgetModel(id: string): Promise<void>;
}

export interface ModelLibraryOptions<Facts extends CommonFacts> {
  readonly kind: ModelKind;
  readonly inspect: (folder: string) => Promise<Inspection<Facts>>;
  /** Default: where the program's own models lie. */
  readonly bundledFolder?: string;
}

const BUNDLED_ID = 'starter';

/** All model folders of one kind. */
export function createModelLibrary<Facts extends CommonFacts>(
  options: ModelLibraryOptions<Facts>,
): ModelLibrary<Facts> {
  const { kind, bundledFolder = starterFolder(options.kind) } = options;
  const inspections = rememberInspections(options.inspect);

  async function describe(folder: string, bundled: boolean): Promise<LibraryModel<Facts>> {
    const [card, inspection] = await Promise.all([readModelCard(folder), inspections(folder)]);
    const stated = inspection.kind === 'usable' ? inspection.facts.license : null;
    return {
      id: bundled ? BUNDLED_ID : idOfFolder(folder),
      folder,
      name: card.name ?? basename(folder),
      license: card.license ?? stated ?? 'Licence not stated',
      bundled,
      card,
      inspection,
    };
  }

  async function listModels(): Promise<LibraryModel<Facts>[]> {
    const bundled = existsSync(bundledFolder) ? [describe(bundledFolder, true)] : [];
    const added = (await addedFolders(kind)).map((folder) => describe(folder, false));
    return Promise.all([...bundled, ...added]);
  }

  return {
    listModels,
    usableModel: async (id) => {
      const model = (await listModels()).find((candidate) => candidate.id === id);
      if (!model) throw unknownModel(id);
      if (model.inspection.kind === 'unusable') throw errorFromReport(model.inspection.problem);
      return { ...model, inspection: model.inspection };
    },
    addModel: async (folder) => {
      if (folder === bundledFolder) return BUNDLED_ID;
      const inspection = await inspections(folder);
      if (inspection.kind === 'unusable') throw errorFromReport(inspection.problem);
      await rememberFolder(kind, folder);
      return idOfFolder(folder);
    },
    forgetModel: (id) => forgetFolder(kind, id),
  };
}

/** Reading and hashing gigabytes once is enough, as long as no file changes. */
function rememberInspections<Facts extends CommonFacts>(
  inspect: (folder: string) => Promise<Inspection<Facts>>,
): (folder: string) => Promise<Inspection<Facts>> {
  const known = new Map<string, { stamp: string; inspection: Promise<Inspection<Facts>> }>();
  return async (folder) => {
    const stamp = await folderStamp(folder);
    if (stamp === null) return { kind: 'unusable', problem: goneFolder(folder) };
    const earlier = known.get(folder);
    if (earlier?.stamp === stamp) return earlier.inspection;
    const inspection = inspect(folder);
    known.set(folder, { stamp, inspection });
    inspection.catch(() => known.delete(folder));
    return inspection;
  };
}

const goneFolder = (folder: string): ErrorReport => ({
  code: 'not-found',
  message: `The folder "${basename(folder)}" of this model is not there any more.`,
  advice: 'Put it back, or take the model off the list.',
});

const unknownModel = (id: string): UserError =>
  new UserError('not-found', `There is no model "${id}".`, 'Choose one of the models that are listed.');
