import { blob, curve, ellipse, limb, mirrored, turned } from '../shapes.ts';
import { beadEye, chance, eye, type Draw } from './drawn-object.ts';

export const craneBird: Draw = (pen, r) => {
  const bend = r.between(-0.15, 0.2);
  const oneLeg = chance(r, 0.4);
  pen.line(
    'secondDark',
    oneLeg ? [-0.12, 0.3, 0.02, 0.56, -0.2, 0.66] : [-0.12, 0.3, -0.06, 0.62, -0.16, 0.95, 0.02, 0.97],
    0.05,
  );
  pen.line('secondDark', [-0.28, 0.3, -0.3, 0.62, -0.34, 0.96, -0.16, 0.97], 0.055);
  pen.line('main', curve([0.1, 0.1, 0.36, -0.1, 0.3 + bend, -0.42, 0.4 + bend, -0.74]), 0.13);
  pen.shape('main', blob([-0.72, 0.24, -0.4, -0.06, 0, -0.1, 0.26, 0.08, 0.12, 0.32, -0.3, 0.4]));
  pen.shape('second', blob([-0.98, 0.42, -0.6, 0.05, -0.1, 0, 0.06, 0.14, -0.25, 0.27, -0.6, 0.36]));
  for (const y of [0.44, 0.54])
    pen.line('secondDark', curve([-0.5, 0.26, -0.72, y - 0.06, -0.9, y + 0.06]), 0.07, { relief: 0.4 });
  pen.shape('main', ellipse(0.44 + bend, -0.76, 0.125, 0.11));
  pen.shape('accentDark', ellipse(0.4 + bend, -0.84, 0.08, 0.05), { relief: 0.3 });
  pen.shape('secondLight', [0.52 + bend, -0.82, 0.96 + bend * 0.6, -0.7, 0.52 + bend, -0.7]);
  beadEye(pen, 0.46 + bend, -0.78, 0.035);
};

export const kiteBird: Draw = (pen, r) => {
  const flap = r.between(-0.2, 0.22);
  const spread = r.between(0.16, 0.28);
  pen.shape('second', [-0.09, 0.28, -spread - 0.1, 0.9, 0, 0.62, spread + 0.1, 0.9, 0.09, 0.28]);
  for (const side of [-1, 1]) {
    for (let i = 5; i >= 0; i--) {
      const wrist = [side * (0.58 - i * 0.07), -0.24 + flap * 0.7 + i * 0.02] as const;
      const tip = [side * (0.98 - i * 0.1), -0.4 + flap + i * (0.15 - 0.012 * i)] as const;
      pen.shape(i % 2 === 0 ? 'mainDark' : 'main', limb(...wrist, ...tip, 0.11, 0.045), { relief: 0.6 });
    }
    const inner = [
      0.04,
      -0.2,
      0.3,
      -0.36 + flap * 0.5,
      0.62,
      -0.36 + flap,
      0.6,
      -0.14 + flap,
      0.36,
      0.12 + flap * 0.4,
      0.04,
      0.24,
    ];
    pen.shape('main', blob(inner.map((value, i) => (i % 2 === 0 ? side * value : value))));
    const bar = curve([0.16, -0.08, 0.36, -0.12 + flap * 0.5, 0.58, -0.22 + flap]);
    pen.line('mainLight', side === 1 ? bar : mirrored(bar), 0.09, { relief: 0.4, outlined: false });
  }
  pen.shape('main', blob([0, -0.42, 0.15, -0.1, 0.14, 0.25, 0, 0.48, -0.14, 0.25, -0.15, -0.1]));
  pen.shape('mainLight', ellipse(0, -0.42, 0.14, 0.15));
  pen.shape('accent', [-0.06, -0.5, 0, -0.7, 0.06, -0.5]);
  for (const side of [-1, 1]) beadEye(pen, side * 0.075, -0.44, 0.035);
};

export const owl: Draw = (pen, r) => {
  const wide = r.between(0.5, 0.62);
  const look = r.between(-0.6, 0.6);
  const tuft = r.between(0.1, 0.3);
  for (const side of [-1, 1]) {
    pen.shape('main', [side * wide * 0.25, -0.72, side * wide * 0.9, -0.78 - tuft, side * wide * 0.92, -0.3]);
    for (const i of [0, 0.12]) pen.shape('accentDark', ellipse(side * (0.16 + i), 0.94, 0.07, 0.06));
  }
  pen.shape(
    'main',
    blob([
      0,
      -0.85,
      wide * 0.9,
      -0.62,
      wide,
      0.1,
      wide * 0.8,
      0.75,
      0,
      0.94,
      -wide * 0.8,
      0.75,
      -wide,
      0.1,
      -wide * 0.9,
      -0.62,
    ]),
  );
  pen.shape('mainLight', ellipse(0, 0.42, wide * 0.62, 0.46), { relief: 0.6 });
  for (const [x, y] of [
    [-0.2, 0.2],
    [0, 0.2],
    [0.2, 0.2],
    [-0.1, 0.38],
    [0.1, 0.38],
    [-0.18, 0.56],
    [0, 0.56],
    [0.18, 0.56],
  ] as const)
    pen.line('mainDark', curve([x - 0.06, y, x, y + 0.07, x + 0.06, y]), 0.035, { relief: 0 });
  for (const side of [-1, 1]) {
    pen.shape(
      'mainDark',
      blob([
        side * wide * 0.82,
        -0.2,
        side * (wide + 0.12),
        0.2,
        side * wide * 0.9,
        0.72,
        side * wide * 0.62,
        0.4,
      ]),
    );
    pen.shape('secondLight', ellipse(side * 0.24, -0.4, 0.27, 0.28), { relief: 0.5 });
    eye(pen, side * 0.24, -0.4, 0.17, look);
  }
  pen.shape('accent', [-0.08, -0.34, 0.08, -0.34, 0, -0.12]);
};

export const duck: Draw = (pen, r) => {
  const lift = r.between(-0.12, 0.1);
  for (const x of [-0.12, 0.12]) pen.line('accent', [x, 0.7, x, 0.94, x + 0.14, 0.96], 0.06);
  pen.shape(
    'main',
    blob([-0.95, 0.02, -0.6, 0.1, -0.1, 0.06, 0.4, 0, 0.56, 0.4, 0.2, 0.78, -0.4, 0.76, -0.78, 0.45]),
  );
  pen.shape('main', limb(0.36, 0.25, 0.42, -0.4 + lift, 0.2, 0.17));
  pen.shape('main', ellipse(0.44, -0.46 + lift, 0.27));
  pen.shape('accent', blob([0.64, -0.54 + lift, 0.95, -0.46 + lift, 0.94, -0.36 + lift, 0.64, -0.34 + lift]));
  pen.shape('second', blob([-0.66, 0.22, -0.1, 0.14, 0.26, 0.3, -0.05, 0.58, -0.5, 0.52]));
  beadEye(pen, 0.52, -0.54 + lift, 0.055);
};

export const penguin: Draw = (pen, r) => {
  const wave = r.between(0, 0.5);
  for (const side of [-1, 1]) {
    pen.shape(
      'mainDark',
      turned(ellipse(side * 0.5, 0.15, 0.12, 0.42), -side * (0.25 + wave), side * 0.42, -0.15),
    );
    pen.shape('accent', ellipse(side * 0.22, 0.94, 0.2, 0.07));
  }
  pen.shape(
    'main',
    blob([
      0, -0.95, 0.34, -0.7, 0.36, -0.35, 0.52, 0.3, 0.4, 0.86, 0, 0.95, -0.4, 0.86, -0.52, 0.3, -0.36, -0.35,
      -0.34, -0.7,
    ]),
  );
  pen.shape('white', blob([0, -0.3, 0.3, 0, 0.36, 0.5, 0.2, 0.84, -0.2, 0.84, -0.36, 0.5, -0.3, 0]), {
    relief: 0.6,
  });
  for (const side of [-1, 1]) {
    pen.shape('white', ellipse(side * 0.15, -0.58, 0.16, 0.18), { relief: 0.4, outlined: false });
    beadEye(pen, side * 0.13, -0.6, 0.06);
  }
  pen.shape('accent', [-0.12, -0.5, 0.12, -0.5, 0, -0.3]);
};
