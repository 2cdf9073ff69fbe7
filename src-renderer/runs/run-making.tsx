import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { describeRecipe } from '../../src-shared/domain/recipes.ts';
import type { Run } from '../../src-shared/domain/run.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { queries } from '../api/queries.ts';
import { settingsInWords } from '../train/settings/settings-words.ts';
import { IconButton } from '../ui/button.tsx';
import { Section } from '../ui/page.tsx';
import { Note } from '../ui/states.tsx';
import { neighboursOf } from './neighbours.ts';
import styles from './run-making.module.css';
import { examine } from './selection.ts';

/** With what a run was made, what sets it apart from the experiments beside its own, how it went, and why it failed. */
export function RunMaking({ run, runs }: { run: Run; runs: readonly Run[] }) {
  const { data: networks = [] } = useQuery(queries.pretrained());
  const { data: sets = [] } = useQuery(queries.sets());
  const title = describeRecipe(run.recipe, run.settings).title;
  const neighbours = neighboursOf(run, runs, networks, sets);
  return (
    <Section
      title={`${title}, seed ${run.seed} of ${run.experiment}`}
      hint={`${formatNoun(run.images.real, 'real image')} and ${formatNoun(run.images.synthetic, 'synthetic image')}`}
      actions={<IconButton size="small" label="Close the run" icon={<X />} onPress={() => examine(null)} />}
    >
      {run.error && (
        <Note kind="failed">
          <p>{run.error.message}</p>
          {run.error.advice && <p>{run.error.advice}</p>}
        </Note>
      )}
      {run.notes.map((note) => (
        <Note key={note} kind="info">
          {note}
        </Note>
      ))}
      <div className={styles.panel}>
        {neighbours.map(({ experiment, changes }) => (
          <div key={experiment} className={styles.neighbour}>
            <h3 className={styles.name}>
              {changes.length === 0 ? `Made like “${experiment}”` : `Otherwise than “${experiment}”`}
            </h3>
            <ul>
              {changes.map((change) => (
                <li key={change}>{change}</li>
              ))}
            </ul>
          </div>
        ))}
        <dl className={styles.groups} aria-label="Settings">
          {settingsInWords(run.settings, networks).map((group) => (
            <div key={group.title}>
              <dt className={styles.name}>{group.title}</dt>
              {group.lines.map(({ name, value }) => (
                <dd key={name}>
                  <span className={styles.soft}>{name}</span> {value}
                </dd>
              ))}
            </div>
          ))}
        </dl>
      </div>
    </Section>
  );
}
