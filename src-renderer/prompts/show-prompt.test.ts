import { beforeEach, expect, test, vi } from 'vitest';
import { queries, queryClient } from '../api/queries.ts';
import { useUi } from '../app/ui-state.ts';
import { useNotifications } from '../ui/notifications.ts';
import { everyPrompt } from './filter.ts';
import { showPrompt } from './show-prompt.ts';
import { refreshPrompts, setFilter, usePrompts } from './store.ts';
import { samplePrompt } from './testing/sample-prompt.ts';

vi.hoisted(() => {
  // A window whose host never answers: enough to import what asks it.
  const localStorage = { getItem: () => null, setItem: () => undefined };
  vi.stubGlobal('window', {
    localStorage,
    addEventListener: () => undefined,
    variegate: { entry: 'electron', connect: () => undefined },
  });
});

const prompts = [
  samplePrompt({ id: 1 }),
  samplePrompt({ id: 2, classId: 2, text: 'a photo of a crane' }),
  samplePrompt({ id: 3, classId: 2, text: 'a drawing of a crane' }),
];
const pointedAt = () => {
  const { shown, selection } = usePrompts.getState();
  return shown[selection.focus]?.id;
};

beforeEach(() => {
  useUi.setState({ screen: 'review' });
  queryClient.setQueryData(queries.prompts().queryKey, prompts);
  refreshPrompts({ prompts, filter: everyPrompt });
});

test('the prompt of an image is pointed at in the table', async () => {
  await showPrompt(3);
  expect(useUi.getState().screen).toBe('prompts');
  expect(pointedAt()).toBe(3);
  expect(usePrompts.getState().filter).toEqual(everyPrompt);
});

test('a filter that hides it gives way to its class', async () => {
  setFilter({ text: 'owl' });
  await showPrompt(2);
  expect(pointedAt()).toBe(2);
  expect(usePrompts.getState().filter).toEqual({ ...everyPrompt, classId: 2 });
});

test('a prompt that is gone is said to be', async () => {
  await showPrompt(9);
  expect(useUi.getState().screen).toBe('review');
  expect(useNotifications.getState().list.map(({ message }) => message)).toEqual([
    'The prompt is no longer in the list.',
  ]);
});
