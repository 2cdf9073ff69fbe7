import { expect, test } from 'vitest';
import { temporaryProject } from '../../project/testing/temporary-project.ts';
import { checkLeaks } from './check-leaks.ts';

const part = (...imageIds: number[]) => ({ imageIds, labels: imageIds.map(() => 0) });
const set = { name: 'later', setId: 2, styleCoverage: 'unknown' } as const;
const images = [5, 6].map((imageId) => ({ imageId, path: '', label: 0, contentHash: String(imageId) }));

test.each([
  ['real training image', { real: part(1, 5), synthetic: part() }, part()],
  ['synthetic training image', { real: part(1), synthetic: part(5) }, part()],
  ['validation image', { real: part(1), synthetic: part() }, part(5)],
])('a %s of the run is refused as a test image, not as what it is', async (_, trainedOn, validatedOn) => {
  await using temporary = await temporaryProject();
  const record = { trainedOn, validatedOn, nearDuplicates: { dropped: [], doubtful: [] }, evaluatedOn: [] };
  const measured = { project: temporary.project, record };
  const check = (kind: 'test' | 'train') => checkLeaks(measured, { ...set, kind }, images);
  await expect(check('test')).rejects.toMatchObject({
    code: 'bad-input',
    message: 'This run was trained or chosen on 1 picture of "later".',
    advice: expect.stringContaining('Import the set again without them'),
  });
  expect(await check('train')).toEqual({ doubtful: [], notes: [] });
});
