import { Select } from '../../ui/select.tsx';
import { changeWriting, useWriting } from './writing-draft.ts';

/** What becomes of prompts that are there. */
export function ModeChoice() {
  const mode = useWriting((state) => state.mode);
  return (
    <Select
      label="Prompts that are there"
      value={mode}
      options={[
        { value: 'missing', label: 'Stay; what is missing is added' },
        { value: 'anew', label: 'Make room: write them anew' },
        { value: 'stale', label: 'Stale ones make room' },
      ]}
      onChange={(value) => changeWriting({ mode: value })}
    />
  );
}
