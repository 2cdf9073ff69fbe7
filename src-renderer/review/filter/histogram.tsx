import { memo, useId } from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import type { ScoreHistogram } from '../../../src-shared/domain/score.ts';
import { formatCount } from '../../../src-shared/format/numbers.ts';
import styles from './histogram.module.css';

const HEIGHT = 100;
/** A single image still shows. */
const LEAST = 1.6;

const layers = [
  { verdict: 'keep', words: 'kept' },
  { verdict: 'reject', words: 'rejected' },
  { verdict: 'undecided', words: 'undecided' },
] as const;

interface Bar {
  key: string;
  verdict: keyof ScoreHistogram;
  x: number;
  y: number;
  height: number;
}

/** Bars from the ground up: kept, rejected, undecided. */
function barsOf(histogram: ScoreHistogram): Bar[] {
  const bins = histogram.keep.length;
  const totals = histogram.keep.map(
    (_, bin) => histogram.keep[bin]! + histogram.reject[bin]! + histogram.undecided[bin]!,
  );
  const most = Math.max(1, ...totals);
  return Array.from({ length: bins }, (_, bin) => {
    let ground = HEIGHT;
    return layers.flatMap(({ verdict }): Bar[] => {
      const count = histogram[verdict][bin] ?? 0;
      if (count === 0) return [];
      const height = Math.max(LEAST, (count / most) * (HEIGHT - 4));
      ground -= height;
      return [{ key: `${verdict} ${bin}`, verdict, x: bin, y: Math.max(0, ground), height }];
    });
  }).flat();
}

const sum = (counts: readonly number[]): number => counts.reduce((total, n) => total + n, 0);

/** Images by own-class probability, and the threshold as a line that is dragged across them, or moved by the arrow keys. */
export function Histogram(props: {
  histogram: ScoreHistogram;
  threshold: number;
  /** What the threshold is for. */
  place: string;
  onChange: (threshold: number) => void;
}) {
  const { threshold } = props;
  return (
    <Slider
      className={styles.slider ?? ''}
      aria-label={`Threshold for ${props.place}`}
      minValue={0}
      maxValue={1}
      step={0.01}
      value={threshold}
      onChange={props.onChange}
      formatOptions={{ minimumFractionDigits: 2, maximumFractionDigits: 3 }}
    >
      <SliderTrack className={styles.track ?? ''}>
        <span className={styles.below} style={{ width: `${threshold * 100}%` }} aria-hidden />
        <Bars histogram={props.histogram} />
        <SliderThumb className={styles.thumb ?? ''} />
      </SliderTrack>
      <div className={styles.axis} aria-hidden>
        <span>0</span>
        <span>0.5</span>
        <span>1</span>
      </div>
    </Slider>
  );
}

/** Drawn once for many steps of the threshold. */
const Bars = memo(function Bars({ histogram }: { histogram: ScoreHistogram }) {
  const pattern = useId();
  const bins = histogram.keep.length;
  return (
    <svg className={styles.bars} viewBox={`0 0 ${bins} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
      <defs>
        <pattern id={pattern} width="0.5" height="5" patternUnits="userSpaceOnUse">
          <rect width="0.5" height="5" className={styles.reject} />
          <rect width="0.5" height="1.6" className={styles.hatch} />
        </pattern>
      </defs>
      {barsOf(histogram).map(({ key, verdict, ...bar }) => (
        <rect
          key={key}
          {...bar}
          x={bar.x + 0.08}
          width={0.84}
          {...(verdict === 'reject' ? { fill: `url(#${pattern})` } : { className: styles[verdict] })}
        />
      ))}
    </svg>
  );
});

/** What the bars mean. */
export function HistogramLegend({ histogram }: { histogram: ScoreHistogram }) {
  return (
    <ul className={styles.legend} aria-label="Legend">
      {layers.map(({ verdict, words }) => (
        <li key={verdict}>
          <span className={styles[`${verdict}Swatch`]} aria-hidden />
          {formatCount(sum(histogram[verdict]))} {words}
        </li>
      ))}
    </ul>
  );
}
