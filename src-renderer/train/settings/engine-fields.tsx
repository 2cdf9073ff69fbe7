import { useQuery } from '@tanstack/react-query';
import type { ProviderReport } from '../../../src-shared/domain/project.ts';
import { type EngineName, engineSchema } from '../../../src-shared/domain/training.ts';
import { queries } from '../../api/queries.ts';
import { type Option, Select } from '../../ui/select.tsx';
import { FailureNote, Note } from '../../ui/states.tsx';
import { changeSettings, useDraft } from '../draft.ts';
import { engineNames } from './setting-names.ts';
import styles from './settings.module.css';

const engines: readonly Option<EngineName>[] = engineSchema.options.map((value) => ({
  value,
  label: engineNames[value],
}));

/** What computes. Every engine is asked to compute once before it is called available, so this takes a moment. */
export function EngineFields() {
  const { engine } = useDraft((draft) => draft.settings);
  const doctor = useQuery(queries.doctor());
  const reports = doctor.data?.checks.filter((check) => isOf(engine, check));
  return (
    <>
      <div className={styles.fields}>
        <Select
          label="Engine"
          value={engine}
          options={engines}
          onChange={(chosen) => changeSettings({ engine: chosen })}
        />
      </div>
      {doctor.error && <FailureNote error={doctor.error} />}
      {!doctor.data && !doctor.error && <p className={styles.soft}>Asking it to compute something small.</p>}
      {reports && <EngineState name={engineNames[engine]} reports={reports} />}
    </>
  );
}

function EngineState({ name, reports }: { name: string; reports: readonly ProviderReport[] }) {
  const found = reports.find(({ available }) => available);
  if (found) return <p className={styles.soft}>{found.detail}</p>;
  return (
    <Note kind="warn">
      <p>{name} cannot be used here.</p>
      {reports.map((report) => (
        <p key={report.name}>
          {report.name}: {report.detail}
        </p>
      ))}
    </Note>
  );
}

function isOf(engine: EngineName, { kind, name }: ProviderReport): boolean {
  switch (engine) {
    case 'onnxruntime':
      return kind === 'engine' && name === 'onnxruntime';
    case 'webgpu':
    case 'cuda':
      return kind === 'provider' && name === engine;
    case 'tensorflow':
      // It has two native packages; either will do.
      return kind === 'engine' && name !== 'onnxruntime';
    default:
      return engine satisfies never;
  }
}
