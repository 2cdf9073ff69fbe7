import { hostPort } from './engine/process/host-port.ts';
import { startWatchdog } from './engine/process/watchdog.ts';
import { serveTasks } from './engine/serve-tasks.ts';
import type { TaskImplementation, TaskName } from './engine/tasks.ts';

/**
 * The entry of a worker process. Every task that `tasks.ts` declares is registered here, once, by a dynamic import of the module that
 * does it; a declared task that is missing here does not compile.
 */
const tasks: { [K in TaskName]: () => Promise<TaskImplementation<K>> } = {
  ping: () => Promise.resolve((input) => Promise.resolve({ echo: input.echo, pid: process.pid })),
  'generation.generate': async () => (await import('./diffusion/tasks/generate.ts')).generatePictures,
  'generation.inspect': async () => (await import('./diffusion/tasks/inspect.ts')).inspectModel,
  'generation.preview': async () => (await import('./diffusion/tasks/preview.ts')).previewPicture,
  'generation.tokens': async () => (await import('./diffusion/tasks/inspect.ts')).countTokens,
  'images.ingest': async () => (await import('./imports/ingest-task.ts')).ingestImages,
  'language.generate': async () =>
    (await import('./language-models/in-process/engine/generate-text.ts')).generateText,
  'language.inspect': async () =>
    (await import('./language-models/in-process/engine/inspect-language-model.ts')).inspectLanguageModel,
  'system.providers': async () => (await import('./workbench/providers-task.ts')).listProviders,
  'scoring.classes': async () => (await import('./scoring/engine/embed-classes.ts')).embedClasses,
  'scoring.diversity': async () => (await import('./scoring/engine/measure-diversity.ts')).measureDiversity,
  'scoring.duplicates': async () => (await import('./scoring/engine/find-duplicates.ts')).findDuplicates,
  'scoring.images': async () => (await import('./scoring/engine/score-images.ts')).scoreImages,
  'scoring.inspect': async () => (await import('./scoring/engine/inspect-clip.ts')).inspectClip,
  'scoring.texts': async () => (await import('./scoring/engine/embed-texts.ts')).embedTexts,
  'training.evaluate': async () => (await import('./training/evaluate/evaluate-run.ts')).evaluateRun,
  'training.inspect': async () => (await import('./training/pretrained/inspect.ts')).inspectPretrained,
  'training.run': async () => (await import('./training/run/run-training.ts')).runTraining,
  'world.draw': async () => (await import('./imports/draw-task.ts')).drawPictures,
};

// Ctrl+C and a closed terminal reach the whole group of processes; the host decides what they mean.
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
startWatchdog();
serveTasks(hostPort(), tasks, () => process.exit(0));
