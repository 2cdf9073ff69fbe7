import { NumberField } from '../../ui/number-field.tsx';
import { OptionalNumberField } from '../../ui/optional-number-field.tsx';
import { changeSettings, useDraft } from '../draft.ts';
import { numberSetting, type NumberSettingPath } from './number-settings.ts';
import { settingErrors } from './setting-errors.ts';

/** Where binary fractions would show: 0.07 * 100. */
const DIGITS = 10;
const scaled = (value: number, scale: number): number => Number((value * scale).toFixed(DIGITS));

/** The field of one number among the settings; what the shared schema says against it stands below. */
export function NumberSettingField({ path }: { path: NumberSettingPath }) {
  const setting = numberSetting(path);
  const { label, unit, hint, decimals, scale = 1, idle = 0, toggle } = setting;
  const settings = useDraft((draft) => draft.settings);
  const value = setting.get(settings);
  const common = {
    label,
    error: settingErrors(settings).get(path) ?? null,
    onChange: (typed: number) => changeSettings(setting.set(scaled(typed, 1 / scale), settings)),
    ...(unit === undefined ? {} : { unit }),
    ...(hint === undefined ? {} : { hint }),
    ...(decimals === undefined ? {} : { decimals }),
  };
  const shown = scaled(value ?? idle, scale);
  if (!toggle) return <NumberField {...common} value={shown} isDisabled={value === undefined} />;
  return (
    <OptionalNumberField
      {...common}
      value={value === undefined ? null : shown}
      idle={idle}
      onToggle={(on) => changeSettings(toggle(on))}
    />
  );
}
