import { expect, test } from 'vitest';
import { planGroups } from './plan-groups.ts';

const members = (count: number, first = 0, classes = 4) =>
  Array.from({ length: count }, (_, i) => ({ key: first + i, classId: i % classes }));

test('both sides are measured at the smaller number, and keys that several groups share are read once', () => {
  const own = members(40);
  const baseline = members(12, 1000);
  const inClass = ({ classId }: { classId: number }): boolean => classId === 1;
  const plan = planGroups(
    [
      { by: 'all', key: null, own, baseline },
      { by: 'class', key: 'owl', own: own.filter(inClass), baseline: baseline.filter(inClass) },
      { by: 'class', key: 'without any', own: [], baseline },
      { by: 'origin', key: 'typed', own: own.slice(0, 3), baseline: [] },
    ],
    7,
  );
  expect(plan.groups.map(({ key, total }) => [key, total])).toEqual([
    [null, 40],
    ['owl', 10],
    ['typed', 3],
  ]);
  expect(plan.keys).toHaveLength(52);
  const part = (place: number | null | undefined) => plan.parts[place ?? -1];
  const [all, owl, typed] = plan.groups;
  expect([part(all?.own)?.count, part(all?.baseline)?.count]).toEqual([12, 12]);
  expect([part(owl?.own)?.count, part(owl?.baseline)?.count]).toEqual([3, 3]);
  expect([part(typed?.own)?.count, typed?.baseline]).toEqual([3, null]);
  // Rows name the keys, class by class.
  expect(part(owl?.own)?.groups).toEqual([own.filter(inClass).map(({ key }) => plan.keys.indexOf(key))]);
  expect(part(all?.own)?.groups).toHaveLength(4);
});

test('of many, the same few are read every time, evenly over the classes', () => {
  const own = [...members(3000, 0, 1), ...members(100, 3000, 1).map((each) => ({ ...each, classId: 9 }))];
  const request = { by: 'all', key: null, own, baseline: [] } as const;
  const plan = planGroups([request], 1);
  expect(plan.keys).toHaveLength(512);
  expect(plan.keys.filter((key) => key >= 3000)).toHaveLength(100);
  expect(plan.parts[0]).toMatchObject({ count: 256, draws: 4 });
  expect(planGroups([request], 1)).toEqual(plan);
  expect(planGroups([request], 2).keys).not.toEqual(plan.keys);
  expect(plan.groups[0]?.total).toBe(3100);
});
