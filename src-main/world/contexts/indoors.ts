import type { Random } from '../../../src-shared/random.ts';
import type { Oklch, Pen } from '../pen.ts';
import { box, ellipse } from '../shapes.ts';
import { band, type DrawContext, flat } from './drawn-context.ts';

function windowPane(pen: Pen, random: Random, x: number, y: number, size: number): void {
  pen.shape([0.95, 0.01, 0.2], box(x, y, size * 1.2, size * 1.4), { relief: 0.4 });
  pen.shape([0.82, 0.07, random.pick([0.65, 0.2, 0.7])], box(x, y, size, size * 1.2), {
    ...flat,
    inkBelow: [0.95, 0.03, 0.6],
  });
  pen.line([0.95, 0.01, 0.2], [x, y - size * 0.6, x, y + size * 0.6], size * 0.08, { relief: 0.2 });
  pen.line([0.95, 0.01, 0.2], [x - size * 0.5, y, x + size * 0.5, y], size * 0.08, { relief: 0.2 });
}

export const kitchenTable: DrawContext = (back, front, r, h) => {
  const wall: Oklch = [r.between(0.72, 0.88), 0.05, r.next()];
  band(back, -1.5, h + 0.1, wall, [wall[0] - 0.07, wall[1], wall[2]]);
  const tile = r.between(0.26, 0.36);
  for (let x = -1.2; x < 1.3; x += tile)
    back.line([0.95, 0.01, wall[2]], [x, -0.1 - tile, x, h + 0.1], 0.014, flat);
  for (let y = h; y > -0.3; y -= tile) back.line([0.95, 0.01, wall[2]], [-1.5, y, 1.5, y], 0.014, flat);
  windowPane(back, r, r.between(-0.6, 0.6), -0.62, 0.5);
  const wood: Oklch = [r.between(0.55, 0.74), 0.09, 0.17];
  back.shape(wood, [-1.5, h, 1.5, h, 1.8, 1.6, -1.8, 1.6], {
    ...flat,
    inkBelow: [wood[0] - 0.1, 0.09, 0.16],
  });
  for (let i = 0; i < 5; i++) {
    const x = -1.2 + i * 0.6;
    back.line([wood[0] - 0.12, 0.08, 0.15], [x * 0.8, h, x * 1.5, 1.3], 0.014, flat);
  }
  for (let i = 0; i < 2; i++) {
    const [x, y] = [r.between(-0.9, 0.9), h + r.between(0.04, 0.14)];
    if (r.next() < 0.5) back.shape([r.between(0.6, 0.85), 0.12, r.next()], ellipse(x, y - 0.09, 0.12, 0.11));
    else back.shape([r.between(0.6, 0.9), 0.06, r.next()], box(x, y - 0.14, 0.16, 0.3, 0.03));
  }
  if (r.next() < 0.4)
    front.shape([0.93, 0.02, r.next()], ellipse(r.between(-0.8, 0.8), 1.02, 0.34, 0.09), { relief: 0.6 });
};

export const library: DrawContext = (back, front, r, h) => {
  band(back, -1.5, 1.5, [0.4, 0.06, 0.14], [0.3, 0.05, 0.14]);
  for (let shelf = 0; shelf < 3; shelf++) {
    const y = h - shelf * 0.62;
    for (let x = -1.25; x < 1.25; ) {
      const w = r.between(0.07, 0.15);
      const tall = r.between(0.34, 0.5);
      if (r.next() < 0.88)
        back.shape(
          [r.between(0.42, 0.75), 0.09, r.next()],
          box(x + w / 2, y - tall / 2, w * 0.92, tall, 0.01),
          { relief: 0.7 },
        );
      x += w;
    }
    back.shape([0.52, 0.07, 0.16], [-1.5, y, 1.5, y, 1.5, y + 0.07, -1.5, y + 0.07], { relief: 0.4 });
  }
  const hue = r.next();
  band(back, h + 0.14, 1.6, [0.5, 0.08, hue], [0.42, 0.08, hue]);
  back.shape([0.62, 0.09, hue + 0.1], ellipse(r.between(-0.2, 0.2), 0.9, 0.95, 0.3), { relief: 0.2 });
  if (r.next() < 0.4)
    front.shape([r.between(0.5, 0.8), 0.1, r.next()], box(r.between(-0.8, 0.8), 0.97, 0.4, 0.1, 0.02));
};
