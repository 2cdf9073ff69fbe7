import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { StatedInput } from '../../src-shared/domain/network-input.ts';
import { type ErrorReport, errorFromReport, UserError } from '../../src-shared/errors.ts';
import { addedFolders, forgetFolder, idOfFolder, rememberFolder } from './added-folders.ts';
import { folderStamp } from './folder-stamp.ts';
import { type ModelCard, readModelCard } from './model-card.ts';
import { starterFolder } from './starter-folder.ts';
import { unusableBecause } from './unusable-because.ts';

export type ModelKind = 'text-to-image' | 'clip' | 'backbone' | 'language-model';

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
  /** Absolute path; of a single file, where the kind takes one. */
  readonly folder: string;
  /** What a person said of it that its files do not. */
  readonly stated: StatedInput | undefined;
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
  /** The bundled model first, then those that were added, in order; also those that cannot be used, with the reason. */
  listModels(): Promise<LibraryModel<Facts>[]>;
  /** Looks at this model only. UserError 'not-found' for an unknown id; the folder's own problem when it cannot be used. */
  usableModel(id: string): Promise<UsableModel<Facts>>;
  /** Registers a folder, or again with other statements; its id. UserError that says what is wrong with the folder. */
  addModel(folder: string, stated?: StatedInput): Promise<string>;
  /** Takes an added model off the list; its files stay. */
  forgetModel(id: string): Promise<void>;
}

type Inspect<Facts extends CommonFacts> = (
  folder: string,
  stated?: StatedInput,
) => Promise<Inspection<Facts>>;

export interface ModelLibraryOptions<Facts extends CommonFacts> {
  readonly kind: ModelKind;
  readonly inspect: Inspect<Facts>;
  /** Default: where the program's own models lie. */
  readonly bundledFolder?: string;
}

const BUNDLED_ID = 'starter';

type Place = Pick<LibraryModel<never>, 'id' | 'folder' | 'stated' | 'bundled'>;

/** All model folders of one kind. */
export function createModelLibrary<Facts extends CommonFacts>(
  options: ModelLibraryOptions<Facts>,
): ModelLibrary<Facts> {
  const { kind, bundledFolder = starterFolder(options.kind) } = options;
  const inspections = rememberInspections(options.inspect);

  async function describe(place: Place): Promise<LibraryModel<Facts>> {
    const { folder, stated } = place;
    const [card, inspection] = await Promise.all([
      readModelCard(folder),
      inspections(folder, stated).catch(unusableBecause),
    ]);
    const license = inspection.kind === 'usable' ? inspection.facts.license : null;
    return {
      ...place,
      name: card.name ?? basename(folder),
      license: card.license ?? license ?? 'Licence not stated',
      card,
      inspection,
    };
  }

  /** Where the models lie, in the order in which they are listed. */
  async function places(): Promise<Place[]> {
    const bundled = existsSync(bundledFolder)
      ? [{ id: BUNDLED_ID, folder: bundledFolder, stated: undefined, bundled: true }]
      : [];
    const added = (await addedFolders(kind)).map(({ folder, stated }) => ({
      id: idOfFolder(folder),
      folder,
      stated,
      bundled: false,
    }));
    return [...bundled, ...added];
  }

  return {
    listModels: async () => Promise.all((await places()).map(describe)),
    usableModel: async (id) => {
      const place = (await places()).find((candidate) => candidate.id === id);
      if (!place) throw unknownModel(id);
      const model = await describe(place);
      if (model.inspection.kind === 'unusable') throw errorFromReport(model.inspection.problem);
      return { ...model, inspection: model.inspection };
    },
    addModel: async (folder, stated) => {
      if (folder === bundledFolder) return BUNDLED_ID;
      const inspection = await inspections(folder, stated);
      if (inspection.kind === 'unusable') throw errorFromReport(inspection.problem);
      await rememberFolder(kind, folder, stated);
      return idOfFolder(folder);
    },
    forgetModel: (id) => forgetFolder(kind, id),
  };
}

/** Reading and hashing gigabytes once is enough, as long as no file changes. */
function rememberInspections<Facts extends CommonFacts>(inspect: Inspect<Facts>): Inspect<Facts> {
  const known = new Map<string, { stamp: string; inspection: Promise<Inspection<Facts>> }>();
  return async (folder, stated) => {
    const files = await folderStamp(folder);
    if (files === null) return { kind: 'unusable', problem: goneFolder(folder) };
    const stamp = `${files} ${JSON.stringify(stated ?? {})}`;
    const earlier = known.get(folder);
    if (earlier?.stamp === stamp) return earlier.inspection;
    const inspection = inspect(folder, stated);
    known.set(folder, { stamp, inspection });
    inspection.catch(() => known.delete(folder));
    return inspection;
  };
}

const goneFolder = (folder: string): ErrorReport => ({
  code: 'not-found',
  message: `The folder or file "${basename(folder)}" of this model is not there any more.`,
  advice: 'Put it back, or take the model off the list.',
});

const unknownModel = (id: string): UserError =>
  new UserError('not-found', `There is no model "${id}".`, 'Choose one of the models that are listed.');
