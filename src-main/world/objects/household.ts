import { arc, blob, box, curve, dome, ellipse, limb, turned } from '../shapes.ts';
import { chance, type Draw } from './drawn-object.ts';

export const teapot: Draw = (pen, r) => {
  const wide = r.between(0.48, 0.6);
  const tall = r.between(0.42, 0.55);
  const y = 0.95 - tall;
  pen.line(
    'second',
    curve([
      -wide * 0.8,
      y - tall * 0.5,
      -0.92,
      y - tall * 0.5,
      -0.92,
      y + tall * 0.4,
      -wide * 0.8,
      y + tall * 0.35,
    ]),
    0.1,
  );
  pen.shape(
    'main',
    blob([
      wide * 0.7,
      y + tall * 0.45,
      wide * 1.05,
      y,
      0.82,
      y - tall * 0.75,
      0.98,
      y - tall * 0.75,
      0.9,
      y - 0.05,
      wide * 0.75,
      y + tall * 0.75,
    ]),
  );
  pen.shape('main', ellipse(0, y, wide, tall));
  pen.shape('mainDark', box(0, 0.95, wide * 1.1, 0.09, 0.04));
  pen.shape('second', dome(0, y - tall * 0.82, wide * 0.56, 0.2));
  pen.shape('accent', ellipse(0, y - tall * 0.82 - 0.24, 0.1));
  if (chance(r, 0.5))
    pen.line('secondLight', curve([-wide * 0.94, y, 0, y + 0.14, wide * 0.94, y]), 0.08, { relief: 0.3 });
  else for (const x of [-0.25, 0, 0.25]) pen.shape('accent', ellipse(x, y + 0.05, 0.075), { relief: 0.4 });
};

export const lamp: Draw = (pen, r) => {
  const top = r.between(0.18, 0.34);
  const wide = r.between(0.52, 0.7);
  const bulbous = chance(r, 0.5);
  pen.shape('secondDark', ellipse(0, 0.9, 0.36, 0.1));
  if (bulbous) pen.shape('second', blob([-0.1, 0.1, 0.1, 0.1, 0.3, 0.5, 0.12, 0.86, -0.12, 0.86, -0.3, 0.5]));
  else pen.shape('second', limb(0, 0, 0, 0.86, 0.055, 0.075));
  pen.shape([0.93, 0.1, 0.26], ellipse(0, 0.08, 0.12, 0.1), { relief: 0 });
  pen.shape('main', [-top, -0.92, top, -0.92, wide, 0.06, -wide, 0.06], { inkBelow: 'mainLight' });
  pen.line('mainDark', [-wide, 0.05, wide, 0.05], 0.07);
  pen.line('mainDark', [-top, -0.92, top, -0.92], 0.05);
  if (chance(r, 0.6)) {
    pen.line('accentDark', [wide * 0.55, 0.08, wide * 0.55, 0.34], 0.025, { relief: 0 });
    pen.shape('accent', ellipse(wide * 0.55, 0.38, 0.05));
  }
};

export const umbrella: Draw = (pen, r) => {
  const high = r.between(0.62, 0.82);
  const ribs = 4 + r.integer(3);
  const base = 0.02;
  pen.line('secondDark', curve([0, -0.3, 0, 0.4, 0, 0.8, 0.12, 0.95, 0.26, 0.8]), 0.075);
  pen.line('secondDark', [0, base - high - 0.12, 0, base - high + 0.1], 0.06);
  const rim: number[] = [];
  for (let i = 0; i < ribs; i++) {
    const x1 = 0.95 - (1.9 * i) / ribs;
    const x0 = 0.95 - (1.9 * (i + 1)) / ribs;
    rim.push(...arc((x0 + x1) / 2, base, (x1 - x0) / 2, 0.13, 0, -Math.PI));
  }
  pen.shape('main', [...arc(0, base, 0.95, high, Math.PI, 2 * Math.PI), ...rim]);
  for (let i = 0; i < ribs; i += 2) {
    const x1 = -0.95 + (1.9 * i) / ribs;
    const x0 = -0.95 + (1.9 * (i + 1)) / ribs;
    pen.shape(
      'secondLight',
      [
        ...curve([0, base - high, x1 * 0.72, base - high * 0.66, x1, base]),
        ...arc((x0 + x1) / 2, base, (x0 - x1) / 2, 0.13, -Math.PI, 0),
        ...curve([x0, base, x0 * 0.72, base - high * 0.66, 0, base - high]),
      ],
      { relief: 0.5 },
    );
  }
};

export const chair: Draw = (pen, r) => {
  const slats = 1 + r.integer(3);
  const tall = r.between(0.75, 0.98);
  const deep = r.between(0.18, 0.34);
  pen.line('mainDark', [-0.42 + deep, 0.05, -0.42 + deep, 0.78], 0.09);
  pen.line('mainDark', [0.48 + deep * 0.3, 0.05, 0.48 + deep * 0.3, 0.78], 0.09);
  pen.line('main', [-0.5, 0.1, -0.58, -tall], 0.1);
  pen.line('main', [-0.5 + deep, 0, -0.46 + deep * 0.6, -tall + 0.06], 0.1);
  pen.line('main', [0.28, 0.05, 0.24, -tall], 0.1);
  for (let i = 0; i < slats; i++) {
    const y = -tall + 0.1 + (i * (tall - 0.25)) / slats;
    pen.shape('second', limb(-0.55, y, 0.26, y, slats === 1 ? 0.2 : 0.085));
  }
  pen.shape('main', [-0.58, 0.18, -0.5 + deep, -0.04, 0.6, -0.04, 0.44, 0.18]);
  pen.shape('mainDark', box(-0.07, 0.22, 1.04, 0.1, 0.03));
  pen.line('main', [-0.5, 0.24, -0.54, 0.96], 0.11);
  pen.line('main', [0.36, 0.24, 0.42, 0.96], 0.11);
  if (chance(r, 0.5)) pen.line('mainDark', [-0.5, 0.62, 0.4, 0.62], 0.07);
};

export const clock: Draw = (pen, r) => {
  const alarm = chance(r, 0.6);
  const size = alarm ? 0.64 : 0.8;
  const y = alarm ? 0.22 : 0.1;
  if (alarm) {
    for (const side of [-1, 1]) {
      pen.line('secondDark', [side * 0.34, 0.7, side * 0.5, 0.96], 0.11);
      pen.shape('second', turned(dome(side * 0.4, -0.36, 0.26, 0.2), side * 0.6, side * 0.4, -0.36));
    }
    pen.line('secondDark', arc(0, -0.46, 0.14, 0.3, Math.PI, 2 * Math.PI), 0.06);
  }
  pen.shape('main', ellipse(0, y, size));
  pen.shape('white', ellipse(0, y, size * 0.8), { relief: 0.35 });
  const mark = (turn: number, from: number, width: number, ink: 'dark' | 'accentDark') =>
    pen.line(ink, turned([0, y - size * from, 0, y - size * 0.7], turn * 2 * Math.PI, 0, y), width, {
      relief: 0,
    });
  const marks = chance(r, 0.5) ? 12 : 4;
  for (let i = 0; i < marks; i++) mark(i / marks, 0.62, 0.055, 'dark');
  pen.line('dark', turned([0, y, 0, y - size * 0.4], r.next() * 2 * Math.PI, 0, y), 0.085, { relief: 0 });
  pen.line('dark', turned([0, y, 0, y - size * 0.6], r.next() * 2 * Math.PI, 0, y), 0.06, { relief: 0 });
  pen.shape('accent', ellipse(0, y, 0.07), { relief: 0.4 });
};

export const camera: Draw = (pen, r) => {
  const wide = r.between(1.5, 1.85);
  const tall = r.between(0.85, 1.1);
  const y = 0.95 - tall / 2;
  const lens = r.between(0.3, 0.38);
  const x = r.between(-0.15, 0.15);
  pen.shape('mainDark', [
    x - 0.34,
    y - tall / 2,
    x - 0.22,
    y - tall / 2 - 0.26,
    x + 0.22,
    y - tall / 2 - 0.26,
    x + 0.34,
    y - tall / 2,
  ]);
  pen.shape('accent', box(-wide * 0.34, y - tall / 2 - 0.05, 0.26, 0.16, 0.05));
  pen.shape('main', box(0, y, wide, tall, 0.16));
  pen.shape('second', box(0, y + 0.06, wide, tall * 0.5), { relief: 0.3 });
  pen.shape('secondDark', ellipse(x, y + 0.06, lens + 0.1));
  pen.shape('dark', ellipse(x, y + 0.06, lens));
  pen.shape([0.5, 0.09, 0.7], ellipse(x, y + 0.06, lens * 0.62), { inkBelow: [0.32, 0.08, 0.78] });
  pen.shape('white', ellipse(x - lens * 0.25, y + 0.06 - lens * 0.25, lens * 0.17), {
    relief: 0,
    outlined: false,
  });
  pen.shape('white', box(wide * 0.34, y - tall * 0.32, 0.26, 0.17, 0.05), { relief: 0.3 });
};
