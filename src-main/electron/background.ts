/** Between two jobs of the queue nothing runs for a moment. */
const IDLE_MS = 5_000;

/** Whether a person sent the window away so that jobs go on without it. A window that is only minimised is still wanted. */
export interface Background {
  readonly enter: () => void;
  readonly leave: () => void;
  /** Ends a program in the background, unless another job has begun after a moment. */
  readonly jobsEnded: () => void;
}

interface Program {
  readonly isBusy: () => boolean;
  readonly end: () => void;
  readonly after: (milliseconds: number, work: () => void) => void;
}

export function createBackground({ isBusy, end, after }: Program): Background {
  let isEntered = false;
  const endIfIdle = (): void => {
    if (isEntered && !isBusy()) end();
  };
  const jobsEnded = (): void => after(IDLE_MS, endIfIdle);
  return {
    enter() {
      isEntered = true;
      // The last job may have ended while the person was asked.
      if (!isBusy()) jobsEnded();
    },
    leave() {
      isEntered = false;
    },
    jobsEnded,
  };
}
