/** The host's end of a worker process, whatever started it. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  /** Throws or is ignored when the process is gone; `onExit` tells. */
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Text that the process wrote to its standard output and error. */
  onOutput(listener: (text: string) => void): void;
  /** Called once. */
  onExit(listener: (exit: ProcessExit) => void): void;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
}

export interface ProcessExit {
  readonly code: number | null;
  /** Unix signal name, where the system tells. */
  readonly signal: string | null;
}

export interface LaunchOptions {
  /** Absolute path of the module to run. */
  readonly entry: string;
  /** Shown by the system's process list where it can be. */
  readonly name: string;
}

/** Starts worker processes: Node's `fork` here, Electron's `utilityProcess` in the window. */
export interface ProcessLauncher {
  launch(options: LaunchOptions): WorkerProcess;
}
