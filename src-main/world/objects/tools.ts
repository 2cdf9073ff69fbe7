import { arc, blob, box, curve, ellipse, limb, ring, turned } from '../shapes.ts';
import type { Draw } from './drawn-object.ts';

export const key: Draw = (pen, r) => {
  const size = r.between(0.26, 0.36);
  pen.shape('main', ring(-0.55, 0, size, size, 0.13));
  pen.shape('main', limb(-0.3, 0, 0.85, 0, 0.075));
  const teeth = 2 + r.integer(2);
  for (let i = 0; i < teeth; i++)
    pen.shape('main', box(0.8 - i * 0.2, 0.17, 0.11, r.between(0.2, 0.36), 0.02));
};

export const scissors: Draw = (pen, r) => {
  const open = r.between(0.16, 0.4);
  for (const side of [1, -1]) {
    const ink = side === 1 ? 'second' : 'main';
    pen.shape('white', turned([-0.09, 0.1, -0.03, -0.95, 0.08, 0.1], side * open, 0, 0.1), { relief: 0.6 });
    pen.line(ink, turned([0, 0.1, 0.02, 0.4], side * open, 0, 0.1), 0.11);
    pen.shape(
      ink,
      ring(0.06, 0.64, 0.2, 0.28, 0.1).map((shape) => turned(shape, side * open * 1.1, 0, 0.1)),
    );
  }
  pen.shape('dark', ellipse(0, 0.1, 0.06), { relief: 0.4 });
};

export const hammer: Draw = (pen, r) => {
  pen.shape('main', limb(0, -0.55, 0, 0.9, 0.075, 0.1));
  pen.shape('second', box(0.02, -0.62, 0.62, 0.28, 0.05));
  pen.shape('second', box(0.42, -0.62, 0.24, 0.38, 0.05));
  pen.shape(
    'second',
    blob([-0.28, -0.76, -0.7, -0.72, -0.92, -0.4 - r.between(0, 0.2), -0.6, -0.5, -0.28, -0.48]),
  );
};

export const bell: Draw = (pen, r) => {
  const wide = r.between(0.58, 0.75);
  pen.shape('secondDark', ellipse(0, 0.8, 0.16));
  pen.shape('second', ring(0, -0.8, 0.16, 0.16, 0.07));
  pen.shape(
    'main',
    blob([
      -0.2,
      -0.66,
      0.2,
      -0.66,
      0.42,
      -0.2,
      0.48,
      0.35,
      wide,
      0.66,
      0.4,
      0.72,
      -0.4,
      0.72,
      -wide,
      0.66,
      -0.48,
      0.35,
      -0.42,
      -0.2,
    ]),
  );
  pen.line('mainDark', curve([-0.5, 0.4, 0, 0.48, 0.5, 0.4]), 0.06, { relief: 0.3 });
};

export const anchor: Draw = (pen, r) => {
  const wide = r.between(0.6, 0.78);
  pen.shape('main', ring(0, -0.76, 0.19, 0.19, 0.09));
  pen.shape('main', limb(0, -0.58, 0, 0.84, 0.085));
  pen.shape('second', limb(-0.4, -0.36, 0.4, -0.36, 0.075));
  pen.line('main', arc(0, 0.2, wide, 0.66, 0.15, Math.PI - 0.15), 0.16);
  for (const side of [-1, 1])
    pen.shape('main', [side * wide * 1.02, 0, side * (wide + 0.17), 0.42, side * (wide - 0.24), 0.38]);
};

export const sword: Draw = (pen, r) => {
  const wide = r.between(0.09, 0.15);
  pen.shape('white', [-wide, 0.4, -wide, -0.75, 0, -0.98, wide, -0.75, wide, 0.4]);
  pen.line('second', [0, -0.7, 0, 0.36], 0.035, { relief: 0 });
  pen.shape('main', limb(-0.38, 0.42, 0.38, 0.42, 0.085));
  pen.shape('mainDark', limb(0, 0.5, 0, 0.8, 0.075));
  pen.shape('accent', ellipse(0, 0.87, 0.12));
};

export const ladder: Draw = (pen, r) => {
  const rungs = 5 + r.integer(3);
  const top = r.between(0.2, 0.32);
  for (let i = 0; i < rungs; i++) {
    const y = -0.82 + (1.65 * i) / (rungs - 1);
    const w = top + (0.4 - top) * ((y + 1) / 2);
    pen.line('second', [-w, y, w, y], 0.08);
  }
  for (const side of [-1, 1]) pen.shape('main', limb(side * top, -0.95, side * 0.4, 0.95, 0.06));
};

export const drum: Draw = (pen, r) => {
  const tall = r.between(0.6, 0.85);
  pen.shape('main', [-0.68, 0.9 - tall, 0.68, 0.9 - tall, ...arc(0, 0.82, 0.68, 0.16, 0, Math.PI)]);
  for (let i = 0; i < 5; i++)
    pen.line(
      'white',
      [-0.66 + i * 0.27, 0.92 - tall, -0.53 + i * 0.27, 0.88, -0.4 + i * 0.27, 0.92 - tall],
      0.035,
      { relief: 0 },
    );
  pen.line('accent', arc(0, 0.82, 0.68, 0.16, 0, Math.PI), 0.09);
  pen.shape('white', ellipse(0, 0.9 - tall, 0.68, 0.2));
  pen.line('accent', ellipse(0, 0.9 - tall, 0.68, 0.2), 0.08);
  for (const side of [-1, 1]) {
    pen.line('secondDark', [side * 0.9, -0.6, side * 0.1, 0.82 - tall], 0.06);
    pen.shape('second', ellipse(side * 0.1, 0.82 - tall, 0.085));
  }
};
