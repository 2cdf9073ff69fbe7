export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Small facts beside a message. No names of image files: those belong to the user. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

export interface Log {
  readonly debug: (message: string, facts?: LogFacts) => void;
  readonly info: (message: string, facts?: LogFacts) => void;
  readonly warn: (message: string, facts?: LogFacts) => void;
  readonly error: (message: string, facts?: LogFacts) => void;
  /** The same log, with an area name before each message. */
  readonly area: (name: string) => Log;
}

export type LogSink = (level: LogLevel, area: string, message: string, facts: LogFacts) => void;

/** A log that passes every entry to `sink`. */
export function createLog(sink: LogSink, area = 'host'): Log {
  const write =
    (level: LogLevel) =>
    (message: string, facts: LogFacts = {}) =>
      sink(level, area, message, facts);
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    area: (name) => createLog(sink, name),
  };
}

/** For tests and for commands that should leave no trace. */
export const silentLog: Log = createLog(() => undefined);
