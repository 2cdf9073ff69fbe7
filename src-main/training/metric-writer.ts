import type { HostEvent } from '../../src-shared/api/services.ts';
import type { MetricPoint, Run } from '../../src-shared/domain/run.ts';
import type { DatabaseCall, Database } from '../project/database.ts';
import type { LoweringPlan } from '../graph/lowering/plan.ts';

const FLUSH_INTERVAL_MS = 2000;
const FLUSH_POINTS = 50;

/**
 * Shows the points of a run's curves at once and writes them to the database in chunks, in order with all else that a run tells. What the
 * database refuses, on a full disk say, is written together with what comes next. What a kill loses of the points is trained again: they
 * are never ahead of the checkpoint for good.
 */
export class MetricWriter {
  readonly #database: Database;
  readonly #runId: number;
  readonly #emit: (event: HostEvent) => void;
  #best: number | null;
  #waiting: MetricPoint[] = [];
  #lastFlush = performance.now();
  /** In order. What the database refuses stays at the front. */
  readonly #unwritten: DatabaseCall[] = [];
  #writing: Promise<void> = Promise.resolve();
  #failure: unknown;

  constructor(
    database: Database,
    run: Pick<Run, 'id' | 'bestValAccuracy'>,
    emit: (event: HostEvent) => void,
  ) {
    this.#database = database;
    this.#runId = run.id;
    this.#best = run.bestValAccuracy;
    this.#emit = emit;
  }

  add(point: MetricPoint): void {
    this.#emit({ type: 'metric', runId: this.#runId, point });
    this.#waiting.push(point);
    if (point.valAccuracy !== null) this.#best = Math.max(point.valAccuracy, this.#best ?? 0);
    const due = performance.now() - this.#lastFlush >= FLUSH_INTERVAL_MS;
    if (due || this.#waiting.length >= FLUSH_POINTS) this.#flush();
  }

  /** Forgets what was logged after this step: the run takes those steps again. */
  rewind(step: number): void {
    this.#waiting = [];
    this.#write([{ name: 'runs.rewind', input: { runId: this.#runId, step } }]);
  }

  checkpoint(step: number, plan: LoweringPlan): void {
    this.#flush();
    this.#write([
      { name: 'runs.setResumePoint', input: { runId: this.#runId, step, plan, checkpoint: { step } } },
    ]);
  }

  /** What a person should know; `step` is where the run begins or goes on. What was said of an earlier beginning no longer holds. */
  started(step: number, notes: readonly string[]): void {
    if (step > 0) this.note(notes);
    else this.#write([{ name: 'runs.update', input: { runId: this.#runId, changes: { notes } } }]);
  }

  note(notes: readonly string[]): void {
    this.#write([{ name: 'runs.addNotes', input: { runId: this.#runId, notes } }]);
  }

  /** Resolves when everything is in the database; rejects with the database's error where it refuses to the last. */
  async finish(): Promise<void> {
    this.#flush();
    this.#write([]);
    await this.#writing;
    if (this.#unwritten.length > 0) throw this.#failure;
  }

  #flush(): void {
    const points = this.#waiting;
    this.#waiting = [];
    this.#lastFlush = performance.now();
    const last = points.at(-1);
    if (!last) return;
    const runId = this.#runId;
    const { step, imagesPerSecond } = last;
    const changes = { step, imagesPerSecond, bestValAccuracy: this.#best };
    this.#write([
      { name: 'runs.appendMetrics', input: { runId, points } },
      { name: 'runs.update', input: { runId, changes } },
    ]);
  }

  #write(calls: readonly DatabaseCall[]): void {
    this.#unwritten.push(...calls);
    this.#writing = this.#writing.then(() => this.#send());
  }

  async #send(): Promise<void> {
    const calls = [...this.#unwritten];
    if (calls.length === 0) return;
    try {
      await this.#database.transaction(calls);
      this.#unwritten.splice(0, calls.length);
    } catch (error) {
      this.#failure = error;
    }
  }
}
