import { availableParallelism, platform } from 'node:os';
import type { SystemService } from '../../src-shared/api/services.ts';
import { diagnosticsText } from '../log/diagnostics.ts';
import type { Engine } from '../engine/engine.ts';
import type { WorkbenchOptions } from './host.ts';

export function createSystemService(options: WorkbenchOptions, probeEngine: () => Engine): SystemService {
  /** A process of its own: a driver that crashes takes no training with it. */
  const doctor = async () => {
    const engine = probeEngine();
    try {
      return { checks: await engine.run('system.providers', {}) };
    } finally {
      await engine.dispose();
    }
  };
  return {
    info: () =>
      Promise.resolve({
        version: options.version,
        entry: options.entry,
        provider: 'cpu',
        threads: availableParallelism(),
        platform: platform(),
      }),
    doctor,
    diagnostics: async () => {
      const { checks } = await doctor();
      const logLines = (await options.recentLog?.()) ?? [];
      return diagnosticsText({ version: options.version, entry: options.entry, providers: checks, logLines });
    },
  };
}
