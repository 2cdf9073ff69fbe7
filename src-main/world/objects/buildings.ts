import { arc, box, dome } from '../shapes.ts';
import { chance, type Draw } from './drawn-object.ts';

export const lighthouse: Draw = (pen, r) => {
  const bottom = r.between(0.3, 0.42);
  const stripes = 2 + r.integer(3);
  const glow = chance(r, 0.6);
  if (glow)
    for (const side of [-1, 1])
      pen.shape([0.97, 0.07, 0.27], [0, -0.68, side * 1.1, -0.9, side * 1.1, -0.46], {
        opacity: 0.45,
        relief: 0,
        outlined: false,
      });
  const top = 0.2;
  const at = (y: number) => top + ((bottom - top) * (y + 0.5)) / 1.5;
  pen.shape('white', [-top, -0.5, top, -0.5, bottom, 1, -bottom, 1]);
  for (let i = 0; i < stripes; i++) {
    const y0 = -0.5 + (1.5 * (i + 0.12)) / stripes;
    const y1 = y0 + 0.75 / stripes;
    pen.shape('main', [-at(y0), y0, at(y0), y0, at(y1), y1, -at(y1), y1], { relief: 0.7 });
  }
  pen.shape('secondDark', box(0, -0.52, 0.56, 0.08, 0.02));
  pen.shape([0.95, 0.1, 0.26], box(0, -0.68, 0.28, 0.26));
  for (const x of [-0.13, 0, 0.13]) pen.line('dark', [x, -0.8, x, -0.56], 0.03, { relief: 0 });
  pen.shape('second', dome(0, -0.78, 0.22, 0.2));
  pen.line('secondDark', [0, -0.98, 0, -1.06], 0.035);
  pen.shape('secondDark', [...arc(0, 0.82, 0.1, 0.12, Math.PI, 2 * Math.PI), 0.1, 1, -0.1, 1], {
    relief: 0.3,
  });
};

export const castle: Draw = (pen, r) => {
  const tall = r.between(0.7, 1);
  pen.shape('main', box(0, 0.6, 1.3, 0.8));
  for (const x of [-0.5, -0.2, 0.1, 0.4]) pen.shape('main', box(x, 0.16, 0.16, 0.16));
  for (const side of [-1, 1]) {
    pen.shape('mainDark', box(side * 0.7, 0.98 - tall * 0.7, 0.4, tall * 1.4));
    pen.shape('second', [
      side * 0.7 - 0.28,
      1 - tall * 1.4,
      side * 0.7,
      0.5 - tall * 1.4,
      side * 0.7 + 0.28,
      1 - tall * 1.4,
    ]);
    pen.shape('dark', box(side * 0.7, 0.35, 0.1, 0.2, 0.05), { relief: 0 });
  }
  pen.shape('dark', [...arc(0, 0.72, 0.2, 0.22, Math.PI, 2 * Math.PI), 0.2, 1, -0.2, 1], { relief: 0 });
};

export const tent: Draw = (pen, r) => {
  const high = r.between(0.9, 1.2);
  pen.shape('main', [-0.95, 0.95, 0, 0.95 - high, 0.95, 0.95]);
  pen.shape('mainDark', [-0.1, 0.95 - high + 0.12, 0.3, 0.95, 0.95, 0.95, 0, 0.95 - high], { relief: 0.5 });
  pen.shape('dark', [-0.02, 1.05 - high * 0.8, 0.26, 0.95, -0.3, 0.95], { relief: 0 });
  pen.line('second', [-0.05, 0.85 - high, 0.02, 0.98 - high], 0.05);
};
