/** "8 s", "2 min", "1 h 20 min", "3 d 4 h": two units at most, rounded the way one says it. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (whole < 600 && whole % 60 >= 15 && whole % 60 <= 45) return `${Math.floor(whole / 60)} min 30 s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}

/** What is left, as the job drawer says it; null while the first items are still being timed. */
export const formatTimeLeft = (etaSeconds: number | null): string =>
  etaSeconds === null ? 'estimating' : `${formatDuration(etaSeconds)} left`;

const dates = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const times = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** An ISO date as "today 14:05", "yesterday 09:30" or "3 Mar 2026". */
export function formatMoment(iso: string, now: Date = new Date()): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
  if (days === 0) return `today ${times.format(date)}`;
  if (days === 1) return `yesterday ${times.format(date)}`;
  return dates.format(date);
}

const startOfDay = (date: Date): number =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
