import type { RecipeSource, RecipeStage } from '../../src-shared/domain/recipes.ts';

const WIDTH = 220;
const HEIGHT = 64;
const TRAIN = 150;
const BATCHES = 6;
const DEPTH = 42;
const colours = { real: 'var(--series-1)', synthetic: 'var(--series-2)' } as const;

/** A row of batches for each stage, every batch a column of its sources, then val and the sealed test set. */
export function RecipePicture({ stages }: { stages: readonly RecipeStage[] }) {
  const batches = stages.flatMap(({ share, sources }) =>
    Array.from({ length: Math.max(1, Math.round(share * BATCHES)) }, () => sources),
  );
  const step = TRAIN / Math.max(1, batches.length);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width="100%"
      height={HEIGHT}
      preserveAspectRatio="xMinYMid meet"
      aria-hidden
    >
      {batches.map((sources, at) => (
        <Batch key={`${at} of ${batches.length}`} x={at * step} width={step - 4} sources={sources} />
      ))}
      <path
        d={`M${TRAIN + 3} 25h12m-4-4 4 4-4 4`}
        stroke="var(--control-line)"
        fill="none"
        strokeWidth="1.5"
      />
      <rect
        x="173"
        y="10"
        width="44"
        height="30"
        rx="4"
        fill="none"
        stroke="var(--control-line)"
        strokeDasharray="3 2"
      />
      <text x="195" y="29" textAnchor="middle" fontSize="10.5" fill="var(--text-soft)">
        test
      </text>
      <g fontSize="10.5" fill="var(--text-soft)">
        {sourcesOf(stages).map((domain, at) => (
          <g key={domain} transform={`translate(${at * 62} 58)`}>
            <rect y="-8" width="9" height="9" rx="2" fill={colours[domain]} />
            <text x="13">{domain}</text>
          </g>
        ))}
      </g>
    </svg>
  );
}

function Batch({ x, width, sources }: { x: number; width: number; sources: readonly RecipeSource[] }) {
  const heights = sources.map(({ share }) => DEPTH * (share ?? 1 / sources.length));
  return (
    <g>
      {sources.map(({ domain }, at) => {
        const above = heights.slice(0, at).reduce((sum, height) => sum + height, 0);
        const height = Math.max(2, (heights[at] ?? 0) - 2);
        return (
          <rect
            key={domain}
            x={x}
            y={4 + above}
            width={width}
            height={height}
            rx="2.5"
            fill={colours[domain]}
          />
        );
      })}
    </g>
  );
}

const sourcesOf = (stages: readonly RecipeStage[]): RecipeSource['domain'][] => [
  ...new Set(stages.flatMap(({ sources }) => sources.map(({ domain }) => domain))),
];
