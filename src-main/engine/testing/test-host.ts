import { fileURLToPath } from 'node:url';
import { silentLog } from '../../log/log.ts';
import { createEngineClient } from '../client.ts';
import { forkLauncher } from '../process/fork.ts';

/** A host of its own, for the test that kills it while its worker process computes. */
const client = createEngineClient({
  launcher: forkLauncher,
  entry: fileURLToPath(new URL('./test-process.ts', import.meta.url)),
  name: 'orphan',
  log: silentLog,
});
await client.call('block', { ms: 600_000 }, { onProgress: () => process.send?.(client.pid) });
