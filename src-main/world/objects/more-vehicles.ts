import { blob, box, curve, limb } from '../shapes.ts';
import type { Draw } from './drawn-object.ts';
import { wheel } from './vehicles.ts';

export const bus: Draw = (pen, r) => {
  const tall = r.between(0.95, 1.25);
  pen.shape('main', box(0, 0.86 - tall / 2, 1.86, tall, 0.12));
  for (let i = 0; i < 4; i++)
    pen.shape([0.87, 0.05, 0.6], box(-0.7 + i * 0.4, 0.86 - tall * 0.7, 0.32, tall * 0.32, 0.04), {
      relief: 0.3,
    });
  pen.shape([0.87, 0.05, 0.6], box(0.82, 0.86 - tall * 0.62, 0.18, tall * 0.46, 0.04), { relief: 0.3 });
  pen.shape('second', box(0, 0.64, 1.86, 0.12), { relief: 0.3 });
  for (const x of [-0.52, 0.54]) wheel(pen, x, 0.82, 0.19);
};

export const truck: Draw = (pen, r) => {
  const tall = r.between(0.8, 1.1);
  pen.shape('main', box(-0.34, 0.68 - tall / 2, 1.22, tall, 0.03));
  pen.shape('second', blob([0.3, -0.12, 0.6, -0.14, 0.74, 0.2, 0.95, 0.3, 0.96, 0.76, 0.32, 0.76]));
  pen.shape([0.87, 0.05, 0.6], [0.42, 0, 0.6, 0, 0.7, 0.24, 0.42, 0.24], { relief: 0.3 });
  pen.shape('dark', box(0, 0.74, 1.86, 0.1, 0.02));
  for (const x of [-0.64, -0.2, 0.64]) wheel(pen, x, 0.82, 0.18);
};

export const helicopter: Draw = (pen, r) => {
  const tip = r.between(-0.12, 0.12);
  pen.line('main', [-0.2, 0.1, -0.9, -0.08], 0.13);
  pen.shape('second', [-0.98, -0.36, -0.8, -0.1, -0.86, 0.06]);
  pen.shape('main', blob([-0.4, 0.1, -0.1, -0.28, 0.4, -0.26, 0.72, 0.06, 0.6, 0.42, 0, 0.5, -0.36, 0.36]));
  pen.shape([0.87, 0.05, 0.6], blob([0.24, -0.16, 0.44, -0.16, 0.64, 0.1, 0.26, 0.14]), { relief: 0.6 });
  pen.line('secondDark', [0.14, -0.26, 0.14, -0.46], 0.07);
  pen.shape('dark', limb(-0.8, -0.5 - tip, 0.97, -0.5 + tip, 0.045));
  for (const x of [-0.05, 0.35]) pen.line('dark', [x, 0.46, x, 0.7], 0.045);
  pen.line('dark', curve([-0.35, 0.72, 0.4, 0.72, 0.66, 0.62]), 0.06);
};
