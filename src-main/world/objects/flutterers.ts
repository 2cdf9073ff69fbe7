import { blob, curve, ellipse, limb, mirrored, star, turned } from '../shapes.ts';
import { chance, eye, type Draw } from './drawn-object.ts';

export const batAnimal: Draw = (pen, r) => {
  const flap = r.between(-0.28, 0.25);
  const wing = [
    ...curve([0.1, -0.1, 0.3, -0.5 + flap, 0.55, -0.62 + flap]),
    ...curve([0.6, -0.6 + flap, 0.86, -0.38 + flap, 0.97, 0.1 + flap]),
    ...curve([0.97, 0.1 + flap, 0.8, 0.02 + flap * 0.8, 0.68, 0.22 + flap * 0.6]),
    ...curve([0.68, 0.22 + flap * 0.6, 0.52, 0.1, 0.4, 0.34 + flap * 0.3]),
    ...curve([0.4, 0.34 + flap * 0.3, 0.25, 0.2, 0.12, 0.36]),
  ];
  for (const side of [1, -1]) {
    pen.shape('second', side === 1 ? wing : mirrored(wing));
    const joint = [side * 0.56, -0.58 + flap] as const;
    for (const [x, y] of [
      [0.95, 0.06 + flap],
      [0.68, 0.2 + flap * 0.6],
      [0.4, 0.3 + flap * 0.3],
    ] as const)
      pen.line('secondDark', [...joint, side * x, y], 0.035, { relief: 0.3 });
    pen.line('main', [side * 0.12, -0.05, ...joint], 0.06);
  }
  pen.shape('main', ellipse(0, 0.18, 0.2, 0.34));
  for (const side of [-1, 1]) {
    pen.shape('main', [side * 0.02, -0.34, side * 0.22, -0.68, side * 0.24, -0.2]);
    pen.shape('accent', [side * 0.1, -0.36, side * 0.19, -0.56, side * 0.2, -0.3], {
      relief: 0,
      outlined: false,
    });
  }
  pen.shape('main', ellipse(0, -0.2, 0.24, 0.22));
  for (const side of [-1, 1]) {
    eye(pen, side * 0.1, -0.24, 0.075, 0);
    pen.shape('white', [side * 0.03, -0.1, side * 0.09, -0.1, side * 0.06, -0.01], { relief: 0 });
    pen.line('mainDark', [side * 0.07, 0.48, side * 0.07, 0.58], 0.05);
  }
};

export const butterfly: Draw = (pen, r) => {
  const open = r.between(0.7, 1);
  const tail = chance(r, 0.4) ? 0.22 : 0;
  const upper = blob([
    0.05,
    -0.1,
    0.25 * open,
    -0.6,
    0.7 * open,
    -0.84,
    0.95 * open,
    -0.62,
    0.8 * open,
    -0.15,
    0.35 * open,
    0.06,
  ]);
  const lower = blob([
    0.05,
    0,
    0.45 * open,
    0.02,
    0.74 * open,
    0.3,
    0.52 * open,
    0.7 + tail,
    0.26 * open,
    0.62,
    0.06,
    0.28,
  ]);
  for (const flip of [false, true]) {
    const turn = (shape: number[]) => (flip ? mirrored(shape) : shape);
    pen.shape('second', turn(lower));
    pen.shape('secondLight', turn(ellipse(0.45 * open, 0.36, 0.14, 0.17)), { relief: 0.4 });
    pen.shape('main', turn(upper));
    pen.shape(
      'mainLight',
      turn(blob([0.2 * open, -0.2, 0.4 * open, -0.52, 0.66 * open, -0.62, 0.62 * open, -0.3])),
      { relief: 0.4 },
    );
    pen.shape('accent', turn(ellipse(0.72 * open, -0.62, 0.09)), { relief: 0.4 });
    pen.line('dark', turn(curve([0.02, -0.5, 0.08, -0.78, 0.24, -0.92])), 0.032, { relief: 0 });
  }
  pen.shape('dark', limb(0, -0.36, 0, 0.5, 0.075, 0.045));
  pen.shape('dark', ellipse(0, -0.46, 0.1));
};

export const bee: Draw = (pen, r) => {
  const flap = r.between(-0.3, 0.3);
  for (const angle of [-0.5, 0.25])
    pen.shape('white', turned(ellipse(-0.05, -0.6, 0.22, 0.42), angle + flap, -0.05, -0.2), { opacity: 0.8 });
  pen.shape('dark', [-0.72, 0.1, -0.98, 0.16, -0.7, 0.24]);
  pen.shape('main', ellipse(-0.1, 0.16, 0.68, 0.42));
  for (const x of [-0.42, -0.14, 0.14])
    pen.line('dark', curve([x, -0.18, x + 0.06, 0.15, x, 0.5]), 0.13, { relief: 0.3 });
  pen.shape('second', ellipse(0.6, 0.1, 0.28));
  for (const y of [-0.4, -0.3])
    pen.line('dark', curve([0.66, -0.12, 0.78, y, 0.94, y - 0.05]), 0.04, { relief: 0 });
  eye(pen, 0.7, 0.06, 0.1);
};

export const ladybird: Draw = (pen, r) => {
  const spots = r.integer(3) + 2;
  for (const side of [-1, 1])
    for (const y of [0, 0.3, 0.6])
      pen.line('dark', [side * 0.4, y, side * 0.85, y + 0.05, side * 0.95, y + 0.2], 0.06);
  for (const side of [-1, 1])
    pen.line('dark', curve([side * 0.1, -0.7, side * 0.24, -0.88, side * 0.4, -0.92]), 0.05, { relief: 0 });
  pen.shape('dark', ellipse(0, -0.5, 0.36, 0.32));
  pen.shape('main', ellipse(0, 0.2, 0.66, 0.72));
  pen.line('dark', [0, -0.5, 0, 0.9], 0.05, { relief: 0 });
  for (let i = 0; i < spots; i++)
    for (const side of [-1, 1])
      pen.shape('dark', ellipse(side * (0.24 + 0.14 * (i % 2)), -0.2 + (i * 0.8) / spots, 0.12), {
        relief: 0,
        outlined: false,
      });
  for (const side of [-1, 1]) pen.shape('white', ellipse(side * 0.16, -0.58, 0.08), { relief: 0 });
};

export const spider: Draw = (pen, r) => {
  if (chance(r, 0.5)) pen.line('white', [0, -1.4, 0, -0.3], 0.025, { relief: 0 });
  for (const side of [-1, 1]) {
    for (const i of [0, 1, 2, 3]) {
      const y = -0.35 + i * 0.3;
      pen.line(
        'mainDark',
        curve([
          side * 0.15,
          0.1 + i * 0.06,
          side * 0.6,
          y - 0.25,
          side * 0.85,
          y + 0.1 + r.between(-0.1, 0.1),
          side * 0.95,
          y + 0.4,
        ]),
        0.06,
      );
    }
  }
  pen.shape('main', ellipse(0, -0.05, 0.4, 0.42));
  pen.shape('second', star(0, -0.12, 0.2, 0.09, 4), { relief: 0.3 });
  pen.shape('mainDark', ellipse(0, 0.42, 0.26, 0.22));
  for (const side of [-1, 1]) eye(pen, side * 0.11, 0.46, 0.085, 0);
};
