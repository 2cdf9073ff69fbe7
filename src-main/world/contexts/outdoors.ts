import type { Oklch } from '../pen.ts';
import { arc, blob, box, curve, dome, ellipse, star } from '../shapes.ts';
import { band, cloud, type DrawContext, flat, grass, hills } from './drawn-context.ts';

const day: Oklch = [0.74, 0.1, 0.68];
const dayLow: Oklch = [0.92, 0.04, 0.62];

export const beach: DrawContext = (back, front, r, h) => {
  band(back, -1.5, h - 0.25, day, dayLow);
  back.shape([0.95, 0.11, 0.28], ellipse(r.between(-0.7, 0.7), r.between(-0.75, -0.45), 0.16), flat);
  cloud(back, r, r.between(-0.8, 0.8), r.between(-0.7, -0.35), 0.4, [0.98, 0.01, 0.6]);
  band(back, h - 0.26, h + 0.1, [0.55, 0.11, 0.64], [0.76, 0.09, 0.55]);
  for (let i = 0; i < 4; i++) {
    const y = h - 0.2 + i * 0.07;
    back.line(
      [0.94, 0.02, 0.6],
      curve([-1.3, y, -0.4 + r.between(-0.3, 0.3), y - 0.03, 0.5, y + 0.03, 1.3, y]),
      0.016,
      flat,
    );
  }
  const sand: Oklch = [0.87, 0.07, 0.23];
  back.shape(
    sand,
    blob([
      -1.6,
      h + 0.12,
      -0.5,
      h + r.between(0, 0.1),
      0.5,
      h + r.between(0.02, 0.12),
      1.6,
      h,
      1.6,
      1.7,
      -1.6,
      1.7,
    ]),
    { relief: 0.1, inkBelow: [0.78, 0.08, 0.21] },
  );
  for (let i = 0; i < 3; i++)
    back.shape([0.8, 0.06, 0.22], ellipse(r.between(-0.9, 0.9), r.between(h + 0.25, 0.95), 0.16, 0.03), flat);
  if (r.next() < 0.6)
    front.shape([0.85, 0.1, 0.1], star(r.between(-0.85, 0.85), 0.88, 0.1, 0.05, 5, r.next()), {
      relief: 0.6,
    });
};

export const city: DrawContext = (back, front, r, h) => {
  band(back, -1.5, h + 0.05, [0.76, 0.06, 0.7], [0.92, 0.05, 0.18]);
  for (const [row, light] of [
    [0, 0.74],
    [1, 0.56],
  ] as const) {
    for (let x = -1.3; x < 1.3; ) {
      const w = r.between(0.18, 0.36);
      const top = h - r.between(0.25, row === 0 ? 1.0 : 0.7);
      const hue = r.next();
      back.shape([light, 0.045, hue], [x, top, x + w, top, x + w, h + 0.1, x, h + 0.1], { relief: 0.2 });
      for (let wy = top + 0.08; wy < h - 0.06; wy += 0.16)
        for (let wx = x + 0.05; wx < x + w - 0.06; wx += 0.11)
          if (r.next() < 0.55)
            back.shape([0.9, 0.07, 0.26], [wx, wy, wx + 0.05, wy, wx + 0.05, wy + 0.07, wx, wy + 0.07], flat);
      x += w + r.between(0, row === 0 ? 0.02 : 0.16);
    }
  }
  band(back, h + 0.04, h + 0.2, [0.76, 0.015, 0.2]);
  band(back, h + 0.2, 1.6, [0.5, 0.015, 0.7], [0.42, 0.015, 0.7]);
  for (let x = -1.2 + r.between(0, 0.3); x < 1.2; x += 0.6)
    back.shape(
      [0.93, 0.03, 0.27],
      [x, h + 0.5, x + 0.3, h + 0.5, x + 0.27, h + 0.55, x - 0.03, h + 0.55],
      flat,
    );
  if (r.next() < 0.4) {
    const x = r.next() < 0.5 ? -0.85 : 0.85;
    front.line([0.35, 0.02, 0.7], [x, 1.1, x, -0.2], 0.05);
    front.shape([0.95, 0.09, 0.27], ellipse(x, -0.26, 0.1));
  }
};

export const forest: DrawContext = (back, front, r, h) => {
  band(back, -1.5, h + 0.1, [0.86, 0.08, 0.35], [0.7, 0.1, 0.38]);
  for (const [light, wide] of [
    [0.62, 0.09],
    [0.46, 0.15],
  ] as const) {
    for (let i = 0; i < 5; i++) {
      const x = -1.15 + i * 0.52 + r.between(-0.2, 0.2);
      const hue = r.between(0.33, 0.42);
      back.line([light - 0.08, 0.05, 0.14], [x, -1.3, x + r.between(-0.05, 0.05), h + 0.15], wide, {
        relief: 0.6,
      });
      for (let k = 0; k < 2; k++)
        back.shape(
          [light, 0.1, hue],
          ellipse(
            x + r.between(-0.25, 0.25),
            r.between(-1.05, -0.55),
            r.between(0.22, 0.4),
            r.between(0.16, 0.28),
          ),
          { relief: 0.5 },
        );
    }
  }
  hills(back, r, h + 0.06, 0.1, [0.56, 0.11, 0.38], [0.42, 0.09, 0.38]);
  for (let i = 0; i < 4; i++)
    grass(back, r, r.between(-1, 1), r.between(h + 0.15, 0.7), 0.12, [0.62, 0.13, 0.37]);
  for (let i = 0; i < 2; i++) {
    const x = r.between(-0.95, 0.95);
    for (let k = -2; k <= 2; k++)
      front.shape(
        [0.5, 0.12, 0.39],
        curve([
          x,
          1.05,
          x + k * 0.07,
          0.85,
          x + k * 0.15,
          0.74 + Math.abs(k) * 0.06,
          x + k * 0.05,
          0.9,
          x + 0.02,
          1.05,
        ]),
        { relief: 0.3 },
      );
  }
};

export const nightSky: DrawContext = (back, _front, r, h) => {
  band(back, -1.5, 1.5, [0.2, 0.07, 0.76], [0.42, 0.11, 0.8]);
  for (let i = 0; i < 26; i++) {
    const [x, y] = [r.between(-1.1, 1.1), r.between(-1.1, h + 0.3)];
    if (i % 4 === 0) back.shape([0.96, 0.05, 0.28], star(x, y, r.between(0.04, 0.08), 0.015, 4), flat);
    else back.shape([0.93, 0.03, 0.27], ellipse(x, y, r.between(0.008, 0.02)), flat);
  }
  const [mx, my] = [r.between(-0.75, 0.75), r.between(-0.8, -0.5)];
  back.shape([0.6, 0.08, 0.75], ellipse(mx, my, 0.3), { ...flat, opacity: 0.4 });
  back.shape(
    [0.95, 0.05, 0.27],
    r.next() < 0.5
      ? ellipse(mx, my, 0.19)
      : [...arc(mx, my, 0.2, 0.2, -1.2, 1.9), ...arc(mx - 0.06, my - 0.02, 0.15, 0.17, 1.7, -1)],
    { relief: 0.5 },
  );
  hills(back, r, h + 0.45, 0.3, [0.27, 0.05, 0.75], [0.18, 0.04, 0.75]);
};

export const snow: DrawContext = (back, front, r, h) => {
  band(back, -1.5, h + 0.1, [0.78, 0.05, 0.68], [0.93, 0.02, 0.65]);
  hills(back, r, h, 0.5, [0.86, 0.03, 0.7], [0.95, 0.01, 0.7]);
  for (let i = 0; i < 3; i++) {
    const x = -0.9 + i * 0.8 + r.between(-0.25, 0.25);
    for (const k of [0, 1, 2]) {
      const y = h + 0.08 - k * 0.16;
      back.shape([0.5, 0.06, 0.44], [x - 0.2 + k * 0.05, y, x, y - 0.3, x + 0.2 - k * 0.05, y], {
        relief: 0.5,
      });
      back.shape([0.96, 0.01, 0.65], [x - 0.09, y - 0.16, x, y - 0.3, x + 0.09, y - 0.16], flat);
    }
  }
  hills(back, r, h + 0.12, 0.12, [0.97, 0.01, 0.65], [0.86, 0.03, 0.68]);
  for (let i = 0; i < 3; i++)
    back.shape([0.88, 0.03, 0.68], ellipse(r.between(-1, 1), r.between(h + 0.3, 0.95), 0.3, 0.05), flat);
  for (let i = 0; i < 22; i++)
    front.shape([0.99, 0, 0], ellipse(r.between(-1, 1), r.between(-1, 1), r.between(0.012, 0.03)), {
      ...flat,
      opacity: 0.9,
    });
};

export const desert: DrawContext = (back, front, r, h) => {
  band(back, -1.5, h + 0.1, [0.78, 0.09, 0.62], [0.92, 0.08, 0.2]);
  back.shape([0.95, 0.12, 0.24], ellipse(r.between(-0.7, 0.7), r.between(-0.6, -0.2), 0.2), flat);
  for (let i = 0; i < 2; i++) {
    const [x, w, top] = [r.between(-0.9, 0.9), r.between(0.25, 0.5), h - r.between(0.15, 0.45)];
    back.shape(
      [0.62, 0.11, 0.12],
      [x - w, h + 0.1, x - w * 0.75, top, x + w * 0.65, top + 0.02, x + w, h + 0.1],
      { relief: 0.6 },
    );
  }
  hills(back, r, h + 0.1, 0.22, [0.8, 0.12, 0.18], [0.7, 0.12, 0.16]);
  hills(back, r, h + 0.35, 0.18, [0.84, 0.11, 0.2], [0.72, 0.12, 0.17]);
  if (r.next() < 0.5) front.shape([0.66, 0.09, 0.14], dome(r.between(-0.9, 0.9), 1.02, 0.16, 0.1));
};

export const meadow: DrawContext = (back, front, r, h) => {
  band(back, -1.5, h + 0.1, day, [0.93, 0.03, 0.58]);
  for (let i = 0; i < 2; i++)
    cloud(back, r, r.between(-0.9, 0.9), r.between(-0.8, -0.3), r.between(0.3, 0.5), [0.99, 0.005, 0.6]);
  hills(back, r, h, 0.3, [0.72, 0.11, 0.39], [0.66, 0.12, 0.38]);
  hills(back, r, h + 0.12, 0.14, [0.78, 0.15, 0.35], [0.62, 0.14, 0.38]);
  for (let i = 0; i < 9; i++) {
    const [x, y] = [r.between(-1.05, 1.05), r.between(h + 0.2, 1)];
    if (i % 2 === 0) grass(back, r, x, y, 0.1, [0.56, 0.13, 0.38]);
    else back.shape([0.9, 0.1, r.next()], ellipse(x, y, 0.03), { ...flat, relief: 0.3 });
  }
  for (let i = 0; i < 3; i++) grass(front, r, r.between(-1, 1), 1.03, 0.2, [0.6, 0.15, 0.37]);
};

export const seaFloor: DrawContext = (back, front, r, h) => {
  band(back, -1.5, 1.5, [0.74, 0.1, 0.56], [0.38, 0.09, 0.66]);
  for (let i = 0; i < 3; i++) {
    const x = r.between(-1, 1);
    back.shape([0.93, 0.05, 0.52], [x - 0.06, -1.3, x + 0.12, -1.3, x + 0.5, h + 0.4, x + 0.15, h + 0.4], {
      ...flat,
      opacity: 0.22,
    });
  }
  hills(back, r, h + 0.3, 0.2, [0.66, 0.06, 0.4], [0.55, 0.06, 0.45]);
  for (let i = 0; i < 4; i++) {
    const x = r.between(-1, 1);
    const [y, tall, bend] = [r.between(h + 0.3, 0.9), r.between(0.4, 0.9), r.between(-0.14, 0.14)];
    back.line(
      [0.52, 0.12, r.pick([0.38, 0.42, 0.03])],
      curve([x, y, x + bend, y - tall * 0.35, x - bend, y - tall * 0.7, x + bend * 0.6, y - tall]),
      0.07,
      { relief: 0.6 },
    );
  }
  for (let i = 0; i < 7; i++) {
    const [x, y, s] = [r.between(-1, 1), r.between(-0.95, 0.6), r.between(0.02, 0.055)];
    (i < 5 ? back : front).shape([0.95, 0.03, 0.55], ellipse(x, y, s), { relief: 1, opacity: 0.55 });
  }
  if (r.next() < 0.6) {
    const x = r.between(-0.9, 0.9);
    front.shape(
      [0.72, 0.13, 0.06],
      blob([
        x - 0.15,
        1.1,
        x - 0.2,
        0.85,
        x - 0.09,
        0.78,
        x - 0.05,
        0.92,
        x + 0.05,
        0.76,
        x + 0.13,
        0.88,
        x + 0.09,
        1.1,
      ]),
    );
  }
};

export const harbour: DrawContext = (back, front, r, h) => {
  band(back, -1.5, h, [0.7, 0.08, 0.72], [0.9, 0.07, 0.14]);
  back.shape([0.92, 0.12, 0.19], dome(r.between(-0.5, 0.5), h - 0.1, 0.22, 0.22), flat);
  band(back, h - 0.12, h + 0.35, [0.62, 0.09, 0.7], [0.46, 0.09, 0.68]);
  for (let i = 0; i < 6; i++) {
    const [x, y] = [r.between(-1, 1), r.between(h - 0.06, h + 0.3)];
    back.line([0.86, 0.06, 0.2], [x - 0.14, y, x + 0.14, y], 0.018, flat);
  }
  for (let i = 0; i < 9; i++) {
    const y = h + 0.3 + i * 0.16;
    back.shape([0.62 + 0.03 * (i % 2), 0.05, 0.15], [-1.5, y, 1.5, y, 1.5, y + 0.145, -1.5, y + 0.145], {
      relief: 0.2,
    });
  }
  for (const x of [-0.85, r.between(0.7, 0.95)]) {
    front.shape([0.42, 0.04, 0.13], box(x, 0.85, 0.13, 0.5, 0.05));
    front.line([0.8, 0.06, 0.2], [x - 0.07, 0.76, x + 0.07, 0.76], 0.05);
  }
};
