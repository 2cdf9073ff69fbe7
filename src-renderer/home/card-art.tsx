/** Small line drawings, in the colours of the theme, that tell the three cards apart at a glance. */
const frame = { width: 132, height: 72, viewBox: '0 0 132 72', fill: 'none', 'aria-hidden': true } as const;
const line = { stroke: 'var(--line-strong)', strokeWidth: 1.5 } as const;

export function FoldersArt() {
  return (
    <svg {...frame}>
      {[0, 44, 88].map((x, at) => (
        <g key={x} transform={`translate(${x} 10)`}>
          <path d="M1 8a3 3 0 0 1 3-3h10l4 5h17a3 3 0 0 1 3 3v35a3 3 0 0 1-3 3H4a3 3 0 0 1-3-3z" {...line} />
          <rect x="8" y="18" width="23" height="23" rx="2" fill={`var(--series-${at + 2})`} opacity="0.85" />
        </g>
      ))}
    </svg>
  );
}

export function ModelsArt() {
  const layers = [16, 30, 44, 30, 16];
  return (
    <svg {...frame}>
      {layers.map((height, at) => (
        <rect
          key={`${at}-${height}`}
          x={2 + at * 26}
          y={36 - height / 2}
          width="14"
          height={height}
          rx="3"
          {...line}
          strokeDasharray="4 3"
        />
      ))}
      {[0, 1, 2, 3].map((at) => (
        <path key={at} d={`M${18 + at * 26} 36h8`} {...line} />
      ))}
    </svg>
  );
}

export function WorldArt() {
  return (
    <svg {...frame}>
      <rect x="1" y="4" width="62" height="62" rx="5" {...line} />
      <path
        d="M1 48c14-9 26-9 34-3s18 5 28 0v16a5 5 0 0 1-5 5H6a5 5 0 0 1-5-5z"
        fill="var(--series-3)"
        opacity="0.85"
      />
      <circle cx="46" cy="20" r="7" fill="var(--series-2)" />
      <rect x="69" y="4" width="62" height="62" rx="5" {...line} />
      <path d="M80 50 100 18l20 32z" fill="var(--series-6)" opacity="0.85" />
      <path d="m94 28 6-10 6 10-6 4z" fill="var(--raised)" />
    </svg>
  );
}
