import { expect, test } from 'vitest';
import { withSection } from './docs-section.ts';

const page =
  'Above\n<!-- votes: begin, written by a tool -->\nold\n<!-- votes: end, written by a tool -->\nBelow\n';

test('only what stands between the marks changes', () => {
  const once = withSection(page, 'votes', '| table |\n');
  expect(once).toBe(
    'Above\n<!-- votes: begin, written by a tool -->\n\n| table |\n\n<!-- votes: end, written by a tool -->\nBelow\n',
  );
  expect(withSection(once, 'votes', '| table |')).toBe(once);
  expect(() => withSection(page, 'training', 'x')).toThrow('no section "training"');
});
