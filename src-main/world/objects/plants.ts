import { arc, blob, box, curve, ellipse, limb, star, turned } from '../shapes.ts';
import { chance, type Draw } from './drawn-object.ts';

export const palmTree: Draw = (pen, r) => {
  const lean = r.between(-0.35, 0.35);
  const top = r.between(-0.5, -0.3);
  const trunk = curve([-lean * 0.7, 1, -lean * 0.35, 0.4, lean * 0.1, 0, lean * 0.6, top]);
  pen.line('second', trunk, 0.15);
  for (let i = 3; i < trunk.length / 2 - 2; i += 4)
    pen.line(
      'secondDark',
      [trunk[i * 2]! - 0.08, trunk[i * 2 + 1]!, trunk[i * 2]! + 0.08, trunk[i * 2 + 1]! - 0.02],
      0.035,
      { relief: 0 },
    );
  const x = lean * 0.6;
  const fronds = [
    [-0.92, 0.28],
    [0.92, 0.28],
    [-0.8, -0.18],
    [0.8, -0.18],
    [-0.4, -0.46],
    [0.42, -0.46],
    [0.02, -0.55],
  ] as const;
  for (const [i, [dx, dy]] of fronds.entries()) {
    const ex = x * 0.4 + dx * r.between(0.85, 1);
    const ey = top + dy * r.between(0.8, 1.1) + (i < 2 ? 0.1 : 0);
    pen.shape(i % 2 === 0 ? 'main' : 'mainDark', [
      ...curve([x, top, (x + ex) / 2 - dy * 0.1, (top + ey) / 2 - 0.26, ex, ey]),
      ...curve([ex, ey, (x + ex) / 2, (top + ey) / 2 - 0.02, x, top + 0.08]),
    ]);
  }
  for (const side of [-0.09, 0.07]) pen.shape('accentDark', ellipse(x + side, top + 0.1, 0.09));
};

export const mushroom: Draw = (pen, r) => {
  const wide = r.between(0.65, 0.92);
  const high = r.between(0.6, 0.95);
  const stem = r.between(0.2, 0.32);
  pen.shape(
    'white',
    blob([-stem * 0.8, 0, stem * 0.8, 0, stem, 0.5, stem * 1.25, 0.92, 0, 1, -stem * 1.25, 0.92, -stem, 0.5]),
  );
  pen.shape('secondLight', ellipse(0, 0.06, wide * 0.92, 0.16), { relief: 0.4 });
  pen.shape('main', [
    ...arc(0, 0.06, wide, high, Math.PI, 2 * Math.PI),
    ...arc(0, 0.04, wide, 0.12, 0, Math.PI),
  ]);
  const spots = [
    [-0.5, -0.2],
    [-0.1, -0.5],
    [0.35, -0.28],
    [-0.14, -0.1],
    [0.62, 0],
    [0.12, -0.78],
  ] as const;
  if (chance(r, 0.75))
    for (const [x, y] of spots)
      if (y > -high + 0.12)
        pen.shape('white', ellipse(x * wide, y * high, r.between(0.07, 0.13), r.between(0.06, 0.1)), {
          relief: 0.5,
          outlined: false,
        });
  pen.line('secondLight', curve([-stem * 0.9, 0.3, 0, 0.4, stem * 0.9, 0.3]), 0.08, { relief: 0.5 });
};

export const cactus: Draw = (pen, r) => {
  const fat = r.between(0.19, 0.26);
  const pot = chance(r, 0.6);
  const base = pot ? 0.5 : 0.95;
  const left = r.between(-0.15, 0.3);
  const right = r.between(-0.3, 0.2);
  if (!chance(r, 0.15)) {
    pen.line(
      'mainDark',
      curve([0, left + 0.15, -0.42, left + 0.18, -0.56, left, -0.56, left - 0.42]),
      fat * 1.15,
    );
  }
  pen.line(
    'mainDark',
    curve([0, right + 0.15, 0.42, right + 0.18, 0.56, right, 0.56, right - 0.36]),
    fat * 1.15,
  );
  pen.shape('main', limb(0, -0.7, 0, base, fat, fat * 1.05));
  for (const x of [-0.5, 0, 0.5])
    pen.line('mainLight', [x * fat, -0.72, x * fat, base - 0.05], 0.03, { relief: 0 });
  if (chance(r, 0.6)) {
    pen.shape('accent', star(0, -0.93, 0.16, 0.08, 5), { relief: 0.6 });
    pen.shape('white', ellipse(0, -0.93, 0.05), { relief: 0 });
  }
  if (pot) {
    pen.shape('second', [-0.38, 0.52, 0.38, 0.52, 0.28, 1, -0.28, 1]);
    pen.shape('secondLight', box(0, 0.5, 0.88, 0.17, 0.04));
  }
};

export const tree: Draw = (pen, r) => {
  const tiers = 3 + r.integer(2);
  pen.shape('second', box(0, 0.8, 0.2, 0.42));
  for (let i = 0; i < tiers; i++) {
    const y = 0.7 - (i * 1.05) / tiers;
    const w = 0.7 - (i * 0.48) / tiers;
    pen.shape(i % 2 === 0 ? 'mainDark' : 'main', [-w, y, 0, y - 0.75, w, y]);
  }
};

export const flower: Draw = (pen, r) => {
  const petals = 5 + r.integer(4);
  const [x, y] = [r.between(-0.15, 0.15), -0.4];
  pen.line('second', curve([x, y, x * 0.3, 0.3, 0, 1]), 0.075);
  for (const side of [-1, 1])
    pen.shape('second', blob([0, 0.72, side * 0.28, 0.36, side * 0.6, 0.34, side * 0.3, 0.68]));
  for (let i = 0; i < petals; i++)
    pen.shape('main', turned(ellipse(x, y - 0.32, 0.17, 0.26), (i * 2 * Math.PI) / petals, x, y));
  pen.shape('accent', ellipse(x, y, 0.19));
};
