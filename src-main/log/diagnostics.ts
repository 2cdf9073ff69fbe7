import { arch, cpus, freemem, release, totalmem, type } from 'node:os';
import type { ProviderReport } from '../../src-shared/domain/project.ts';
import { redact } from './redact.ts';

export interface DiagnosticsInput {
  readonly version: string;
  readonly entry: string;
  readonly providers: readonly ProviderReport[];
  /** End of the log, oldest line first. */
  readonly logLines: readonly string[];
}

const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;

/** A text for a bug report: versions, machine, providers and the end of the log, without names of image files. */
export function diagnosticsText(input: DiagnosticsInput): string {
  const processors = cpus();
  const lines = [
    `Variegate ${input.version} (${input.entry})`,
    `Node ${process.versions.node}${process.versions['electron'] ? `, Electron ${process.versions['electron']}` : ''}`,
    `${type()} ${release()} ${arch()}`,
    `${processors.length} x ${processors[0]?.model.trim() ?? 'unknown processor'}`,
    `Memory: ${gibibytes(freemem())} free of ${gibibytes(totalmem())}`,
    '',
    ...input.providers.map(({ name, available, detail }) => `${available ? '+' : '-'} ${name}: ${detail}`),
    '',
    ...input.logLines,
  ];
  return `${redact(lines.join('\n'))}\n`;
}
