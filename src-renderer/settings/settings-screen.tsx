import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleMinus, ClipboardCopy, Monitor, Moon, Sun } from 'lucide-react';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { setTheme } from '../app/theme.ts';
import { useUi } from '../app/ui-state.ts';
import { formatProvider } from '../../src-shared/format/providers.ts';
import { Button } from '../ui/button.tsx';
import { notify, notifyFailure } from '../ui/notifications.ts';
import { Page, Section } from '../ui/page.tsx';
import { RowList } from '../ui/row-list.tsx';
import { Segments } from '../ui/segments.tsx';
import { FailureNote, Skeleton } from '../ui/states.tsx';
import { LanguageModels } from './language-models.tsx';
import styles from './settings.module.css';

export function SettingsScreen() {
  const theme = useUi((state) => state.theme);
  return (
    <Page title="Settings" width="reading">
      <Section title="Appearance">
        <div>
          <Segments
            label="Theme"
            value={theme}
            onChange={setTheme}
            segments={[
              { value: 'system', label: 'System', icon: <Monitor aria-hidden /> },
              { value: 'dark', label: 'Dark', icon: <Moon aria-hidden /> },
              { value: 'light', label: 'Light', icon: <Sun aria-hidden /> },
            ]}
          />
        </div>
      </Section>
      <LanguageModels />
      <Machine />
      <Section title="Problems">
        <p className={styles.words}>
          Diagnostics are the version, the platform, what can compute here, and the end of the log. They name
          no images. Nothing is sent anywhere: you get them on the clipboard.
        </p>
        <div>
          <Button icon={<ClipboardCopy aria-hidden />} onPress={() => void copyDiagnostics()}>
            Copy diagnostics
          </Button>
        </div>
      </Section>
    </Page>
  );
}

function Machine() {
  const system = useQuery(queries.system());
  const doctor = useQuery(queries.doctor());
  const error = system.error ?? doctor.error;
  return (
    <Section
      title="This machine"
      hint={system.data && `Variegate ${system.data.version} on ${system.data.platform}`}
    >
      {error ? (
        <FailureNote error={error} />
      ) : (
        <RowList>
          {doctor.data?.checks.map((check) => (
            <li key={check.name} className={styles.check}>
              {check.available ? (
                <CircleCheck className={styles.available} aria-hidden />
              ) : (
                <CircleMinus className={styles.missing} aria-hidden />
              )}
              <span className={styles.checkName}>
                {formatProvider(check.name)}
                <span className="visually-hidden">
                  {check.available ? ' is available' : ' is not available'}
                </span>
              </span>
              <span className={styles.detail}>{check.detail}</span>
            </li>
          ))}
          {!doctor.data && [0, 1, 2].map((row) => <Skeleton key={row} height={36} />)}
        </RowList>
      )}
    </Section>
  );
}

async function copyDiagnostics(): Promise<void> {
  try {
    await navigator.clipboard.writeText(await api.system.diagnostics.query());
    notify('info', { message: 'Diagnostics copied.' });
  } catch (error) {
    notifyFailure(error);
  }
}
