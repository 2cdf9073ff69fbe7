import { reportError, UserError } from '../../src-shared/errors.ts';
import type { Log } from '../log/log.ts';
import type { HostWorkbench } from '../workbench/host.ts';
import { multipartBoundary } from './drop/multipart.ts';
import { receiveDrop } from './drop/receive-drop.ts';
import { downloadReply, pictureReply, previewReply } from './file-routes.ts';
import { emptyReply, jsonReply, type Reply, type RouteRequest } from './reply.ts';
import { createStaticFiles } from './static-files.ts';

export interface RoutesOptions {
  readonly workbench: Pick<
    HostWorkbench,
    'imageFile' | 'thumbnailFile' | 'downloadFile' | 'previewPicture' | 'acceptDrop'
  >;
  /** The built renderer; null where this host shows no window. */
  readonly rendererFolder: string | null;
  readonly log: Log;
}

export type Routes = (request: RouteRequest) => Promise<Reply>;

/**
 * What the host serves besides the API: the page, pictures and downloads by id, and the place where dropped files go. Who may ask is
 * decided before.
 */
export function createRoutes({ workbench, rendererFolder, log }: RoutesOptions): Routes {
  const page = rendererFolder === null ? async () => emptyReply(404) : createStaticFiles(rendererFolder);

  function route(request: RouteRequest): Promise<Reply> {
    const [, area = '', id = '', ...rest] = request.path.split('/');
    const isGet = request.method === 'GET' || request.method === 'HEAD';
    if (request.path === '/drop') return request.method === 'POST' ? drop(request) : notAllowed('POST');
    if (!isGet) return notAllowed('GET, HEAD');
    if (rest.length === 0 && id !== '') {
      if (area === 'image' || area === 'thumbnail') return pictureReply(workbench, area, id, request);
      if (area === 'download') return downloadReply(workbench, id);
      if (area === 'preview') return Promise.resolve(previewReply(workbench, id));
    }
    return page(request);
  }

  async function drop(request: RouteRequest): Promise<Reply> {
    const boundary = multipartBoundary(request.header('content-type'));
    if (boundary === null)
      throw new UserError('bad-input', 'Dropped files must be sent as multipart/form-data.');
    const announced = Number(request.header('content-length') ?? NaN);
    const upload = {
      body: request.body,
      boundary,
      announcedBytes: Number.isFinite(announced) ? announced : null,
    };
    return jsonReply(200, await workbench.acceptDrop((folder) => receiveDrop(upload, folder)));
  }

  return async (request) => {
    try {
      return await route(request);
    } catch (error) {
      const report = reportError(error);
      if (report.code === 'internal') log.error(report.message, { path: request.path });
      return jsonReply(statusOf(report.code), report);
    }
  };
}

const notAllowed = async (allow: string): Promise<Reply> => emptyReply(405, { allow });

function statusOf(code: ReturnType<typeof reportError>['code']): number {
  switch (code) {
    case 'bad-input':
      return 400;
    case 'not-found':
      return 404;
    case 'no-project':
    case 'conflict':
    case 'project-locked':
      return 409;
    case 'disk-full':
      return 507;
    default:
      return 500;
  }
}
