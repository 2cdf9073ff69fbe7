import { basename, join } from 'node:path';
import type { CreateProject, OpenProject } from '../../src-shared/api/inputs.ts';
import type { ProjectsService } from '../../src-shared/api/services.ts';
import type { ProjectInfo } from '../../src-shared/domain/project.ts';
import { UserError } from '../../src-shared/errors.ts';
import { safeNames } from '../export/safe-names.ts';
import type { SourceRegistry } from '../imports/source-registry.ts';
import { createProject, openProject } from '../project/open-project.ts';
import type { Project } from '../project/project.ts';
import { forgetProject, recentProjects, rememberProject } from '../project/recent.ts';
import type { Log } from '../log/log.ts';
import { projectsFolder } from '../projects-folder.ts';

export interface ProjectsOptions {
  sources: SourceRegistry;
  log: Log;
  current: () => Project | null;
  /** Closes what is open and puts this project in its place; closes this one too if that fails. */
  enter: (project: Project) => Promise<void>;
  leave: () => Promise<void>;
}

export function createProjectsService(options: ProjectsOptions): ProjectsService {
  const inTurn = oneAtATime();
  return {
    recent: recentProjects,
    current: async () => (await options.current()?.describe()) ?? null,
    create: (input) => inTurn(() => create(options, input)),
    open: (input) => inTurn(() => open(options, input)),
    close: () => inTurn(options.leave),
    forget: forgetProject,
  };
}

/** Two clients may ask at once; a project that is half open must not meet another. */
function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next;
    return next;
  };
}

async function create(
  options: ProjectsOptions,
  { name, parentSourceId }: CreateProject,
): Promise<ProjectInfo> {
  const parent = parentSourceId === undefined ? projectsFolder() : options.sources.resolve(parentSourceId);
  const [folder] = safeNames([name]);
  return enter(options, await createProject({ folder: join(parent, folder!), name, log: options.log }));
}

async function open(options: ProjectsOptions, input: OpenProject): Promise<ProjectInfo> {
  const location =
    'sourceId' in input ? options.sources.resolve(input.sourceId) : await recentLocation(input.recentId);
  const current = options.current();
  if (current?.folder === location) return current.describe();
  return enter(options, await openProject(location, { log: options.log }));
}

async function enter(options: ProjectsOptions, project: Project): Promise<ProjectInfo> {
  await options.enter(project);
  const info = await project.describe();
  await rememberProject(info);
  return info;
}

async function recentLocation(recentId: string): Promise<string> {
  const entry = (await recentProjects()).find((recent) => recent.id === recentId);
  if (!entry)
    throw new UserError('not-found', 'That project is no longer in the list.', 'Open its folder instead.');
  if (!entry.available) {
    throw new UserError(
      'not-found',
      `"${basename(entry.location)}" is not where it was.`,
      'Open its folder instead.',
    );
  }
  return entry.location;
}
