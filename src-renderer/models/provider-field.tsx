import { useQuery } from '@tanstack/react-query';
import {
  type ExecutionProvider,
  executionProviderSchema,
} from '../../src-shared/domain/execution-provider.ts';
import { formatProvider } from '../../src-shared/format/providers.ts';
import { queries } from '../api/queries.ts';
import { type Option, Select } from '../ui/select.tsx';
import { Note } from '../ui/states.tsx';

const providers: readonly Option<ExecutionProvider>[] = executionProviderSchema.options.map((value) => ({
  value,
  label: formatProvider(value),
}));

/** Where the networks of a model run. What is chosen beside the CPU is asked to compute something before it is called available. */
export function ProviderField({
  provider,
  onChange,
  hint,
}: {
  provider: ExecutionProvider;
  onChange: (provider: ExecutionProvider) => void;
  hint?: string;
}) {
  const doctor = useQuery({ ...queries.doctor(), enabled: provider !== 'cpu' });
  const report = doctor.data?.checks.find(({ kind, name }) => kind === 'provider' && name === provider);
  return (
    <div>
      <Select
        label="Runs on"
        value={provider}
        options={providers}
        onChange={onChange}
        {...(hint === undefined ? {} : { hint })}
      />
      {provider !== 'cpu' && report?.available === false && (
        <Note kind="warn">
          <p>
            {formatProvider(provider)} cannot be used here: {report.detail}
          </p>
        </Note>
      )}
    </div>
  );
}
