import { useState } from 'react';
import { TextField } from '../../ui/text-field.tsx';
import { changeSettings, useDraft } from '../draft.ts';
import { hasGridError, readRates } from './rate-grid.ts';

/** Peak learning rates to choose from, as typed: "0.03, 0.1, 0.3", or nothing. */
export function RateGridField() {
  const settings = useDraft((draft) => draft.settings);
  const { grid } = settings.schedule;
  const [typed, setTyped] = useState('');
  // What was typed stays as it is for as long as it says the same as the settings, which a clone may have changed.
  const isSame = JSON.stringify(readRates(typed) ?? null) === JSON.stringify(grid ?? null);
  return (
    <TextField
      label="Peak learning rates to try"
      value={isSame ? typed : (grid ?? []).join(', ')}
      onChange={(text) => {
        const { grid: _, ...schedule } = settings.schedule;
        const rates = readRates(text);
        setTyped(text);
        changeSettings({ schedule: rates ? { ...schedule, grid: rates } : schedule });
      }}
      placeholder="0.03, 0.1, 0.3"
      hint="Each run keeps the one that is best on val. Empty: the peak above."
      error={hasGridError(settings) ? 'Two to ten rates above 0, such as 0.03, 0.1, 0.3.' : null}
    />
  );
}
