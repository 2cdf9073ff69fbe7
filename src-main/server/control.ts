import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../src-shared/errors.ts';
import type { HostWorkbench } from '../workbench/host.ts';
import type { Admission } from './access.ts';
import { jsonReply, type Reply, type RouteRequest, textReply } from './reply.ts';

export const controlSourcePath = '/control/source';
const maxBytes = 65_536;
const bodySchema = z.object({ path: z.string().refine(isAbsolute, 'The path must be absolute.') });

/**
 * What only another process of the same user may ask, because it read the token from the project's lock: pages, which are let in by
 * cookie, never name paths. `POST /control/source` with `{ path }` makes a folder known and answers with its source id.
 */
export async function controlReply(
  request: RouteRequest,
  admission: Admission | null,
  workbench: Pick<HostWorkbench, 'registerSource'>,
): Promise<Reply> {
  if (admission !== 'bearer') return textReply(403, 'Pages cannot use this address.');
  if (request.method !== 'POST' || request.path !== controlSourcePath) return textReply(404, 'Unknown.');
  const { path } = bodySchema.parse(JSON.parse(await readText(request.body)));
  return jsonReply(200, { id: await workbench.registerSource(path) });
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > maxBytes) throw new UserError('bad-input', 'The request is too long.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
