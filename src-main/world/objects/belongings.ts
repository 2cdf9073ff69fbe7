import { arc, blob, box, curve, ellipse, limb, mirrored, turned } from '../shapes.ts';
import { chance, type Draw } from './drawn-object.ts';

export const batClub: Draw = (pen, r) => {
  const fat = r.between(0.17, 0.24);
  pen.shape(
    'main',
    blob([
      -0.68,
      0.76,
      -0.76,
      0.68,
      -0.2,
      0.06,
      0.3,
      -0.58 - fat * 0.5,
      0.62,
      -0.92,
      0.88,
      -0.86,
      0.92,
      -0.62,
      0.58 + fat * 0.5,
      -0.3,
      -0.06,
      0.2,
    ]),
  );
  for (const t of [0.06, 0.16, 0.26, 0.36])
    pen.line('second', [-0.76 + t * 1.4, 0.62 - t * 1.5, -0.62 + t * 1.4, 0.76 - t * 1.5], 0.085, {
      relief: 0.4,
    });
  pen.shape('secondDark', ellipse(-0.76, 0.76, 0.13));
  pen.line('mainDark', curve([0.3, -0.3, 0.5, -0.55, 0.66, -0.66]), 0.035, { relief: 0 });
  if (chance(r, 0.6)) {
    const [x, y] = [r.between(0.3, 0.62), r.between(0.42, 0.66)];
    pen.shape('white', ellipse(x, y, 0.23));
    pen.line('accentDark', arc(x - 0.24, y, 0.18, 0.2, -1, 1), 0.035, { relief: 0 });
    pen.line('accentDark', arc(x + 0.24, y, 0.18, 0.2, 2.14, 4.14), 0.035, { relief: 0 });
  }
};

export const kiteToy: Draw = (pen, r) => {
  const wide = r.between(0.46, 0.62);
  const cross = r.between(-0.45, -0.25);
  const sway = r.between(-0.3, 0.3);
  const tail = curve([0, 0.42, sway, 0.58, -sway * 0.6, 0.72, sway * 0.9, 0.86, -sway * 0.2, 0.98]);
  pen.line('dark', tail, 0.03, { relief: 0 });
  for (const i of [9, 17, 25]) {
    const [x, y] = [tail[i * 2]!, tail[i * 2 + 1]!];
    pen.shape('accent', [x - 0.15, y - 0.07, x, y, x - 0.15, y + 0.07]);
    pen.shape('accent', [x + 0.15, y - 0.07, x, y, x + 0.15, y + 0.07]);
  }
  pen.shape('main', [0, -0.96, wide, cross, 0, 0.44, -wide, cross]);
  pen.shape('second', [0, -0.96, wide, cross, 0, cross], { relief: 0.4 });
  pen.shape('second', [0, 0.44, -wide, cross, 0, cross], { relief: 0.4 });
  pen.line('mainDark', [0, -0.94, 0, 0.42], 0.035, { relief: 0 });
  pen.line('mainDark', [-wide, cross, wide, cross], 0.035, { relief: 0 });
};

export const archersBow: Draw = (pen, r) => {
  const deep = r.between(0.5, 0.75);
  const drawn = chance(r, 0.4) ? r.between(0.2, 0.5) : 0;
  const x = -0.3;
  pen.line('white', [x, -0.86, x - drawn, 0, x, 0.86], 0.03, { relief: 0 });
  pen.line(
    'main',
    curve([
      x - 0.1,
      -0.97,
      x,
      -0.86,
      x + deep * 0.75,
      -0.48,
      x + deep * 0.86,
      0,
      x + deep * 0.75,
      0.48,
      x,
      0.86,
      x - 0.1,
      0.97,
    ]),
    0.11,
  );
  pen.shape('secondDark', limb(x + deep * 0.86, -0.14, x + deep * 0.86, 0.14, 0.085));
  if (drawn > 0 || chance(r, 0.6)) {
    const tail = x - drawn;
    pen.line('second', [tail, 0, 0.8, 0], 0.05);
    pen.shape('accentDark', [0.97, 0, 0.74, -0.11, 0.74, 0.11]);
    pen.shape('accent', [
      tail,
      0,
      tail - 0.12,
      -0.12,
      tail + 0.16,
      -0.12,
      tail + 0.26,
      0,
      tail + 0.16,
      0.12,
      tail - 0.12,
      0.12,
    ]);
  }
};

export const ribbonBow: Draw = (pen, r) => {
  const high = r.between(0.34, 0.5);
  const droop = r.between(-0.12, 0.16);
  const end = r.between(0.3, 0.6);
  for (const side of [-1, 1]) {
    pen.shape('mainDark', [
      0,
      0,
      side * end,
      0.62,
      side * (end - 0.05),
      0.95,
      side * (end - 0.14),
      0.78,
      side * (end - 0.34),
      0.92,
      side * 0.02,
      0.2,
    ]);
  }
  for (const side of [-1, 1]) {
    const loop = blob([
      0.04,
      -0.04,
      0.4,
      -high,
      0.86,
      -high - 0.06 + droop,
      0.96,
      0.06 + droop,
      0.78,
      high + droop * 0.6,
      0.36,
      0.26,
      0.04,
      0.12,
    ]);
    pen.shape('main', side === 1 ? loop : mirrored(loop));
    pen.shape(
      'mainDark',
      blob([
        side * 0.34,
        -0.02,
        side * 0.62,
        -high * 0.5 + droop,
        side * 0.76,
        0.06 + droop,
        side * 0.6,
        high * 0.5 + droop,
      ]),
      { relief: 0.4 },
    );
  }
  pen.shape('second', box(0, 0.04, 0.28, 0.36, 0.11));
};

export const palmHand: Draw = (pen, r) => {
  const spread = r.between(0.7, 1.25);
  const wide = r.between(0.85, 1.05);
  pen.shape('second', box(0, 0.9, 0.64 * wide, 0.3, 0.05));
  const fingers = [
    [-0.27, -0.3, 0.44],
    [-0.09, -0.1, 0.6],
    [0.1, 0.07, 0.58],
    [0.28, 0.24, 0.44],
  ] as const;
  for (const [x, angle, long] of fingers) {
    const bend = r.between(0.85, 1.05);
    pen.shape(
      'main',
      turned(limb(x * wide, 0, x * wide, -0.2 - long * bend, 0.11, 0.095), angle * spread, x * wide, 0.1),
    );
  }
  pen.shape('main', limb(0.26 * wide, 0.5, 0.66 * wide + 0.08 * spread, 0.06, 0.16, 0.095));
  pen.shape(
    'main',
    blob([
      -0.38 * wide,
      -0.05,
      0,
      -0.14,
      0.36 * wide,
      -0.05,
      0.4 * wide,
      0.4,
      0.26 * wide,
      0.82,
      -0.26 * wide,
      0.82,
      -0.42 * wide,
      0.4,
    ]),
  );
  pen.line('mainDark', curve([-0.24, 0.14, 0.02, 0.2, 0.28, 0.06]), 0.035, { relief: 0 });
  pen.line('mainDark', curve([0.28, 0.18, 0.06, 0.34, 0.04, 0.66]), 0.035, { relief: 0 });
  pen.line('mainDark', curve([-0.28, 0.32, -0.06, 0.38, 0.06, 0.3]), 0.03, { relief: 0 });
};

export const guitar: Draw = (pen, r) => {
  const waist = r.between(0.24, 0.32);
  const electric = chance(r, 0.3);
  pen.shape('secondDark', box(0, -0.46, 0.14, 0.86));
  pen.shape('second', [-0.12, -0.98, 0.12, -0.98, 0.09, -0.74, -0.09, -0.74]);
  for (const side of [-1, 1])
    for (const y of [-0.94, -0.86, -0.78])
      pen.shape('accent', ellipse(side * 0.15, y, 0.045, 0.03), { relief: 0.4 });
  pen.shape(
    'main',
    electric
      ? blob([
          -0.3, 0.05, -0.42, -0.2, -0.2, 0, 0.2, 0, 0.42, -0.2, 0.36, 0.14, 0.28, 0.36, 0.44, 0.74, 0.1, 0.95,
          -0.3, 0.9, -0.44, 0.66, -0.28, 0.36,
        ])
      : blob([
          0,
          -0.12,
          0.3,
          -0.02,
          waist + 0.04,
          0.28,
          0.46,
          0.62,
          0.34,
          0.9,
          0,
          0.98,
          -0.34,
          0.9,
          -0.46,
          0.62,
          -waist - 0.04,
          0.28,
          -0.3,
          -0.02,
        ]),
  );
  pen.shape('mainDark', blob([0.1, 0.5, 0.32, 0.46, 0.3, 0.76, 0.12, 0.8]), { relief: 0.2, outlined: false });
  if (!electric) pen.shape('dark', ellipse(0, 0.3, 0.14), { relief: 0 });
  pen.shape('secondDark', box(0, 0.02, 0.14, 0.26));
  pen.shape('secondDark', box(0, 0.72, 0.34, 0.08, 0.02));
  for (const x of [-0.035, 0, 0.035]) pen.line('white', [x, -0.9, x, 0.72], 0.014, { relief: 0 });
};

export const boot: Draw = (pen, r) => {
  const top = r.between(-0.95, -0.5);
  const toe = r.between(0.7, 0.92);
  pen.shape(
    'main',
    blob([
      -0.5,
      top,
      0.04,
      top,
      0.06,
      0,
      0.3,
      0.3,
      toe,
      0.42,
      toe + 0.04,
      0.8,
      0,
      0.84,
      -0.52,
      0.84,
      -0.54,
      0.2,
    ]),
  );
  pen.shape('mainDark', blob([toe - 0.34, 0.36, toe, 0.44, toe + 0.03, 0.8, toe - 0.38, 0.82]), {
    relief: 0.6,
  });
  pen.shape('secondDark', [
    -0.56,
    0.8,
    toe + 0.08,
    0.8,
    toe + 0.04,
    0.95,
    0,
    0.95,
    -0.08,
    0.9,
    -0.14,
    1,
    -0.54,
    1,
  ]);
  pen.shape('second', limb(-0.5, top, 0.04, top, 0.09));
  const laces = chance(r, 0.6);
  if (laces)
    for (let y = top + 0.3; y < 0.2; y += 0.2)
      pen.line('white', [-0.18, y, 0.08, y + 0.06], 0.05, { relief: 0.2 });
  else pen.line('accent', curve([-0.52, 0.1, -0.2, 0.16, 0.1, 0.06]), 0.09);
};
