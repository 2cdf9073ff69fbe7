import type { Pen } from '../pen.ts';
import { arc, blob, box, curve, dome, ellipse, limb, ring, turned } from '../shapes.ts';
import { chance, type Draw } from './drawn-object.ts';

export function wheel(pen: Pen, x: number, y: number, radius: number): void {
  pen.shape('dark', ellipse(x, y, radius));
  pen.shape('secondLight', ellipse(x, y, radius * 0.56), { relief: 0.6 });
  pen.shape('secondDark', ellipse(x, y, radius * 0.2), { relief: 0.4 });
}

export const craneMachine: Draw = (pen, r) => {
  const jib = r.between(0.6, 0.95);
  const mast = r.between(-0.35, -0.2);
  const hook = r.between(-0.1, 0.45);
  const top = -0.62;
  pen.shape('secondDark', [mast - 0.3, 1, mast - 0.2, 0.84, mast + 0.2, 0.84, mast + 0.3, 1]);
  for (const side of [-0.1, 0.1]) pen.line('main', [mast + side, top, mast + side, 0.9], 0.05);
  for (let y = top; y < 0.8; y += 0.24)
    pen.line('main', [mast - 0.1, y, mast + 0.1, y + 0.24, mast - 0.1, y + 0.24], 0.035, { relief: 0.4 });
  pen.line('mainDark', [mast - 0.5, top, mast, top - 0.34, jib, top], 0.028, { relief: 0.2 });
  pen.shape('main', [mast - 0.08, top - 0.1, mast, top - 0.36, mast + 0.08, top - 0.1]);
  pen.line('main', [mast - 0.55, top, jib, top], 0.055);
  pen.line('main', [mast - 0.5, top - 0.13, jib - 0.1, top - 0.13], 0.045);
  for (let x = mast - 0.45; x < jib - 0.1; x += 0.18)
    pen.line('main', [x, top, x + 0.09, top - 0.13, x + 0.18, top], 0.03, { relief: 0.3 });
  pen.shape('secondDark', box(mast - 0.48, top + 0.1, 0.24, 0.24, 0.02));
  pen.shape('second', box(mast + 0.17, top + 0.15, 0.24, 0.26, 0.04));
  pen.shape('white', box(mast + 0.19, top + 0.12, 0.14, 0.12, 0.02), { relief: 0 });
  const x = r.between(mast + 0.5, jib - 0.1);
  pen.line('dark', [x, top, x, hook], 0.03, { relief: 0 });
  if (chance(r, 0.6)) pen.shape('accent', box(x, hook + 0.14, 0.36, 0.24, 0.02));
  else pen.line('dark', arc(x, hook + 0.1, 0.08, 0.1, -1.57, 2.4), 0.05);
};

export const car: Draw = (pen, r) => {
  const hood = r.between(0.3, 0.5);
  const roof = r.between(-0.32, -0.1);
  const tail = chance(r, 0.5) ? -0.9 : -0.7;
  pen.shape('mainDark', [tail + 0.12, 0.32, -0.42, roof, 0.18, roof, hood, 0.32]);
  pen.shape([0.86, 0.05, 0.6], [tail + 0.28, 0.3, -0.38, roof + 0.09, -0.1, roof + 0.09, -0.1, 0.3], {
    relief: 0.4,
  });
  pen.shape([0.86, 0.05, 0.6], [-0.03, 0.3, -0.03, roof + 0.09, 0.14, roof + 0.09, hood - 0.12, 0.3], {
    relief: 0.4,
  });
  pen.shape(
    'main',
    blob([
      -0.95,
      0.4,
      -0.7,
      0.3,
      0,
      0.28,
      hood + 0.1,
      0.3,
      0.9,
      0.44,
      0.96,
      0.74,
      0.6,
      0.8,
      -0.6,
      0.8,
      -0.96,
      0.76,
    ]),
  );
  pen.line('mainDark', [-0.06, 0.34, -0.06, 0.7], 0.03, { relief: 0 });
  pen.line('mainLight', [-0.85, 0.5, 0.84, 0.52], 0.035, { relief: 0 });
  pen.shape([0.95, 0.08, 0.26], ellipse(0.9, 0.52, 0.06, 0.085), { relief: 0.4 });
  pen.shape('accentDark', ellipse(-0.92, 0.5, 0.05, 0.08), { relief: 0.4 });
  const size = r.between(0.19, 0.24);
  wheel(pen, -0.54, 1 - size, size);
  wheel(pen, 0.56, 1 - size, size);
};

export const sailboat: Draw = (pen, r) => {
  const billow = r.between(0.05, 0.25);
  const mast = r.between(-0.15, 0.1);
  pen.shape('main', [
    ...curve([mast + 0.06, -0.9, mast + 0.4 + billow, -0.3, mast + 0.62 + billow * 0.4, 0.36]),
    mast + 0.06,
    0.42,
  ]);
  pen.shape('second', [
    ...curve([mast - 0.06, -0.72, mast - 0.4, -0.1, mast - 0.62, 0.34]),
    mast - 0.06,
    0.4,
  ]);
  if (chance(r, 0.5))
    pen.line('mainDark', [mast + 0.06, -0.2, mast + 0.4 + billow, -0.2], 0.07, { relief: 0 });
  pen.shape('secondDark', limb(mast, -0.95, mast, 0.6, 0.035));
  pen.shape('accent', [mast, -0.97, mast - 0.26, -0.88, mast, -0.8]);
  pen.shape(
    'accentDark',
    blob([-0.92, 0.5, -0.4, 0.56, 0.4, 0.56, 0.97, 0.44, 0.66, 0.88, 0, 0.95, -0.62, 0.9]),
  );
  pen.line('white', curve([-0.84, 0.62, 0, 0.68, 0.84, 0.58]), 0.06, { relief: 0.2 });
};

export const bicycle: Draw = (pen, r) => {
  const size = r.between(0.38, 0.43);
  const y = 0.97 - size;
  for (const x of [-0.54, 0.54]) {
    pen.shape('dark', ring(x, y, size, size, 0.075));
    for (let i = 0; i < 4; i++)
      pen.line(
        'white',
        turned([x, y - size + 0.05, x, y + size - 0.05], (i * Math.PI) / 4 + 0.2, x, y),
        0.018,
        { relief: 0, opacity: 0.8 },
      );
    pen.shape('secondDark', ellipse(x, y, 0.06), { relief: 0.5 });
  }
  const saddle = r.between(-0.3, -0.15);
  const bar = r.between(-0.45, -0.25);
  pen.line('main', [-0.54, y, -0.26, saddle + 0.2, 0.36, saddle + 0.12, -0.06, y + 0.05, -0.54, y], 0.08);
  pen.line('main', [-0.06, y + 0.05, -0.31, saddle], 0.075);
  pen.line('main', [0.54, y, 0.33, bar], 0.075);
  pen.shape(
    'second',
    blob([-0.5, saddle - 0.06, -0.3, saddle - 0.1, -0.1, saddle - 0.04, -0.3, saddle + 0.03]),
  );
  pen.line('secondDark', curve([0.33, bar, 0.44, bar - 0.12, 0.6, bar - 0.1, 0.58, bar + 0.06]), 0.07);
  pen.shape('accent', ellipse(-0.06, y + 0.05, 0.1));
  if (chance(r, 0.4)) pen.shape('accent', box(0.64, bar + 0.12, 0.3, 0.24, 0.05));
};

export const locomotive: Draw = (pen, r) => {
  const stack = r.between(0.35, 0.6);
  pen.shape('second', box(-0.58, -0.02, 0.62, 0.98, 0.04));
  pen.shape('white', box(-0.58, -0.16, 0.34, 0.3, 0.04), { relief: 0.3 });
  pen.shape('secondDark', box(-0.58, -0.54, 0.78, 0.14, 0.06));
  pen.shape('mainDark', [
    0.44,
    -0.1,
    0.4,
    -0.1 - stack,
    0.32,
    -0.2 - stack,
    0.78,
    -0.2 - stack,
    0.7,
    -0.1 - stack,
    0.66,
    -0.1,
  ]);
  pen.shape('accent', dome(0.06, -0.14, 0.16, 0.2));
  pen.shape('main', box(0.24, 0.14, 1.16, 0.6, 0.14));
  for (const x of [-0.05, 0.3, 0.6]) pen.line('mainLight', [x, -0.14, x, 0.42], 0.05, { relief: 0.2 });
  pen.shape([0.95, 0.08, 0.26], ellipse(0.84, 0.1, 0.1));
  pen.shape('dark', box(-0.05, 0.52, 1.7, 0.16, 0.03));
  pen.shape('accentDark', [0.78, 0.52, 1, 0.96, 0.66, 0.96]);
  for (const x of [-0.62, -0.18]) wheel(pen, x, 0.72, 0.26);
  for (const x of [0.2, 0.5]) wheel(pen, x, 0.82, 0.16);
  pen.line('white', [-0.62, 0.72, 0.2, 0.78], 0.045, { relief: 0.2 });
  if (chance(r, 0.6))
    for (const [x, y, s] of [
      [0.5, -0.46, 0.11],
      [0.32, -0.66, 0.16],
      [0.04, -0.84, 0.2],
    ] as const)
      pen.shape('white', ellipse(x, y - stack * 0.4 + 0.1, s, s * 0.8), { opacity: 0.85 });
};

export const rocket: Draw = (pen, r) => {
  const wide = r.between(0.28, 0.38);
  const fin = r.between(0.5, 0.68);
  if (chance(r, 0.7)) {
    pen.shape(
      [0.8, 0.16, 0.18],
      blob([-wide * 0.55, 0.66, wide * 0.55, 0.66, wide * 0.4, 0.84, 0, 1.06, -wide * 0.4, 0.84]),
      { relief: 0 },
    );
    pen.shape([0.95, 0.12, 0.28], blob([-wide * 0.3, 0.66, wide * 0.3, 0.66, 0, 0.92]), {
      relief: 0,
      outlined: false,
    });
  }
  for (const side of [-1, 1])
    pen.shape(
      'second',
      blob([side * wide * 0.8, 0.1, side * fin, 0.45, side * (fin + 0.02), 0.84, side * wide * 0.7, 0.62]),
    );
  pen.shape(
    'main',
    blob([
      0,
      -0.97,
      wide * 0.72,
      -0.55,
      wide,
      0,
      wide * 0.8,
      0.62,
      0,
      0.68,
      -wide * 0.8,
      0.62,
      -wide,
      0,
      -wide * 0.72,
      -0.55,
    ]),
  );
  pen.shape(
    'second',
    blob([
      0,
      -0.97,
      wide * 0.42,
      -0.76,
      wide * 0.66,
      -0.54,
      0,
      -0.48,
      -wide * 0.66,
      -0.54,
      -wide * 0.42,
      -0.76,
    ]),
  );
  pen.shape('accentDark', ellipse(0, -0.16, 0.19));
  pen.shape([0.86, 0.06, 0.6], ellipse(0, -0.16, 0.13), { relief: 0.6 });
  if (chance(r, 0.5)) pen.shape('accent', ellipse(0, 0.22, 0.1), { relief: 0.6 });
  pen.shape('secondDark', limb(0, 0.34, 0, 0.7, 0.065));
};
