import type { ErrorReport } from '../errors.ts';
import type { ImageClass } from '../domain/image-class.ts';
import type {
  ImageDetail,
  ImageFilter,
  ImageIndex,
  ImageSet,
  PreviousVerdict,
  Role,
  Split,
  StyleCoverage,
  Verdict,
} from '../domain/image-set.ts';
import type { Job, JobItemFailure } from '../domain/job.ts';
import type { ProjectInfo, ProviderReport, RecentProject, SourceEntry } from '../domain/project.ts';
import type { MetricPoint, Run, RunSummary } from '../domain/run.ts';
import type { StatedInput } from '../domain/network-input.ts';
import type { PretrainedNetwork, TrainRequest } from '../domain/training.ts';
import type { TrainingCheck } from '../domain/training-check.ts';
import type { EvaluationService } from './evaluation.ts';
import type { DiversificationService } from './diversification.ts';
import type { GenerationService } from './generation.ts';
import type { LanguageModelsService } from './language-models.ts';
import type { PromptRecipesService } from './prompt-recipes.ts';
import type { PromptsService } from './prompts.ts';
import type { ScoringService } from './scoring.ts';
import type { SensesService } from './senses.ts';
import type { TutorialService } from './tutorial.ts';
import type { CreateProject, OpenProject, StartDraw, StartExport, StartImport } from './inputs.ts';

/**
 * What the host can do, as interfaces: `src-main` implements them, `src-main/api` validates and exposes them, the renderer and the
 * terminal call them. Every method may throw a UserError.
 */

export interface ProjectsService {
  recent(): Promise<RecentProject[]>;
  current(): Promise<ProjectInfo | null>;
  create(input: CreateProject): Promise<ProjectInfo>;
  open(input: OpenProject): Promise<ProjectInfo>;
  close(): Promise<void>;
  forget(recentId: string): Promise<void>;
}

/** What a source would become if it were imported. */
export interface ImportPreview {
  sourceId: string;
  name: string;
  /** `class-folders`: one folder a class; `split-folders`: train/val/test above them; `flat`: no class folders. */
  layout: 'class-folders' | 'split-folders' | 'flat' | 'empty';
  folders: {
    folder: string;
    proposedClass: string;
    matchesClassId: number | null;
    images: number;
    splits: Partial<Record<Split, number>>;
  }[];
  images: number;
  ignoredFiles: number;
  /** Things a person should know before going on, e.g. an empty class folder or a name that cannot be a class. */
  warnings: string[];
}

/** What happened to the files of one finished import. */
export interface ImportReport {
  jobId: number;
  setId: number;
  imported: number;
  /** Of a synthetic set: images whose file said how they were made. */
  toldHow: number;
  duplicates: { sourceName: string; sameAs: string; where: string }[];
  rejected: { sourceName: string; reason: string }[];
}

export interface SourcesService {
  /** Entry points for browsing on the host's machine: home, projects folder, drives. */
  roots(): Promise<SourceEntry[]>;
  /** `files`: those in it that may hold a trained network. */
  children(sourceId: string): Promise<{
    entry: SourceEntry;
    parentId: string | null;
    children: SourceEntry[];
    files: SourceEntry[];
    images: number;
  }>;
  /** Opens the system's folder dialog where there is one (Electron); null when cancelled or unavailable. */
  pick(): Promise<SourceEntry | null>;
  canPick(): Promise<boolean>;
}

export interface ImportsService {
  preview(input: { sourceId: string; role: Role }): Promise<ImportPreview>;
  start(input: StartImport): Promise<{ jobId: number; setId: number }>;
  report(jobId: number): Promise<ImportReport>;
}

export interface DrawnDataSetInfo {
  id: string;
  name: string;
  description: string;
  classes: string[];
  oodSets: { name: string; styles: string[]; heldOut: boolean }[];
}

export interface WorldService {
  dataSets(): Promise<DrawnDataSetInfo[]>;
  startDraw(input: StartDraw): Promise<{ jobId: number }>;
}

export interface ClassesService {
  list(): Promise<ImageClass[]>;
  add(input: { name: string }): Promise<ImageClass>;
  rename(input: { classId: number; name: string }): Promise<void>;
  reorder(input: { classIds: number[] }): Promise<void>;
  /** Refused while images belong to it. */
  remove(classId: number): Promise<void>;
}

export interface ImagesService {
  sets(): Promise<ImageSet[]>;
  removeSet(setId: number): Promise<void>;
  /** Of an imported OOD set; that of a drawn one follows from the project. */
  setStyleCoverage(input: { setId: number; styleCoverage: StyleCoverage }): Promise<void>;
  index(filter: ImageFilter): Promise<ImageIndex>;
  details(ids: number[]): Promise<ImageDetail[]>;
  setVerdicts(input: { imageIds: number[]; verdict: Verdict }): Promise<{ previous: PreviousVerdict[] }>;
  /** Puts earlier verdicts back, as returned by `setVerdicts`; the undo of the review grid. */
  restoreVerdicts(input: { previous: PreviousVerdict[] }): Promise<void>;
  setClass(input: {
    imageIds: number[];
    classId: number;
  }): Promise<{ previous: { id: number; classId: number }[] }>;
}

export interface JobsService {
  list(): Promise<Job[]>;
  get(id: number): Promise<Job>;
  failures(id: number): Promise<JobItemFailure[]>;
  pause(id: number): Promise<void>;
  resume(id: number): Promise<void>;
  cancel(id: number): Promise<void>;
  /** Puts failed items back into the queue. */
  retryFailed(id: number): Promise<void>;
  move(input: { jobId: number; before: number | null }): Promise<void>;
  update(input: { jobId: number; resumeAutomatically: boolean }): Promise<void>;
  clearFinished(): Promise<void>;
}

export interface TrainingService {
  /** Networks that training can start from. They need no project. */
  pretrained(): Promise<PretrainedNetwork[]>;
  /**
   * Registers a folder or a single `.onnx` or `.safetensors` file; adding it again replaces what was stated of it. UserError that says why it
   * cannot be trained, or asks for what must be stated.
   */
  addPretrained(input: { sourceId: string; stated?: StatedInput | undefined }): Promise<{ modelId: string }>;
  /** Its files stay. */
  forgetPretrained(input: { modelId: string }): Promise<void>;
  /** Problems that would make the comparison worthless (too few images, one class only, train/test sharing), before anything runs. */
  check(request: TrainRequest): Promise<TrainingCheck>;
  start(request: TrainRequest): Promise<{ jobId: number; runIds: number[] }>;
}

export interface RunsService {
  list(): Promise<Run[]>;
  get(id: number): Promise<Run>;
  summaries(): Promise<RunSummary[]>;
  metrics(input: { runId: number; afterStep: number }): Promise<MetricPoint[]>;
  /** The images of one evaluation that have this true and predicted class. */
  confusionImages(input: {
    runId: number;
    evaluation: string;
    trueClass: number;
    predictedClass: number;
  }): Promise<number[]>;
  remove(id: number): Promise<void>;
}

export interface ExportsService {
  start(input: StartExport): Promise<{ jobId: number }>;
  /** Result of a finished export: where it lies (for display) and an id under which the browser can download it; null for a folder. */
  result(jobId: number): Promise<{ location: string; downloadId: string | null; fileName: string }>;
}

export interface SystemService {
  info(): Promise<{
    version: string;
    entry: 'electron' | 'serve' | 'cli';
    /** What computes unless a job asks for another. */
    provider: string;
    threads: number;
    platform: string;
  }>;
  doctor(): Promise<{ checks: ProviderReport[] }>;
  /** Versions, platform, providers and the end of the log, without file names of images; for a bug report. */
  diagnostics(): Promise<string>;
}

/** The worker processes of a host, by what they are for. */
export type EngineRole = 'compute' | 'images' | 'language';
/** `stopped` without an error is the usual end: the next task starts another process. */
export type EngineState = 'starting' | 'ready' | 'stopped';

/** Pushed to every client; says what to read again. Job and metric events carry their data, as they are frequent. */
export type HostEvent =
  | { type: 'project' }
  | { type: 'classes' }
  | { type: 'images'; setId: number | null }
  | { type: 'verdicts'; imageIds: number[]; verdict: Verdict | null }
  | { type: 'job'; job: Job }
  | { type: 'jobs' }
  | { type: 'runs' }
  | { type: 'prompts' }
  | { type: 'scores' }
  | { type: 'models' }
  | { type: 'language-models' }
  | { type: 'tutorial' }
  /**
   * Images in the making: `step` of `steps` denoising steps are done. `/preview/<previewId>` is the newest look at the first of them, null
   * before there is one. A preview that a person asked for has job 0.
   */
  | {
      type: 'preview';
      jobId: number;
      previewId: string | null;
      step: number;
      steps: number;
      prompt: string;
    }
  | { type: 'metric'; runId: number; point: MetricPoint }
  | {
      type: 'engine';
      role: EngineRole;
      state: EngineState;
      /** Why it stopped without being asked to. */
      error: ErrorReport | null;
    };

export interface EventsService {
  subscribe(listener: (event: HostEvent) => void): () => void;
}

export interface Workbench {
  projects: ProjectsService;
  sources: SourcesService;
  imports: ImportsService;
  world: WorldService;
  classes: ClassesService;
  prompts: PromptsService;
  promptRecipes: PromptRecipesService;
  diversification: DiversificationService;
  senses: SensesService;
  images: ImagesService;
  jobs: JobsService;
  languageModels: LanguageModelsService;
  generation: GenerationService;
  scoring: ScoringService;
  training: TrainingService;
  evaluation: EvaluationService;
  runs: RunsService;
  exports: ExportsService;
  system: SystemService;
  tutorial: TutorialService;
  events: EventsService;
}
