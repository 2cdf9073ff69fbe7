import { createServer, type Server } from 'node:http';
import { UserError } from '../../src-shared/errors.ts';
import { errorCode } from '../files/error-code.ts';

/** Where the workbench is looked for first; behind `ssh -L` a constant port is worth having. */
export const preferredPort = 4180;
const attempts = 20;

export interface Listener {
  readonly server: Server;
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
}

/**
 * Listens on loopback: on `port` (0: any free one), or without it on the first free one from `preferredPort` on.
 * Requests wait until the server is given a handler.
 */
export async function listenOnLoopback(port?: number): Promise<Listener> {
  // A large drop may take longer than Node's default of five minutes; the headers must still come in time.
  const server = createServer({ requestTimeout: 0 });
  if (port !== undefined) {
    if (!(await tryListen(server, port))) {
      throw new UserError(
        'unavailable',
        `Port ${port} is in use.`,
        'Choose another with --port, or leave it out.',
      );
    }
    return describe(server);
  }
  for (let candidate = preferredPort; candidate < preferredPort + attempts; candidate++) {
    if (await tryListen(server, candidate)) return describe(server);
  }
  await tryListen(server, 0);
  return describe(server);
}

/** False when the port is taken. */
function tryListen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error) => {
      server.off('listening', onListening);
      if (['EADDRINUSE', 'EACCES'].includes(errorCode(error) ?? '')) resolve(false);
      else reject(error);
    };
    const onListening = () => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen(port, '127.0.0.1');
  });
}

function describe(server: Server): Listener {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { server, port: address.port, origin: `http://127.0.0.1:${address.port}` };
}
