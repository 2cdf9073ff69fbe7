import { arc, blob, bowl, box, curve, ellipse, ring, turned } from '../shapes.ts';
import { chance, type Draw } from './drawn-object.ts';

export const cup: Draw = (pen, r) => {
  const wide = r.between(0.44, 0.58);
  pen.shape('main', ring(wide + 0.08, 0.25, 0.28, 0.32, 0.11));
  pen.shape('main', [
    -wide,
    -0.35,
    wide,
    -0.35,
    wide * 0.82,
    0.85,
    wide * 0.6,
    0.95,
    -wide * 0.6,
    0.95,
    -wide * 0.82,
    0.85,
  ]);
  pen.shape('mainLight', ellipse(0, -0.35, wide, 0.14));
  pen.shape([0.4, 0.07, 0.12], ellipse(0, -0.32, wide * 0.84, 0.1), { relief: 0 });
  pen.shape('second', box(0, 0.25, wide * 1.72, 0.24), { relief: 0.4 });
  if (chance(r, 0.6))
    for (const x of [-0.15, 0.12])
      pen.line('white', curve([x, -0.5, x + 0.08, -0.65, x - 0.04, -0.78, x + 0.05, -0.94]), 0.06, {
        opacity: 0.6,
        relief: 0,
      });
};

export const bottle: Draw = (pen, r) => {
  const wide = r.between(0.28, 0.4);
  pen.shape(
    'main',
    blob([
      -0.12,
      -0.85,
      0.12,
      -0.85,
      0.13,
      -0.4,
      wide,
      -0.1,
      wide,
      0.85,
      wide * 0.7,
      0.96,
      -wide * 0.7,
      0.96,
      -wide,
      0.85,
      -wide,
      -0.1,
      -0.13,
      -0.4,
    ]),
  );
  pen.shape('secondDark', box(0, -0.86, 0.26, 0.2, 0.04));
  pen.shape('white', box(0, 0.4, wide * 1.9, 0.46), { relief: 0.4 });
  pen.shape('accent', ellipse(0, 0.4, 0.15), { relief: 0.3 });
};

export const candle: Draw = (pen, r) => {
  const top = r.between(-0.4, 0);
  pen.shape([0.9, 0.14, 0.22], blob([0, top - 0.62, 0.16, top - 0.26, 0, top - 0.1, -0.16, top - 0.26]), {
    relief: 0,
  });
  pen.shape([0.97, 0.06, 0.28], blob([0, top - 0.42, 0.08, top - 0.24, 0, top - 0.12, -0.08, top - 0.24]), {
    relief: 0,
    outlined: false,
  });
  pen.line('dark', [0, top - 0.14, 0, top], 0.04, { relief: 0 });
  pen.shape('main', box(0, (top + 0.86) / 2, 0.44, 0.86 - top, 0.06));
  pen.shape(
    'mainLight',
    blob([-0.22, top, 0.22, top, 0.2, top + 0.3, 0.1, top + 0.12, -0.04, top + 0.4, -0.14, top + 0.14]),
    { relief: 0.5 },
  );
  pen.shape('second', bowl(0, 0.8, 0.6, 0.17));
  pen.shape('second', ring(0.68, 0.82, 0.16, 0.14, 0.06));
};

export const table: Draw = (pen, r) => {
  const deep = r.between(0.12, 0.25);
  for (const x of [-0.58, 0.66]) pen.line('mainDark', [x, 0, x, 0.78], 0.1);
  pen.shape('main', [-0.95, 0, -0.7, -deep - 0.05, 0.95, -deep - 0.05, 0.78, 0]);
  pen.shape('mainDark', box(-0.08, 0.06, 1.74, 0.13, 0.03));
  for (const x of [-0.82, 0.62]) pen.line('main', [x, 0.12, x, 0.96], 0.12);
  if (chance(r, 0.5)) pen.shape('accent', ellipse(0, -deep * 0.6, 0.3, 0.06));
};

export const cake: Draw = (pen, r) => {
  const tiers = 1 + r.integer(2);
  pen.shape('white', ellipse(0, 0.9, 0.92, 0.1));
  for (let i = 0; i <= tiers; i++) {
    const [w, y] = [0.76 - i * 0.22, 0.86 - i * 0.44];
    pen.shape(i % 2 === 0 ? 'main' : 'second', box(0, y - 0.2, w * 2, 0.44, 0.06));
    pen.shape(
      'white',
      [
        -w,
        y - 0.42,
        w,
        y - 0.42,
        ...[0.8, 0.4, 0, -0.4, -0.8].flatMap((x) => arc(x * w, y - 0.3, w * 0.2, 0.13, 0, Math.PI)),
      ],
      { relief: 0.6 },
    );
  }
  const top = 0.86 - tiers * 0.44 - 0.42;
  pen.line('accent', [0, top, 0, top - 0.26], 0.08);
  pen.shape([0.92, 0.13, 0.23], blob([0, top - 0.5, 0.06, top - 0.34, 0, top - 0.27, -0.06, top - 0.34]), {
    relief: 0,
  });
};

export const iceCream: Draw = (pen, r) => {
  pen.shape('second', [-0.36, 0.02, 0.36, 0.02, 0, 0.98]);
  for (const x of [-0.2, 0, 0.2])
    for (const side of [-1, 1])
      pen.line('secondDark', [x - side * 0.12, 0.06, x + side * 0.1 - x * 0.4, 0.5], 0.025, { relief: 0 });
  if (chance(r, 0.6)) pen.shape('accent', ellipse(0, -0.58, 0.34));
  pen.shape('main', ellipse(0, -0.18, 0.46, 0.38));
  pen.shape(
    'main',
    blob([-0.48, -0.06, 0.48, -0.06, 0.42, 0.14, 0.24, 0.04, 0.08, 0.2, -0.14, 0.06, -0.34, 0.16]),
  );
};

export const pear: Draw = (pen, r) => {
  const neck = r.between(0.22, 0.32);
  pen.line('secondDark', curve([0, -0.7, 0.03, -0.85, 0.1, -0.97]), 0.07);
  pen.shape(
    'second',
    turned(blob([0, 0, 0.2, -0.16, 0.5, -0.06, 0.22, 0.1]), -0.3, 0, 0).map(
      (value, i) => value + (i % 2 === 0 ? 0.04 : -0.76),
    ),
  );
  pen.shape(
    'main',
    blob([
      0,
      -0.74,
      neck,
      -0.5,
      neck + 0.1,
      -0.1,
      0.58,
      0.4,
      0.42,
      0.86,
      0,
      0.95,
      -0.42,
      0.86,
      -0.58,
      0.4,
      -neck - 0.1,
      -0.1,
      -neck,
      -0.5,
    ]),
  );
};

export const cherries: Draw = (pen, r) => {
  const drop = r.between(-0.1, 0.15);
  pen.line('secondDark', curve([-0.4, 0.35, -0.25, -0.3, 0.15, -0.85]), 0.055);
  pen.line('secondDark', curve([0.42, 0.4 + drop, 0.4, -0.2, 0.15, -0.85]), 0.055);
  pen.shape('second', blob([0.15, -0.85, -0.2, -0.95, -0.55, -0.75, -0.2, -0.62]));
  pen.shape('main', ellipse(-0.42, 0.55, 0.38, 0.36));
  pen.shape('main', ellipse(0.42, 0.58 + drop, 0.38, 0.36));
  for (const [x, y] of [
    [-0.52, 0.42],
    [0.32, 0.45 + drop],
  ] as const)
    pen.shape('white', ellipse(x, y, 0.07, 0.1, 0.5), { relief: 0, opacity: 0.8, outlined: false });
};

export const carrot: Draw = (pen, r) => {
  const fat = r.between(0.24, 0.34);
  for (const angle of [-0.5, 0, 0.5])
    pen.shape(
      'second',
      turned(blob([-0.06, -0.4, -0.15, -0.8, 0, -1, 0.15, -0.8, 0.06, -0.4]), angle, 0, -0.4),
    );
  pen.shape(
    'main',
    blob([0, -0.5, fat, -0.4, fat * 0.8, 0.1, 0.06, 0.98, -0.04, 0.98, -fat * 0.8, 0.1, -fat, -0.4]),
  );
  for (const [x, y] of [
    [-0.1, -0.2],
    [0.1, 0.05],
    [-0.08, 0.28],
    [0.05, 0.5],
  ] as const)
    pen.line('mainDark', [x - 0.1, y, x + 0.07, y + 0.02], 0.035, { relief: 0 });
};
