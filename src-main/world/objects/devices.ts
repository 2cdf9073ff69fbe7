import { arc, blob, box, curve, dome, ellipse, limb, ring, turned } from '../shapes.ts';
import { chance, type Draw } from './drawn-object.ts';

export const computerMouse: Draw = (pen, r) => {
  const wide = r.between(0.36, 0.46);
  const bend = r.between(-0.5, 0.5);
  pen.line('dark', curve([0, -0.4, bend * 0.3, -0.75, bend, -0.85, bend * 1.4, -1.05]), 0.07);
  pen.shape(
    'main',
    blob([
      0,
      -0.52,
      wide * 0.85,
      -0.4,
      wide,
      0.1,
      wide * 0.92,
      0.66,
      0,
      0.95,
      -wide * 0.92,
      0.66,
      -wide,
      0.1,
      -wide * 0.85,
      -0.4,
    ]),
  );
  pen.shape(
    'secondLight',
    [...arc(0, 0, wide * 0.86, 0.46, Math.PI + 0.25, 1.5 * Math.PI), -0.03, 0.02, -wide * 0.8, 0.02],
    { relief: 0.5 },
  );
  pen.shape(
    'secondLight',
    [...arc(0, 0, wide * 0.86, 0.46, 1.5 * Math.PI, 2 * Math.PI - 0.25), wide * 0.8, 0.02, 0.03, 0.02],
    { relief: 0.5 },
  );
  pen.line('mainDark', curve([-wide * 0.96, 0.06, 0, 0.14, wide * 0.96, 0.06]), 0.035, { relief: 0 });
  pen.shape('dark', box(0, -0.2, 0.15, 0.28, 0.07), { relief: 0.5 });
  pen.shape('accent', box(0, -0.2, 0.08, 0.16, 0.04), { relief: 0.5 });
};

export const electricFan: Draw = (pen, r) => {
  const size = r.between(0.52, 0.62);
  const y = -0.35;
  const spin = r.next() * 2;
  pen.shape('secondDark', dome(0, 0.96, 0.46, 0.18));
  pen.shape('second', limb(0, y + size, 0, 0.85, 0.07, 0.1));
  pen.shape('white', ellipse(0, y, size), { opacity: 0.35, relief: 0, outlined: false });
  const blades = 3 + r.integer(2);
  for (let i = 0; i < blades; i++)
    pen.shape(
      'main',
      turned(
        blob([
          0,
          0.04 + y,
          -size * 0.28,
          y - size * 0.45,
          -size * 0.05,
          y - size * 0.85,
          size * 0.34,
          y - size * 0.6,
          size * 0.16,
          y - 0.1,
        ]),
        spin + (i * 2 * Math.PI) / blades,
        0,
        y,
      ),
    );
  for (let i = 0; i < 10; i++)
    pen.line('secondDark', turned([0, y - 0.1, 0, y - size], (i * Math.PI) / 5, 0, y), 0.022, { relief: 0 });
  pen.shape('secondDark', ring(0, y, size + 0.04, size + 0.04, 0.08));
  pen.shape('accent', ellipse(0, y, 0.13));
};

export const handFan: Draw = (pen, r) => {
  const open = r.between(0.95, 1.35);
  const folds = 7 + r.integer(4);
  const [x, y] = [0, 0.78];
  const size = 1.45;
  for (let i = 0; i < folds; i++) {
    const from = -Math.PI / 2 - open + (2 * open * i) / folds;
    const to = from + (2 * open) / folds;
    pen.shape(
      i % 2 === 0 ? 'main' : 'mainLight',
      [...arc(x, y, size, size, from, to), ...arc(x, y, size * 0.45, size * 0.45, to, from)],
      { relief: 0.5 },
    );
    const [mx = 0, my = 0] = arc(x, y, size * 0.97, size * 0.97, from, from + 0.01);
    pen.line('secondDark', [x, y, mx, my], 0.035, { relief: 0.4 });
  }
  pen.line('accent', arc(x, y, size * 0.9, size * 0.9, -Math.PI / 2 - open, -Math.PI / 2 + open), 0.08, {
    relief: 0.2,
  });
  for (const side of [-1, 1]) {
    const [ex = 0, ey = 0] = arc(
      x,
      y,
      size,
      size,
      -Math.PI / 2 + side * open,
      -Math.PI / 2 + side * open + 0.01,
    );
    pen.shape('secondDark', limb(x, y, ex, ey, 0.07, 0.05));
  }
  pen.shape('accentDark', ellipse(x, y, 0.1));
  if (chance(r, 0.5)) pen.line('accent', curve([x, y, 0.1, 0.88, 0.02, 1]), 0.06);
};

export const hourglass: Draw = (pen, r) => {
  const level = r.between(0.3, 0.75);
  pen.shape(
    'white',
    blob([
      -0.42, -0.78, 0.42, -0.78, 0.36, -0.35, 0.05, 0, 0.36, 0.35, 0.42, 0.78, -0.42, 0.78, -0.36, 0.35,
      -0.05, 0, -0.36, -0.35,
    ]),
    { opacity: 0.75 },
  );
  pen.shape('accent', [-0.36 * level, -0.5 * level, 0.36 * level, -0.5 * level, 0.03, 0, -0.03, 0]);
  pen.shape('accent', blob([-0.38, 0.78, 0, 0.78 - 0.55 * (1 - level * 0.6), 0.38, 0.78]));
  pen.line('accent', [0, 0, 0, 0.6], 0.03, { relief: 0 });
  for (const y of [-0.86, 0.88]) pen.shape('main', box(0, y, 1.1, 0.17, 0.05));
  for (const x of [-0.48, 0.48]) pen.shape('mainDark', limb(x, -0.8, x, 0.82, 0.045));
};
