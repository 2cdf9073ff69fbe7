import { arc, blob, curve, dome, ellipse, limb, turned } from '../shapes.ts';
import { beadEye, chance, eye, type Draw } from './drawn-object.ts';

export const cat: Draw = (pen, r) => {
  const sitting = chance(r, 0.55);
  const swish = r.between(-0.25, 0.25);
  const head = r.between(0.34, 0.42);
  const hx = sitting ? r.between(-0.1, 0.15) : 0.5;
  const hy = sitting ? -0.42 : r.between(-0.4, -0.15);
  if (sitting) {
    pen.line('mainDark', curve([0.3, 0.85, 0.7, 0.8, 0.85, 0.4 + swish, 0.65, 0.1 + swish]), 0.17);
    pen.shape('main', blob([-0.3, -0.2, 0.25, -0.2, 0.45, 0.4, 0.5, 0.9, 0, 1, -0.5, 0.9, -0.42, 0.4]));
    pen.shape('mainLight', ellipse(0, 0.4, 0.22, 0.38));
    pen.shape('main', limb(-0.16, 0.3, -0.18, 0.9, 0.11, 0.12));
    pen.shape('main', limb(0.16, 0.3, 0.18, 0.9, 0.11, 0.12));
  } else {
    pen.line('mainDark', curve([-0.6, 0.2, -0.88, 0, -0.85, -0.4 + swish, -0.6, -0.6 + swish]), 0.15);
    for (const [x, step] of [
      [-0.55, 0.1],
      [0.4, -0.08],
    ] as const)
      pen.shape('mainDark', limb(x, 0.3, x + step, 0.9, 0.13, 0.09));
    pen.shape('main', blob([-0.7, 0.1, -0.3, -0.08, 0.3, -0.02, 0.62, 0.1, 0.55, 0.5, 0, 0.56, -0.6, 0.55]));
    for (const [x, step] of [
      [-0.4, -0.1],
      [0.52, 0.1],
    ] as const)
      pen.shape('main', limb(x, 0.35, x + step, 0.9, 0.14, 0.1));
    if (chance(r, 0.5))
      for (const x of [-0.4, -0.15, 0.1])
        pen.line('mainDark', curve([x, 0, x + 0.04, 0.14, x, 0.28]), 0.07, { relief: 0 });
  }
  const tip = r.between(1.45, 1.75) * head;
  for (const side of [-1, 1]) {
    pen.shape('main', [
      hx + side * head * 0.95,
      hy + 0.02,
      hx + side * head * 0.92,
      hy - tip,
      hx + side * head * 0.1,
      hy - head * 0.8,
    ]);
    pen.shape(
      'accent',
      [
        hx + side * head * 0.84,
        hy - head * 0.45,
        hx + side * head * 0.82,
        hy - tip * 0.8,
        hx + side * head * 0.38,
        hy - head * 0.8,
      ],
      { relief: 0.2, outlined: false },
    );
  }
  pen.shape('main', ellipse(hx, hy, head * 1.08, head * 0.9));
  pen.shape('mainLight', ellipse(hx, hy + head * 0.4, head * 0.5, head * 0.36));
  for (const side of [-1, 1]) {
    eye(pen, hx + side * head * 0.42, hy - head * 0.08, head * 0.22, 0);
    for (const drop of [0.32, 0.5])
      pen.line(
        'dark',
        [hx + side * head * 0.4, hy + head * 0.36, hx + side * head * 1.35, hy + head * drop],
        0.022,
        { relief: 0 },
      );
  }
  pen.shape('accentDark', [hx - 0.06, hy + head * 0.2, hx + 0.06, hy + head * 0.2, hx, hy + head * 0.36], {
    relief: 0,
  });
};

export const rabbit: Draw = (pen, r) => {
  const lean = r.between(-0.18, 0.18);
  const ear = r.between(0.5, 0.66);
  const flop = chance(r, 0.3);
  const hx = 0.28 + lean;
  pen.shape('white', ellipse(-0.72, 0.55, 0.17));
  pen.shape('main', blob([-0.68, 0.5, -0.45, 0.05, 0, -0.02, 0.35, 0.2, 0.4, 0.75, 0.2, 0.98, -0.5, 0.98]));
  pen.shape('mainLight', ellipse(0.26, 0.6, 0.2, 0.3));
  pen.shape('mainDark', ellipse(-0.38, 0.68, 0.3, 0.28));
  pen.shape('main', limb(-0.45, 0.93, 0.02, 0.93, 0.09, 0.08));
  pen.shape('main', limb(0.25, 0.6, 0.34, 0.92, 0.09, 0.08));
  for (const [at, angle] of [
    [-0.1, -0.25],
    [0.1, flop ? 1.25 : 0.2],
  ] as const) {
    pen.shape(
      'main',
      turned(ellipse(hx + at, -0.4 - ear * 0.75, 0.115, ear * 0.62), angle + lean, hx + at, -0.3),
    );
    pen.shape(
      'accent',
      turned(ellipse(hx + at, -0.4 - ear * 0.72, 0.05, ear * 0.45), angle + lean, hx + at, -0.3),
      { relief: 0.2, outlined: false },
    );
  }
  pen.shape('main', ellipse(hx, -0.18, 0.34, 0.31));
  pen.shape('mainLight', ellipse(hx + 0.17, -0.05, 0.18, 0.14));
  eye(pen, hx + 0.1, -0.23, 0.085);
  pen.shape('accentDark', ellipse(hx + 0.31, -0.12, 0.05, 0.04), { relief: 0.3 });
};

export const mouseAnimal: Draw = (pen, r) => {
  const ear = r.between(0.24, 0.34);
  const curl = r.between(-0.35, 0.2);
  pen.line(
    'accent',
    curve([-0.5, 0.85, -0.85, 0.85, -0.9, 0.3 + curl, -0.6, 0.1 + curl, -0.72, -0.2 + curl]),
    0.075,
  );
  pen.shape(
    'main',
    blob([-0.62, 0.7, -0.42, 0.15, 0, -0.02, 0.42, 0.1, 0.9, 0.62, 0.94, 0.72, 0.55, 0.92, -0.4, 0.98]),
  );
  pen.shape('mainLight', blob([-0.3, 0.92, 0, 0.72, 0.45, 0.72, 0.8, 0.74, 0.5, 0.92]), { outlined: false });
  pen.shape('mainDark', ellipse(-0.35, 0.7, 0.2, 0.2));
  for (const x of [-0.3, 0.3]) pen.shape('accent', limb(x, 0.95, x + 0.13, 0.95, 0.055));
  for (const [x, y] of [
    [0.14, -0.12],
    [0.42, -0.02],
  ] as const) {
    pen.shape('mainDark', ellipse(x, y, ear, ear * 1.05));
    pen.shape('accent', ellipse(x + 0.02, y + 0.02, ear * 0.66, ear * 0.7), { relief: 0.4, outlined: false });
  }
  beadEye(pen, 0.6, 0.38, 0.075);
  pen.shape('accentDark', ellipse(0.93, 0.67, 0.065));
  for (const y of [0.55, 0.72, 0.86]) pen.line('dark', [0.78, 0.7, 0.55, y], 0.02, { relief: 0 });
};

export const elephant: Draw = (pen, r) => {
  const trunkUp = chance(r, 0.4);
  const ear = r.between(0.3, 0.4);
  pen.line('mainDark', curve([-0.75, 0, -0.92, 0.2, -0.86, 0.45]), 0.06);
  for (const x of [-0.5, 0.2])
    pen.shape('mainDark', limb(x, 0.3, x + r.between(-0.06, 0.06), 0.86, 0.18, 0.14));
  pen.shape(
    'main',
    blob([-0.8, 0.1, -0.55, -0.38, -0.05, -0.5, 0.35, -0.35, 0.42, 0.25, 0, 0.45, -0.6, 0.45]),
  );
  for (const x of [-0.62, 0.08]) {
    pen.shape('main', limb(x, 0.25, x, 0.86, 0.18, 0.145));
    pen.shape('white', dome(x + 0.05, 0.99, 0.07, 0.07), { relief: 0 });
  }
  const trunk = trunkUp
    ? curve([0.6, -0.1, 0.82, 0.12, 0.93, -0.15, 0.86, -0.55, 0.7, -0.72])
    : curve([0.62, -0.1, 0.82, 0.2, 0.8, 0.6, 0.9, 0.82]);
  pen.line('main', trunk, 0.17);
  pen.shape('main', ellipse(0.5, -0.22, 0.34, 0.34));
  pen.shape('white', blob([0.62, 0.02, 0.76, 0.1, 0.95, 0.08, 0.8, 0.2, 0.62, 0.14]), { relief: 0.5 });
  pen.shape(
    'secondLight',
    blob([0.34, -0.5, 0.42, -0.1, 0.3, 0.18, 0.05, 0.15, 0.02 - ear * 0.5, -0.2, 0.08, -0.48]),
  );
  beadEye(pen, 0.62, -0.28, 0.06);
};

export const turtle: Draw = (pen, r) => {
  const lift = r.between(-0.18, 0.12);
  const high = r.between(0.62, 0.85);
  pen.shape('second', limb(0.5, 0.62, 0.82, 0.35 + lift, 0.14, 0.12));
  pen.shape('second', ellipse(0.82, 0.3 + lift, 0.19, 0.16));
  beadEye(pen, 0.87, 0.26 + lift, 0.05);
  pen.line('secondDark', curve([0.86, 0.4 + lift, 0.93, 0.4 + lift, 0.99, 0.36 + lift]), 0.025, {
    relief: 0,
  });
  pen.shape('second', [-0.62, 0.66, -0.95, 0.86, -0.55, 0.84]);
  for (const x of [-0.42, 0.42])
    pen.shape('second', limb(x, 0.7, x + r.between(-0.12, 0.12), 0.9, 0.15, 0.12));
  pen.shape('secondLight', ellipse(0, 0.7, 0.68, 0.15));
  pen.shape('main', dome(0, 0.72, 0.72, high));
  const cell = r.between(0.24, 0.3);
  for (const [x, y] of [
    [0, 0.42],
    [-0.4, 0.52],
    [0.4, 0.52],
    [-0.2, 0.12],
    [0.22, 0.12],
  ] as const) {
    const top = 0.72 - high * 1.0;
    const cy = y < 0.3 ? Math.max(y, top + 0.25) : y;
    pen.shape(
      'mainDark',
      [
        x - cell * 0.6,
        cy,
        x - cell * 0.3,
        cy - cell * 0.5,
        x + cell * 0.3,
        cy - cell * 0.5,
        x + cell * 0.6,
        cy,
        x + cell * 0.3,
        cy + cell * 0.5,
        x - cell * 0.3,
        cy + cell * 0.5,
      ],
      { relief: 0.6 },
    );
  }
  pen.line('mainLight', arc(0, 0.72, 0.68, 0.06, Math.PI, 0), 0.05, { relief: 0.3 });
};

export const snail: Draw = (pen, r) => {
  const size = r.between(0.46, 0.58);
  const y = 0.82 - size;
  pen.shape(
    'second',
    blob([
      -0.95, 0.95, -0.5, 0.72, 0.3, 0.72, 0.52, 0.4, 0.6, 0.1, 0.8, 0.02, 0.95, 0.16, 0.9, 0.4, 0.72, 0.9,
      0.5, 1, -0.6, 1,
    ]),
  );
  for (const [x, top] of [
    [0.68, -0.42],
    [0.88, -0.3],
  ] as const) {
    const sway = r.between(-0.1, 0.1);
    pen.line('second', curve([x, 0.1, x + 0.02, -0.15, x + 0.04 + sway, top]), 0.06);
    pen.shape('secondDark', ellipse(x + 0.04 + sway, top, 0.075));
  }
  pen.line('secondDark', curve([0.78, 0.38, 0.86, 0.36, 0.9, 0.3]), 0.03, { relief: 0 });
  pen.shape('main', ellipse(-0.12, y, size));
  const spiral: number[] = [];
  for (let i = 0; i <= 26; i++) {
    const [x, py] = arc(0, 0, 1 - i / 30, 1 - i / 30, i * 0.55 + 0.8, i * 0.55 + 0.81);
    spiral.push(-0.12 + (x ?? 0) * size * 0.86, y + (py ?? 0) * size * 0.86);
  }
  pen.line('mainDark', curve(spiral), 0.075, { relief: 0.3 });
};

export const fish: Draw = (pen, r) => {
  const tall = r.between(0.34, 0.56);
  const tail = r.between(0.3, 0.5);
  pen.shape('second', blob([-0.5, 0, -0.95, -tail, -0.8, 0, -0.95, tail]));
  pen.shape('second', blob([-0.35, -tall * 0.6, -0.1, -tall - 0.3, 0.35, -tall - 0.08, 0.35, -tall * 0.6]));
  pen.shape('second', blob([-0.2, tall * 0.6, -0.3, tall + 0.24, 0.1, tall * 0.8]));
  pen.shape(
    'main',
    blob([
      -0.6,
      0,
      -0.3,
      -tall * 0.72,
      0.2,
      -tall,
      0.68,
      -tall * 0.6,
      0.92,
      0.02,
      0.68,
      tall * 0.62,
      0.2,
      tall,
      -0.3,
      tall * 0.72,
    ]),
  );
  if (chance(r, 0.6))
    for (const x of [-0.25, 0.05, 0.32])
      pen.line('secondLight', curve([x, -tall * 0.72, x + 0.08, 0, x, tall * 0.72]), r.between(0.07, 0.13), {
        relief: 0.3,
      });
  else
    for (let i = 0; i < 8; i++)
      pen.line('mainDark', arc(-0.35 + (i % 4) * 0.22, i < 4 ? -0.12 : 0.13, 0.09, 0.12, -1.3, 1.3), 0.035, {
        relief: 0,
      });
  pen.shape('accent', blob([0.1, 0.08, -0.2, 0.02, -0.26, 0.3, 0.05, 0.26]));
  eye(pen, 0.58, -tall * 0.18, 0.12);
  pen.line('dark', curve([0.9, 0.1, 0.8, 0.16, 0.72, 0.14]), 0.03, { relief: 0 });
};
