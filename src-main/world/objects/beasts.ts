import { arc, blob, bowl, curve, ellipse, limb, ring, turned } from '../shapes.ts';
import { beadEye, chance, eye, type Draw } from './drawn-object.ts';

export const dog: Draw = (pen, r) => {
  const wag = r.between(-0.2, 0.2);
  const ear = r.between(0.22, 0.34);
  pen.line('main', curve([-0.62, 0.1, -0.85, -0.15, -0.8 + wag, -0.5]), 0.12);
  for (const x of [-0.48, 0.34])
    pen.shape('mainDark', limb(x, 0.3, x + r.between(-0.08, 0.08), 0.92, 0.12, 0.08));
  pen.shape(
    'main',
    blob([-0.7, 0.12, -0.4, -0.1, 0.2, -0.06, 0.52, 0, 0.52, 0.4, 0.1, 0.5, -0.3, 0.42, -0.65, 0.5]),
  );
  for (const x of [-0.6, 0.42]) pen.shape('main', limb(x, 0.3, x + 0.02, 0.92, 0.13, 0.09));
  pen.shape('main', limb(0.4, 0.1, 0.5, -0.3, 0.2, 0.2));
  pen.shape('main', ellipse(0.48, -0.38, 0.29, 0.28));
  pen.shape('mainLight', limb(0.6, -0.28, 0.84, -0.24, 0.15, 0.12));
  pen.shape('dark', ellipse(0.93, -0.31, 0.075, 0.06));
  pen.shape('secondDark', turned(ellipse(0.3, -0.3, 0.13, ear), 0.2, 0.3, -0.5));
  beadEye(pen, 0.58, -0.45, 0.055);
  pen.line('accent', curve([0.3, -0.08, 0.48, 0, 0.64, -0.1]), 0.08);
};

export const horse: Draw = (pen, r) => {
  const dip = r.between(-0.12, 0.25);
  pen.line('second', curve([-0.68, 0, -0.9, 0.2, -0.85, 0.6]), 0.17);
  for (const x of [-0.45, 0.26])
    pen.shape('mainDark', limb(x, 0.2, x + r.between(-0.14, 0.14), 0.95, 0.1, 0.055));
  pen.shape(
    'main',
    blob([-0.72, 0, -0.45, -0.2, 0, -0.14, 0.4, -0.2, 0.5, 0.1, 0.3, 0.34, -0.2, 0.28, -0.62, 0.34]),
  );
  for (const x of [-0.6, 0.38]) pen.shape('main', limb(x, 0.2, x + r.between(-0.05, 0.1), 0.95, 0.12, 0.06));
  pen.shape('main', limb(0.38, 0, 0.6, -0.6 + dip, 0.22, 0.13));
  pen.shape('main', limb(0.6, -0.62 + dip, 0.88, -0.34 + dip, 0.16, 0.1));
  pen.shape('main', [0.5, -0.7 + dip, 0.54, -0.95 + dip, 0.64, -0.72 + dip]);
  pen.line('second', curve([0.54, -0.8 + dip, 0.36, -0.5 + dip, 0.2, -0.16]), 0.15);
  beadEye(pen, 0.64, -0.62 + dip, 0.05);
};

export const pig: Draw = (pen, r) => {
  pen.line('mainDark', curve([-0.72, 0.1, -0.88, 0, -0.8, -0.1, -0.95, -0.18]), 0.05);
  for (const x of [-0.48, -0.1, 0.3]) pen.shape('mainDark', limb(x, 0.6, x, 0.9, 0.12, 0.1));
  pen.shape('main', ellipse(-0.1, 0.2, 0.7, r.between(0.46, 0.58)));
  pen.shape('main', ellipse(0.52, 0.05, 0.34));
  for (const x of [0.38, 0.66]) pen.shape('mainDark', [x - 0.12, -0.18, x + 0.02, -0.46, x + 0.12, -0.16]);
  pen.shape('mainLight', ellipse(0.76, 0.14, 0.16, 0.14));
  for (const x of [0.71, 0.82]) pen.shape('dark', ellipse(x, 0.14, 0.03, 0.045), { relief: 0 });
  beadEye(pen, 0.52, -0.06, 0.05);
};

export const whale: Draw = (pen, r) => {
  const flick = r.between(-0.15, 0.1);
  pen.shape(
    'main',
    blob([
      -0.95,
      -0.5 + flick,
      -0.75,
      -0.4 + flick,
      -0.6,
      -0.52 + flick,
      -0.66,
      -0.2,
      -0.2,
      0,
      0.4,
      -0.3,
      0.85,
      -0.1,
      0.95,
      0.3,
      0.6,
      0.62,
      0,
      0.66,
      -0.55,
      0.4,
      -0.85,
      -0.1,
    ]),
  );
  pen.shape('mainLight', blob([0.94, 0.32, 0.6, 0.62, 0, 0.66, -0.3, 0.52, 0.3, 0.4]), { outlined: false });
  pen.shape('mainDark', blob([0.1, 0.42, -0.1, 0.75, 0.3, 0.6]));
  beadEye(pen, 0.62, 0.16, 0.06);
  if (chance(r, 0.7))
    for (const side of [-1, 1])
      pen.line('white', curve([0.42, -0.34, 0.42 + side * 0.05, -0.62, 0.42 + side * 0.22, -0.62]), 0.07);
};

export const giraffe: Draw = (pen, r) => {
  const lean = r.between(-0.1, 0.15);
  for (const x of [-0.38, 0.12]) pen.shape('mainDark', limb(x, 0.3, x, 0.95, 0.08, 0.05));
  pen.shape('main', blob([-0.6, 0.25, -0.35, 0.05, 0.2, -0.02, 0.3, 0.3, 0.1, 0.45, -0.5, 0.45]));
  for (const x of [-0.5, 0.2]) pen.shape('main', limb(x, 0.3, x + r.between(-0.05, 0.05), 0.95, 0.09, 0.05));
  pen.shape('main', limb(0.18, 0.15, 0.42 + lean, -0.7, 0.15, 0.09));
  pen.shape('main', limb(0.42 + lean, -0.76, 0.68 + lean, -0.64, 0.12, 0.08));
  for (const x of [0.36, 0.48]) pen.line('secondDark', [x + lean, -0.82, x + lean - 0.02, -0.98], 0.05);
  for (const t of [0.15, 0.4, 0.65, 0.88])
    pen.shape('second', ellipse(0.2 + (0.22 + lean) * t, 0.05 - 0.72 * t, 0.07, 0.08), {
      relief: 0.2,
      outlined: false,
    });
  for (const x of [-0.42, -0.2, 0.02])
    pen.shape('second', ellipse(x, 0.22, 0.08, 0.1), { relief: 0.2, outlined: false });
  beadEye(pen, 0.46 + lean, -0.78, 0.035);
};

export const frog: Draw = (pen, r) => {
  const wide = r.between(0.5, 0.62);
  for (const side of [-1, 1]) {
    pen.shape('mainDark', ellipse(side * (wide + 0.12), 0.62, 0.24, 0.34, side * 0.5));
    pen.shape('main', limb(side * wide, 0.92, side * (wide + 0.32), 0.94, 0.07));
  }
  pen.shape('main', ellipse(0, 0.4, wide, 0.56));
  pen.shape('mainLight', ellipse(0, 0.6, wide * 0.7, 0.34), { outlined: false });
  for (const side of [-1, 1]) {
    pen.shape('main', limb(side * 0.26, 0.6, side * 0.24, 0.92, 0.1, 0.08));
    pen.shape('main', ellipse(side * 0.3, -0.16, 0.2));
    eye(pen, side * 0.3, -0.18, 0.13, 0);
  }
  pen.line('dark', curve([-0.36, 0.16, 0, 0.32, 0.36, 0.16]), 0.04, { relief: 0 });
};

export const snake: Draw = (pen, r) => {
  const wave = r.between(0.26, 0.42);
  const body = curve([
    -0.95,
    0.8,
    -0.6,
    0.8 - wave,
    -0.2,
    0.8,
    0.2,
    0.8 - wave,
    0.5,
    0.7,
    0.55,
    0.1,
    0.3,
    -0.3,
    0.5,
    -0.62,
  ]);
  pen.line('main', body, 0.21);
  for (let i = 8; i < body.length / 2 - 4; i += 6)
    pen.shape('second', ellipse(body[i * 2]!, body[i * 2 + 1]!, 0.07), { relief: 0.2, outlined: false });
  pen.shape('main', ellipse(0.58, -0.66, 0.22, 0.15));
  pen.line('accent', curve([0.78, -0.64, 0.9, -0.6, 0.97, -0.68]), 0.04, { relief: 0 });
  beadEye(pen, 0.6, -0.72, 0.045);
};

export const crab: Draw = (pen, r) => {
  const reach = r.between(0.1, 0.3);
  for (const side of [-1, 1]) {
    for (const i of [0, 1, 2])
      pen.line(
        'mainDark',
        [side * 0.4, 0.45, side * (0.72 + i * 0.1), 0.4 + i * 0.12, side * (0.7 + i * 0.06), 0.68 + i * 0.14],
        0.08,
      );
    pen.line('main', curve([side * 0.45, 0.3, side * 0.78, 0.1, side * 0.72, -0.2 - reach]), 0.12);
    pen.shape(
      'main',
      turned(
        [...arc(side * 0.68, -0.4 - reach, 0.22, 0.24, -1.1, 4.2), side * 0.68, -0.4 - reach],
        side * 0.3,
        side * 0.68,
        -0.4 - reach,
      ),
    );
    pen.line('main', [side * 0.16, 0.1, side * 0.18, -0.16], 0.06);
    eye(pen, side * 0.18, -0.2, 0.1, 0);
  }
  pen.shape('main', ellipse(0, 0.4, 0.58, 0.38));
  pen.line('dark', curve([-0.2, 0.5, 0, 0.58, 0.2, 0.5]), 0.035, { relief: 0 });
};

export const octopus: Draw = (pen, r) => {
  for (let i = 0; i < 7; i++) {
    const x = -0.48 + i * 0.16;
    const out = x * 1.7 + r.between(-0.12, 0.12);
    pen.line(
      i % 2 === 0 ? 'mainDark' : 'main',
      curve([x * 0.8, 0.2, x * 1.2, 0.6, out, 0.82, out + r.between(-0.16, 0.16), 0.95]),
      0.14,
    );
  }
  pen.shape('main', blob([0, -0.92, 0.5, -0.6, 0.48, 0.05, 0.3, 0.42, -0.3, 0.42, -0.48, 0.05, -0.5, -0.6]));
  for (const side of [-1, 1]) eye(pen, side * 0.2, 0, 0.14, 0);
  pen.line('dark', curve([-0.1, 0.24, 0, 0.28, 0.1, 0.24]), 0.035, { relief: 0 });
  pen.shape('mainLight', bowl(0, 0.3, 0.01, 0.01), { outlined: false });
  if (chance(r, 0.5))
    for (const x of [-0.22, 0.05, 0.24])
      pen.shape('mainLight', ring(x, -0.55 + Math.abs(x) * 0.4, 0.08, 0.08, 0.03), {
        relief: 0.2,
        outlined: false,
      });
};
