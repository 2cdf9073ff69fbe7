import { UserError } from '../../src-shared/errors.ts';
import type { TaskImplementation } from '../engine/tasks.ts';

const notYet = (): Promise<never> =>
  Promise.reject(new UserError('unavailable', 'This build cannot generate pictures.'));

export const generatePictures: TaskImplementation<'generation.generate'> = notYet;
export const previewPicture: TaskImplementation<'generation.preview'> = notYet;
export const inspectModel: TaskImplementation<'generation.inspect'> = notYet;
export const countTokens: TaskImplementation<'generation.tokens'> = notYet;
