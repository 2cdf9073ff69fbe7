import { useQuery } from '@tanstack/react-query';
import { Check, CircleDashed, X } from 'lucide-react';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import type { ImageDetail } from '../../src-shared/domain/image-set.ts';
import { formatMoment } from '../../src-shared/format/durations.ts';
import { formatBytes } from '../../src-shared/format/numbers.ts';
import { queries } from '../api/queries.ts';
import { Select } from '../ui/select.tsx';
import { Badge } from '../ui/states.tsx';
import { giveClass } from './actions.ts';
import { Fact } from './fact.tsx';
import { ScoreFacts } from './filter/score-facts.tsx';
import styles from './inspector.module.css';
import { Provenance } from './provenance.tsx';

const roleNames = { real: 'real', synthetic: 'synthetic', ood: 'out of distribution' } as const;

/** One image's provenance, from its set to its bytes. */
export function ImageFacts({ detail, classes }: { detail: ImageDetail; classes: readonly ImageClass[] }) {
  return (
    <>
      <h2 className={styles.title} title={detail.sourceName}>
        {detail.sourceName}
      </h2>
      <VerdictBadge verdict={detail.verdict} by={detail.verdictBy} />
      <Select
        label="Class"
        value={detail.classId}
        options={classes.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(classId) => giveClass(classId, [detail.id])}
      />
      <ScoreFacts detail={detail} classes={classes} />
      {detail.generatedFrom && <Provenance detail={detail} made={detail.generatedFrom} />}
      {detail.caption && !detail.generatedFrom && (
        <section>
          <h3 className={styles.subtitle}>Caption</h3>
          <p className={styles.caption}>{detail.caption}</p>
        </section>
      )}
      <dl className={styles.facts}>
        <SenseFact classId={detail.classId} />
        <Fact name="Set">{detail.setName}</Fact>
        <Fact name="For">{roleNames[detail.role]}</Fact>
        {detail.split && <Fact name="Split">{detail.split}</Fact>}
        <Fact name="Size">
          {detail.width} × {detail.height} px
        </Fact>
        <Fact name="Format">
          {detail.format.toUpperCase()}, {formatBytes(detail.bytes)}
        </Fact>
        <Fact name="File">{detail.storage}</Fact>
        <Fact name="Added">{formatMoment(detail.createdAt)}</Fact>
        <Fact name="Image">{detail.id}</Fact>
        <Fact name="SHA-256">
          <code title={detail.sha256}>{detail.sha256.slice(0, 12)}</code>
        </Fact>
      </dl>
    </>
  );
}

/** What the name of its class means, where that was decided. */
function SenseFact({ classId }: { classId: number }) {
  const { data } = useQuery(queries.senses());
  const of = data?.find((each) => each.classId === classId);
  const sense = of?.senses.find(({ id }) => id === of.pinned?.senseId);
  if (!sense) return null;
  return (
    <Fact name="Sense">
      {sense.phrase}
      {sense.gloss !== '' && `: ${sense.gloss}`}
    </Fact>
  );
}

function VerdictBadge({ verdict, by }: { verdict: ImageDetail['verdict']; by: ImageDetail['verdictBy'] }) {
  const who = by === 'threshold' ? ' by the filter' : '';
  switch (verdict) {
    case 'keep':
      return (
        <Badge look="keep">
          <Check aria-hidden /> Kept{who}
        </Badge>
      );
    case 'reject':
      return (
        <Badge look="reject">
          <X aria-hidden /> Rejected{who}
        </Badge>
      );
    case 'undecided':
      return (
        <Badge>
          <CircleDashed aria-hidden /> Undecided
        </Badge>
      );
    default:
      return verdict satisfies never;
  }
}
