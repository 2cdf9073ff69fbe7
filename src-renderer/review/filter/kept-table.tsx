import { useDeferredValue, useState } from 'react';
import type { KeptShares } from '../../../src-shared/api/scoring.ts';
import type { PromptOrigin } from '../../../src-shared/domain/prompt.ts';
import { type Threshold, thresholdRule } from '../../../src-shared/domain/score.ts';
import { formatCount } from '../../../src-shared/format/numbers.ts';
import { originNames } from '../../../src-shared/format/prompts.ts';
import { TopUpButton } from '../../generate/top-up-button.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/class-names.ts';
import { Segments } from '../../ui/segments.tsx';
import { setSource } from '../loading.ts';
import { refreshView } from '../store.ts';
import { thresholdsOf, useFilter, valueAt } from './draft.ts';
import styles from './filter.module.css';
import { keepRandom } from './filter-actions.ts';
import type { Scope } from './scope.ts';
import { WantedField } from './wanted-field.tsx';

type Group = KeptShares['groups'][number];

const groupings = [
  { value: 'class', label: 'Class' },
  { value: 'origin', label: 'Origin' },
  { value: 'style', label: 'Style' },
  { value: 'context', label: 'Context' },
] as const;

/** Where the filter bites: kept images by class with their thresholds, by origin, style and context. */
export function KeptTable({ groups, scope }: { groups: KeptShares['groups']; scope: Scope }) {
  const [by, setBy] = useState<Group['by']>('class');
  const rows = groups.filter((group) => group.by === by);
  // While the threshold is dragged, a long table may lag behind.
  const thresholds = useDeferredValue(useFilter(thresholdsOf));
  const rule = thresholdRule(thresholds, scope.classes.length);
  const anyKept = groups.some(({ keep }) => keep > 0);
  const rejected = rows.reduce((sum, { reject }) => sum + reject, 0);
  const anyWanted = by === 'class' && scope.classes.some(({ wanted }) => wanted !== null);
  return (
    <section className={styles.section} aria-label="Kept images">
      <h3 className={styles.heading}>Kept</h3>
      <Segments label="Kept images by" value={by} onChange={setBy} segments={groupings} />
      <div className={styles.rows}>
        <table>
          <thead>
            <tr>
              <th scope="col">{groupings.find(({ value }) => value === by)?.label}</th>
              {(by === 'class' || by === 'origin') && <th scope="col">Above</th>}
              <th scope="col" title={anyWanted ? 'Kept of wanted' : 'Kept of all'}>
                Kept
              </th>
              <th scope="col" title="Images made for each one that is kept">
                Per kept
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((group) => (
              <Row key={group.key ?? ''} group={group} scope={scope} thresholds={thresholds} rule={rule} />
            ))}
          </tbody>
        </table>
      </div>
      {by === 'class' && <WantedField scope={scope} />}
      {by === 'class' && <TopUpButton setIds={scope.setIds} rejected={rejected} />}
      <Button size="small" isDisabled={!anyKept} onPress={() => void keepRandom(scope.setIds)}>
        Keep as many by chance
      </Button>
      <p className={styles.left}>
        The control for the filter: in each class as many images as a threshold keeps, but chosen by chance.
      </p>
    </section>
  );
}

interface RowProps {
  group: Group;
  scope: Scope;
  thresholds: readonly Threshold[];
  /** The threshold that counts for a class and an origin. */
  rule: ReturnType<typeof thresholdRule>;
}

function Row({ group, scope, thresholds, rule }: RowProps) {
  const { by, key, keep, reject, undecided, attemptsPerKept } = group;
  const name = nameOf(group);
  const target = targetOf(group, scope);
  const wanted = by === 'class' ? (scope.classes.find((each) => each.name === key)?.wanted ?? null) : null;
  const total = keep + reject + undecided;
  return (
    <tr className={cx(target?.isShown && styles.shownRow)}>
      <th scope="row" title={name}>
        {target ? (
          <button
            type="button"
            className={styles.rowName}
            aria-pressed={target.isShown}
            onClick={target.show}
          >
            {name}
          </button>
        ) : (
          name
        )}
        <span className={styles.bar} aria-hidden>
          <span className={styles.barKeep} style={{ width: `${(keep / total) * 100}%` }} />
          <span className={styles.barReject} style={{ width: `${(reject / total) * 100}%` }} />
        </span>
      </th>
      {target && (
        <td className={cx(valueAt(thresholds, target) !== null && styles.own)}>
          {rule(target.classId ?? 0, target.origin).toFixed(2)}
        </td>
      )}
      <td>
        {formatCount(keep)} <span className={styles.of}>of {formatCount(wanted ?? total)}</span>
      </td>
      <td>{attemptsPerKept === null ? '–' : attemptsPerKept.toFixed(1)}</td>
    </tr>
  );
}

interface Target {
  classId: number | null;
  origin: PromptOrigin | null;
  isShown: boolean;
  show: () => void;
}

/** What a click on the row shows, and so sets a threshold for; null where thresholds do not go by it. */
function targetOf({ by, key }: Group, { classes, place }: Scope): Target | null {
  if (by === 'class') {
    const classId = classes.find(({ name }) => name === key)?.id ?? null;
    const isShown = place.classId === classId;
    return { classId, origin: null, isShown, show: () => refreshView({ classId: isShown ? null : classId }) };
  }
  if (by !== 'origin' || key === null) return null;
  const origin = key as PromptOrigin;
  const isShown = place.origin === origin;
  return { classId: null, origin, isShown, show: () => setSource({ origin: isShown ? null : origin }) };
}

function nameOf({ by, key }: Group): string {
  if (key === null) return `no ${by}`;
  return by === 'origin' ? originNames[key as PromptOrigin] : key;
}
