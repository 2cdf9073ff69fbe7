import type { AuxiliaryNorm } from '../../src-shared/recipes/recipe.ts';

const LAYERS = 3;
const own = { real: 'var(--series-1)', synthetic: 'var(--series-2)' } as const;

/**
 * A network as its layers and its head. With auxiliary batch norm its norms instead: the statistics (μ, σ) above scale and shift (γ, β), in two
 * colours where each domain has its own.
 */
export function NetworkPicture(props: {
  x: number;
  auxiliaryNorm: AuxiliaryNorm | null;
  newHead: boolean;
  headOnly: boolean;
}) {
  const { x, auxiliaryNorm, newHead, headOnly } = props;
  return (
    <g transform={`translate(${x} 2)`}>
      {auxiliaryNorm === null ? <Layers isLeft={headOnly} /> : <Norms which={auxiliaryNorm} />}
      <rect x="51" width="5" height="42" rx="2" fill={newHead ? 'var(--accent)' : 'var(--control-line)'} />
    </g>
  );
}

const Layers = ({ isLeft }: { isLeft: boolean }) =>
  Array.from({ length: LAYERS }, (_, at) => (
    <rect
      key={at}
      x={at * 16 + 0.5}
      y="0.5"
      width="12"
      height="41"
      rx="2"
      fill={isLeft ? 'none' : 'var(--pressed)'}
      stroke="var(--control-line)"
      strokeDasharray={isLeft ? '2 2' : undefined}
    />
  ));

const Norms = ({ which }: { which: AuxiliaryNorm }) => (
  <>
    <NormRow y={0} words="μ σ" isApart={which !== 'affine'} />
    <NormRow y={22} words="γ β" isApart={which !== 'statistics'} />
  </>
);

function NormRow({ y, words, isApart }: { y: number; words: string; isApart: boolean }) {
  const boxes = isApart
    ? [
        { at: 0, width: 22, stroke: own.real },
        { at: 24, width: 22, stroke: own.synthetic },
      ]
    : [{ at: 0, width: 46, stroke: 'var(--control-line)' }];
  return boxes.map(({ at, width, stroke }) => (
    <g key={at}>
      <rect
        x={at + 0.75}
        y={y + 0.75}
        width={width - 1.5}
        height="18.5"
        rx="2.5"
        fill="none"
        stroke={stroke}
        strokeWidth="1.5"
      />
      <text x={at + width / 2} y={y + 13.5} textAnchor="middle" fontSize="10" fill="var(--text-soft)">
        {words}
      </text>
    </g>
  ));
}
