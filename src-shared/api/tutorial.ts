import type { Tutorial, TutorialSettings } from '../domain/tutorial.ts';

export interface TutorialService {
  /** Null when this project runs none. */
  current(): Promise<Tutorial | null>;
  /** Draws a data set into the project and takes it through the whole job, step after step. 'conflict' while one is working. */
  start(settings: TutorialSettings): Promise<Tutorial>;
  /** Goes on with the step that stopped. */
  retry(): Promise<void>;
  /** Forgets about it; what it made stays, and a job that runs goes on. */
  dismiss(): Promise<void>;
}
