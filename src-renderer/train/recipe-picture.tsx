import type { RecipeDescription, RecipeSource, RecipeStage } from '../../src-shared/domain/recipes.ts';
import styles from './recipe-list.module.css';
import { NetworkPicture } from './network-picture.tsx';

const WIDTH = 216;
const HEIGHT = 46;
const TOP = 2;
const DEPTH = 42;
/** Where the batches end. */
const TRAIN = 138;
const BATCHES = 6;
const GAP = 3;
/** Between two stages, with the line in its middle. */
const STAGE_GAP = 11;
/** No stage is drawn narrower. */
const NARROWEST = 12;
const colours = { real: 'var(--series-1)', synthetic: 'var(--series-2)' } as const;

/** A row of batches for each stage, every batch a column of its sources, and the network that they train. */
export function RecipePicture({ recipe }: { recipe: RecipeDescription }) {
  const { stages } = recipe;
  const room = TRAIN - STAGE_GAP * (stages.length - 1);
  const widths = stages.map(({ share }) => Math.max(NARROWEST, share * room));
  const scale = room / widths.reduce((sum, width) => sum + width, 0);
  const placed = stages.map((stage, at) => ({
    stage,
    width: (widths[at] ?? 0) * scale,
    x: widths.slice(0, at).reduce((sum, width) => sum + width * scale + STAGE_GAP, 0),
  }));
  return (
    <svg className={styles.picture} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden>
      {placed.map(({ stage, x, width }, at) => (
        <g key={`${at} ${stage.title}`}>
          {at > 0 && (
            <path
              d={`M${x - STAGE_GAP / 2 - 1.5} 0V${HEIGHT}`}
              stroke="var(--control-line)"
              strokeDasharray="2 3"
            />
          )}
          <Batches stage={stage} x={x} width={width} />
        </g>
      ))}
      <path
        d={`M${TRAIN + 2} 23h11m-4-4 4 4-4 4`}
        stroke="var(--control-line)"
        fill="none"
        strokeWidth="1.5"
      />
      <NetworkPicture
        x={TRAIN + 20}
        auxiliaryNorm={recipe.auxiliaryNorm}
        newHead={stages.some(({ newHead }) => newHead)}
        headOnly={stages.every(({ headOnly }) => headOnly)}
      />
    </svg>
  );
}

function Batches({ stage, x, width }: { stage: RecipeStage; x: number; width: number }) {
  const count = Math.max(1, Math.round(stage.share * BATCHES));
  const step = width / count;
  return Array.from({ length: count }, (_, at) => (
    <Batch
      key={at}
      x={x + at * step}
      width={Math.max(4, step - GAP)}
      sources={stage.sources}
      isMixed={stage.mixup > 0}
    />
  ));
}

function Batch(props: { x: number; width: number; sources: readonly RecipeSource[]; isMixed: boolean }) {
  const { x, width, sources } = props;
  const heights = sources.map(({ share }) => DEPTH * (share ?? 1 / sources.length));
  return sources.map(({ domain }, at) => {
    const y = TOP + heights.slice(0, at).reduce((sum, height) => sum + height, 0);
    const height = Math.max(2, (heights[at] ?? 0) - (at < sources.length - 1 ? 2 : 0));
    return (
      <g key={domain}>
        <rect x={x} y={y} width={width} height={height} rx="2" fill={colours[domain]} />
        {props.isMixed && <path d={stripes(x, y, width, height)} stroke="var(--panel)" strokeWidth="1.5" />}
      </g>
    );
  });
}

/** Slanted lines across a rectangle: pictures laid over one another. */
function stripes(x: number, y: number, width: number, height: number): string {
  const slant = Math.min(width, 8);
  const lines = Array.from(
    { length: Math.max(0, Math.floor((height - slant) / 7) + 1) },
    (_, at) => y + slant + at * 7,
  );
  return lines.map((left) => `M${x} ${left}l${width} ${-slant}`).join('');
}

const keyOf = [
  { name: 'real', fill: colours.real },
  { name: 'synthetic', fill: colours.synthetic },
] as const;

/** What the colours and marks of the pictures stand for. */
export function RecipeKey() {
  return (
    <span className={styles.key}>
      {keyOf.map(({ name, fill }) => (
        <Entry key={name} name={name}>
          <rect width="10" height="10" rx="2" fill={fill} />
        </Entry>
      ))}
      <Entry name="Mixup">
        <rect width="10" height="10" rx="2" fill={colours.real} />
        <path d={stripes(0, 0, 10, 10)} stroke="var(--ground)" strokeWidth="1.5" />
      </Entry>
      <Entry name="new head">
        <rect x="3" width="4" height="10" rx="1.5" fill="var(--accent)" />
      </Entry>
      <Entry name="left as it is">
        <rect x="0.5" y="0.5" width="9" height="9" rx="2" fill="none" stroke="var(--control-line)" />
      </Entry>
    </span>
  );
}

const Entry = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <span className={styles.keyEntry}>
    <svg width="10" height="10" aria-hidden>
      {children}
    </svg>
    {name}
  </span>
);
