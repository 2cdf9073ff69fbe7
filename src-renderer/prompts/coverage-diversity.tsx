import { useMutation } from '@tanstack/react-query';
import type { DiversityGroup } from '../../src-shared/api/diversity.ts';
import { type Prompt, promptOriginSchema } from '../../src-shared/domain/prompt.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { originNames } from '../../src-shared/format/prompts.ts';
import { api } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import styles from './coverage.module.css';

/** How different the prompts are, beside as many templates; measured when asked, as it reads prompts that it has not read before. */
export function CoverageDiversity(props: { classId: number | null; prompts: readonly Prompt[] }) {
  const { classId, prompts } = props;
  const measuring = useMutation({
    mutationFn: () => api.scoring.promptDiversity.query(classId === null ? {} : { classId }),
    onMutate: () => ({ classId, prompts }),
  });
  const { data, context, isPending, error } = measuring;
  const current = context?.classId === classId && context.prompts === prompts;
  return (
    <section className={styles.diversity} aria-label="Diversity of the prompts">
      <Button size="small" isDisabled={isPending} onPress={() => measuring.mutate()}>
        {isPending
          ? 'Measuring the diversity…'
          : data
            ? 'Measure the diversity again'
            : 'Measure the diversity'}
      </Button>
      {error && <p role="alert">{error.message}</p>}
      {data && !isPending && (
        <>
          {!current && <p>Measured before the last change, or of other classes.</p>}
          <table className={styles.measures}>
            <thead>
              <tr>
                <th scope="col">written as</th>
                <th scope="col">compared</th>
                <th scope="col" title="Effective number of different prompts">
                  Vendi
                </th>
                <th scope="col" title="Mean of 1 − cosine over all pairs">
                  distance
                </th>
              </tr>
            </thead>
            <tbody>
              {data.groups.map((group) => (
                <MeasureRow key={`${group.by} ${group.key}`} group={group} />
              ))}
            </tbody>
          </table>
          <p>
            By {data.model}. In brackets: as many of {formatCount(data.templates.length)} templates a class.
          </p>
        </>
      )}
    </section>
  );
}

function MeasureRow({ group: { by, key, own, baseline } }: { group: DiversityGroup }) {
  return (
    <tr>
      <th scope="row">{by === 'origin' ? originName(key) : 'All'}</th>
      <td>{formatCount(own.count)}</td>
      <td>
        {own.vendi.toFixed(1)} {baseline && <small>({baseline.vendi.toFixed(1)})</small>}
      </td>
      <td>
        {own.meanDistance.toFixed(2)} {baseline && <small>({baseline.meanDistance.toFixed(2)})</small>}
      </td>
    </tr>
  );
}

function originName(key: string | null): string {
  const origin = promptOriginSchema.safeParse(key);
  return origin.success ? originNames[origin.data] : '';
}
