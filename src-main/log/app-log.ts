import { join } from 'node:path';
import { appFolder } from '../app-folder.ts';
import { type FileLog, openFileLog } from './file-log.ts';
import { type LogLevel, logLevels } from './log.ts';

/** The log of the program on this machine. `VARIEGATE_LOG` sets the lowest level that is written; default `info`. */
export function openAppLog(): FileLog {
  const wanted = process.env['VARIEGATE_LOG'];
  const level: LogLevel = logLevels.find((name) => name === wanted) ?? 'info';
  return openFileLog({ folder: join(appFolder(), 'log'), level });
}
