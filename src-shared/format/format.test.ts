import { expect, test } from 'vitest';
import { formatDuration, formatMoment, formatTimeLeft } from './durations.ts';
import { formatBytes, formatNoun, formatPercent, formatPoints, formatRate } from './numbers.ts';

test('durations use two units at most', () => {
  expect([0, 8.4, 59, 60, 95, 119, 150, 599, 4800, 3600, 90_000, 172_800].map(formatDuration)).toEqual([
    '0 s',
    '8 s',
    '59 s',
    '1 min',
    '1 min 30 s',
    '2 min',
    '2 min 30 s',
    '10 min',
    '1 h 20 min',
    '1 h',
    '1 d 1 h',
    '2 d',
  ]);
});

test('time left says that it is being estimated', () => {
  expect(formatTimeLeft(null)).toBe('estimating');
  expect(formatTimeLeft(120)).toBe('2 min left');
});

test('moments are told from the day they are read', () => {
  const now = new Date(2026, 2, 3, 12, 0);
  expect(formatMoment(new Date(2026, 2, 3, 9, 5).toISOString(), now)).toBe('today 09:05');
  expect(formatMoment(new Date(2026, 2, 2, 23, 59).toISOString(), now)).toBe('yesterday 23:59');
  expect(formatMoment(new Date(2025, 11, 24).toISOString(), now)).toBe('24 Dec 2025');
});

test('counts agree with their noun', () => {
  expect(formatNoun(1, 'image')).toBe('1 image');
  expect(formatNoun(2000, 'image')).toBe('2,000 images');
  expect(formatNoun(2, 'class', 'classes')).toBe('2 classes');
});

test('accuracies and differences', () => {
  expect(formatPercent(0.8126)).toBe('81.3 %');
  expect(formatPercent(null)).toBe('–');
  expect(formatPoints(0.021)).toBe('+2.1');
  expect(formatPoints(-0.004)).toBe('−0.4');
  expect(formatPoints(-0.0001)).toBe('±0.0');
});

test('bytes in powers of 1000', () => {
  expect([12, 999, 1000, 3_440_000, 999_700, 2.5e9].map(formatBytes)).toEqual([
    '12 B',
    '999 B',
    '1.0 kB',
    '3.4 MB',
    '1.0 MB',
    '2.5 GB',
  ]);
});

test('slow rates turn round', () => {
  expect(formatRate(4.13, 'steps')).toBe('4.1 steps/s');
  expect(formatRate(1234.4, 'images')).toBe('1,234 images/s');
  expect(formatRate(0.1, 'steps')).toBe('10 s a step');
  expect(formatRate(0.25, 'classes')).toBe('4 s a class');
});
