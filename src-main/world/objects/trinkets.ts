import { arc, blob, box, curve, ellipse, mirrored, reversed, ring, turned } from '../shapes.ts';
import { chance, type Draw } from './drawn-object.ts';

export const book: Draw = (pen, r) => {
  const lift = r.between(0.05, 0.2);
  for (const side of [-1, 1]) {
    pen.shape('main', [0, 0.78, side * 0.97, 0.66 - lift, side * 0.97, -0.56 - lift, 0, -0.42]);
    pen.shape(
      'white',
      [
        ...curve([0, 0.68, side * 0.4, 0.48, side * 0.88, 0.58 - lift]),
        ...curve([side * 0.88, -0.58 - lift, side * 0.4, -0.68, 0, -0.46]),
      ],
      { relief: 0.6 },
    );
    for (const y of [-0.36, -0.16, 0.04, 0.24])
      pen.line('second', [side * 0.16, y - 0.02, side * 0.72, y - 0.06 - lift * 0.5], 0.045, { relief: 0 });
  }
  pen.line('mainDark', [0, -0.44, 0, 0.72], 0.05, { relief: 0 });
};

export const glasses: Draw = (pen, r) => {
  const size = r.between(0.32, 0.42);
  const round = chance(r, 0.5);
  for (const side of [-1, 1]) {
    pen.line('mainDark', curve([side * 0.88, -0.05, side * 0.98, -0.3, side * 0.82, -0.5]), 0.07);
    pen.shape(
      [0.86, 0.04, 0.6],
      round ? ellipse(side * 0.48, 0.1, size) : box(side * 0.48, 0.1, size * 2, size * 1.5, 0.1),
      { opacity: 0.6 },
    );
    pen.shape(
      'main',
      round
        ? ring(side * 0.48, 0.1, size + 0.04, size + 0.04, 0.1)
        : [
            box(side * 0.48, 0.1, size * 2.1, size * 1.6, 0.12),
            reversed(box(side * 0.48, 0.1, size * 1.65, size * 1.15, 0.1)),
          ],
    );
    pen.line('white', [side * 0.48 - 0.1, 0.1, side * 0.48 + 0.06, -0.08], 0.05, {
      opacity: 0.8,
      relief: 0,
      outlined: false,
    });
  }
  pen.line('main', arc(0, 0.08, 0.14, 0.14, Math.PI, 2 * Math.PI), 0.08);
};

export const envelope: Draw = (pen, r) => {
  const dip = r.between(0.05, 0.3);
  pen.shape('main', box(0, 0.1, 1.8, 1.2, 0.05));
  pen.line('mainDark', [-0.88, 0.68, -0.2, 0.05, 0.2, 0.05, 0.88, 0.68], 0.035, { relief: 0 });
  pen.shape('mainLight', [-0.9, -0.5, 0.9, -0.5, 0, dip + 0.05]);
  pen.shape('accent', ellipse(0, dip - 0.05, 0.15));
};

export const crown: Draw = (pen, r) => {
  const tips = 3 + 2 * r.integer(2);
  const points: number[] = [-0.75, 0.6];
  for (let i = 0; i < tips; i++) {
    const x = -0.85 + (1.7 * i) / (tips - 1);
    points.push(x, -0.5);
    if (i < tips - 1) points.push(x + 0.85 / (tips - 1), 0.05);
  }
  pen.shape('main', [...points, 0.75, 0.6]);
  for (let i = 0; i < tips; i++) pen.shape('accent', ellipse(-0.85 + (1.7 * i) / (tips - 1), -0.54, 0.1));
  pen.shape('mainDark', box(0, 0.66, 1.56, 0.26, 0.08));
  for (const x of [-0.48, 0, 0.48]) pen.shape('second', ellipse(x, 0.66, 0.09), { relief: 0.6 });
};

export const gift: Draw = (pen, r) => {
  const tall = r.between(0.85, 1.15);
  for (const side of [-1, 1])
    pen.shape(
      'second',
      blob([0, 0.86 - tall, side * 0.16, 0.5 - tall, side * 0.5, 0.46 - tall, side * 0.44, 0.76 - tall]),
    );
  pen.shape('main', box(0, 0.95 - tall * 0.42, 1.3, tall * 0.84, 0.03));
  pen.shape('mainLight', box(0, 0.98 - tall, 1.5, 0.3, 0.04));
  pen.shape('second', box(0, 0.95 - tall / 2, 0.24, tall));
};

export const balloon: Draw = (pen, r) => {
  const sway = r.between(-0.2, 0.2);
  pen.line('dark', curve([0, 0.36, sway, 0.55, -sway, 0.75, sway * 0.6, 0.98]), 0.028, { relief: 0 });
  pen.shape(
    'main',
    blob([0, -0.95, 0.5, -0.74, 0.58, -0.3, 0.3, 0.14, 0, 0.32, -0.3, 0.14, -0.58, -0.3, -0.5, -0.74]),
  );
  pen.shape('mainDark', [-0.08, 0.4, 0, 0.26, 0.08, 0.4]);
  pen.shape('white', ellipse(-0.26, -0.56, 0.09, 0.15, 0.5), { opacity: 0.7, relief: 0, outlined: false });
};

export const wreath: Draw = (pen, r) => {
  const leaves = 16 + r.integer(5);
  for (let i = 0; i < leaves; i++)
    pen.shape(
      i % 2 === 0 ? 'main' : 'mainDark',
      turned(ellipse(0.12 * (i % 2), -0.62, 0.15, 0.26, 0.5), (i * 2 * Math.PI) / leaves),
    );
  for (let i = 0; i < 5; i++) pen.shape('accent', turned(ellipse(0, -0.64, 0.08), i * 1.26 + 0.4));
  const loop = blob([0, 0.66, 0.3, 0.46, 0.36, 0.78]);
  pen.shape('second', loop);
  pen.shape('second', mirrored(loop));
  pen.shape('secondDark', ring(0, 0.68, 0.1, 0.1, 0.09));
};

export const snowman: Draw = (pen, r) => {
  for (const side of [-1, 1])
    pen.line(
      'secondDark',
      [side * 0.3, 0, side * 0.7, -0.2 + r.between(-0.1, 0.1), side * 0.86, -0.36],
      0.05,
    );
  pen.shape('white', ellipse(0, 0.55, 0.5, 0.44));
  pen.shape('white', ellipse(0, -0.02, 0.37, 0.34));
  pen.shape('white', ellipse(0, -0.46, 0.28, 0.27));
  pen.shape('main', box(0, -0.68, 0.66, 0.09, 0.03));
  pen.shape('main', box(0, -0.84, 0.42, 0.28, 0.03));
  for (const x of [-0.1, 0.1]) pen.shape('dark', ellipse(x, -0.5, 0.035), { relief: 0 });
  pen.shape('accent', [0, -0.44, 0.3, -0.38, 0, -0.36]);
  for (const y of [-0.1, 0.08]) pen.shape('dark', ellipse(0, y, 0.04), { relief: 0 });
  pen.line('second', curve([-0.26, -0.24, 0, -0.16, 0.26, -0.24]), 0.12);
};
