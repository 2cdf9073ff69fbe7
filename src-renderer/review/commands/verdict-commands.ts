import type { Verdict } from '../../../src-shared/domain/image-set.ts';
import type { Command } from '../../commands/command.ts';
import { giveClassAt, giveVerdict, undo } from '../actions.ts';
import { notComparing, onScreen } from './where.ts';

const verdictCommand = (verdict: Verdict, name: string, key: string): Command => ({
  id: `verdict-${verdict}`,
  name,
  group: 'Verdicts',
  keys: [key],
  when: notComparing,
  perform: () => giveVerdict(verdict),
});

const classCommand = (position: number): Command => ({
  id: `class-${position + 1}`,
  name: `Move to class ${position + 1}`,
  group: 'Verdicts',
  keys: [String(position + 1)],
  when: notComparing,
  perform: () => giveClassAt(position),
  keysOnly: true,
  listed: position === 0 ? { name: 'Move to a class by its number', keys: ['1–9'] } : null,
});

export const verdictCommands: readonly Command[] = [
  verdictCommand('keep', 'Keep', 'P'),
  verdictCommand('reject', 'Reject', 'X'),
  verdictCommand('undecided', 'Leave undecided', 'U'),
  {
    id: 'undo',
    name: 'Undo the last change',
    group: 'Verdicts',
    keys: ['Z', 'Mod+Z'],
    // Also where the last verdict left nothing to show.
    when: (state) => onScreen(state) && state.reviewView !== 'compare' && state.undoable,
    perform: undo,
  },
  ...Array.from({ length: 9 }, (_, position) => classCommand(position)),
];
