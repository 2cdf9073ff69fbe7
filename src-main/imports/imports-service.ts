import type { StartImport } from '../../src-shared/api/inputs.ts';
import type { ImportPreview, ImportReport, ImportsService } from '../../src-shared/api/services.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { Project } from '../project/project.ts';
import type { NewImageSet } from '../project/queries/sets.ts';
import { adoptDrop, movedPath } from './adopt-drop.ts';
import { proposeMapping } from './class-mapping.ts';
import { importResultSchema, type ImportSettings, importSettingsSchema } from './import-settings.ts';
import { readLayout } from './layout.ts';
import { scanFolder } from './scan.ts';
import { withNewSets } from '../project/new-sets.ts';
import type { SourceRegistry } from './source-registry.ts';
import { assignSplits } from './splits.ts';

export interface ImportsOptions {
  project: Project;
  queue: JobQueue;
  sources: SourceRegistry;
  /** Told when classes or sets were made. */
  onChange: () => void;
}

export function createImportsService(options: ImportsOptions): ImportsService {
  return {
    preview: ({ sourceId }) => preview(options, sourceId),
    start: (input) => start(options, input),
    report: (jobId) => report(options, jobId),
  };
}

async function preview({ project, sources }: ImportsOptions, sourceId: string): Promise<ImportPreview> {
  const entry = await sources.children(sourceId);
  const scan = await scanFolder(sources.resolve(sourceId));
  const layout = readLayout(scan);
  const known = await project.database.call('classes.list');
  return {
    sourceId,
    name: entry.entry.name,
    layout: layout.kind,
    images: layout.files.length,
    ignoredFiles: scan.ignored,
    ...proposeMapping(layout, known),
  };
}

async function start(options: ImportsOptions, input: StartImport): Promise<{ jobId: number; setId: number }> {
  const { project, queue, sources, onChange } = options;
  const source = sources.resolve(input.sourceId);
  if (input.storage === 'referenced' && sources.kindOf(input.sourceId) === 'drop') {
    throw new UserError(
      'bad-input',
      'Dropped pictures cannot stay where they are.',
      'Import them as copies, or choose their folder instead.',
    );
  }
  const mapped = input.mapping.flatMap(({ folder, className }) =>
    className === null ? [] : [{ folder, className }],
  );
  await refuseWhatCannotWork(source, mapped, input);
  const existing = await setToFill(project, input);
  const root = await lastingRoot(options, input.sourceId);
  const names = { classNames: mapped.map((entry) => entry.className), sets: existing ? [] : [newSet(input)] };
  const started = await withNewSets(project.database, names, async ({ classIds, setIds }) => {
    const setId = existing?.setId ?? setIds[0]!;
    const setName = existing?.setName ?? input.setName;
    const settings: ImportSettings = {
      root,
      setId,
      setName,
      role: input.role,
      storage: input.storage,
      classes: mapped.map((entry, i) => ({ ...entry, classId: classIds[i]! })),
      splits: input.splits,
    };
    const checked = importSettingsSchema.parse(settings);
    return { jobId: await queue.enqueue('import', `Import ${setName}`, checked), setId };
  });
  onChange();
  return started;
}

/** The folder to import from: a drop that lies elsewhere is taken into the project first. */
async function lastingRoot({ project, sources }: ImportsOptions, sourceId: string): Promise<string> {
  const root = sources.resolve(sourceId);
  const move = sources.kindOf(sourceId) === 'drop' ? await adoptDrop(project, root) : null;
  if (!move) return root;
  if (!move.isCopy) sources.relocate(move);
  return movedPath(root, move) ?? root;
}

/** Whatever would fail every file, or the planning, is said before a set is made. */
async function refuseWhatCannotWork(
  root: string,
  mapped: readonly { folder: string; className: string }[],
  input: StartImport,
): Promise<void> {
  const layout = readLayout(await scanFolder(root));
  const classOf = new Map(mapped.map((entry) => [entry.folder, entry.className]));
  const files = layout.files.filter((file) => classOf.has(file.folder));
  if (files.length === 0) {
    throw new UserError(
      'bad-input',
      'There is no picture to import.',
      'Choose a folder with one folder of pictures for each class.',
    );
  }
  if (input.role !== 'real') return;
  assignSplits(
    files.map((file) => ({ path: file.path, className: classOf.get(file.folder)!, split: file.split })),
    input.splits,
  );
}

const newSet = (input: StartImport): NewImageSet => ({
  role: input.role,
  name: input.setName,
  origin: { kind: 'imported', label: input.setName },
  styleCoverage: input.role === 'ood' ? input.styleCoverage : 'unknown',
});

/** The set that was asked for; null where a new one is. */
async function setToFill(
  project: Project,
  input: StartImport,
): Promise<{ setId: number; setName: string } | null> {
  if (input.intoSetId === undefined) return null;
  const set = await project.database.call('sets.get', input.intoSetId);
  if (!set) throw new UserError('not-found', 'That image set is no longer in the project.');
  if (set.role !== input.role) {
    throw new UserError(
      'bad-input',
      `"${set.name}" is a ${set.role} set.`,
      `Choose a ${input.role} set, or make a new one.`,
    );
  }
  return { setId: set.id, setName: set.name };
}

async function report({ project }: ImportsOptions, jobId: number): Promise<ImportReport> {
  const settings = importSettingsSchema.parse((await project.database.call('jobs.plan', jobId)).settings);
  const [counts, results, failures] = await Promise.all([
    project.database.call('jobs.countResults', jobId),
    project.database.call('jobs.itemResults', { jobId }),
    project.database.call('jobs.failures', jobId),
  ]);
  const duplicates: ImportReport['duplicates'] = [];
  let toldHow = 0;
  for (const { label, result } of results) {
    const parsed = importResultSchema.parse(result);
    if (parsed.kind === 'duplicate')
      duplicates.push({ sourceName: label, sameAs: parsed.sameAs, where: parsed.where });
    if (parsed.kind === 'imported') {
      if (parsed.toldHow) toldHow++;
      for (const where of parsed.alsoIn) duplicates.push({ sourceName: label, sameAs: label, where });
    }
  }
  return {
    jobId,
    setId: settings.setId,
    imported: counts['imported'] ?? 0,
    toldHow,
    duplicates,
    rejected: failures.map((failure) => ({ sourceName: failure.label, reason: failure.error.message })),
  };
}
