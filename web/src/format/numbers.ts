const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** 12345 → "12,345". */
export function count(value: number): string {
  return grouped.format(value);
}

/** "1 row", "12,345 rows". */
export function counted(value: number, one: string): string {
  return `${count(value)} ${value === 1 ? one : `${one}s`}`;
}

/** A figure between 0 and 1, or any number of that order: three decimals. */
export function figure(value: number): string {
  return minus(value.toFixed(3).replace(/^-(0\.000)$/, '$1'));
}

/** 0.0512 → "5.1 %". */
export function percent(value: number, decimals = 1): string {
  return `${minus((value * 100).toFixed(decimals).replace(/^-(0(\.0*)?)$/, '$1'))} %`;
}

/** A hyphen before a number reads as a dash: −0.5. */
function minus(text: string): string {
  return text.replace(/^-/, '−');
}

/** A number with 4 significant digits; large ones are grouped. */
export function number(value: number): string {
  const magnitude = Math.abs(value);
  if (Number.isInteger(value) || magnitude >= 1000) return minus(grouped.format(value));
  return short(value);
}

/** A value of a column: a year, a code or a number is not grouped, as in the file. */
export function cellNumber(value: number): string {
  return Number.isInteger(value) ? minus(String(value)) : short(value);
}

function short(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude > 0 && magnitude < 0.001) return minus(value.toExponential(2));
  return minus(String(magnitude >= 1000 ? Math.round(value) : Number(value.toPrecision(4))));
}

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** 1234567 → "1.2 MB", in powers of 1000. */
export function bytes(value: number): string {
  const step = value < 1 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log10(value) / 3));
  const scaled = value / 1000 ** step;
  return `${step === 0 ? scaled : scaled.toFixed(1)} ${SIZES[step] ?? 'B'}`;
}

/** Seconds in readable units: "340 ms", "8.2 s", "4 min 10 s", "2 h 5 min". */
export function duration(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** 812000 → "812 k". */
export function compact(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)} M`;
  if (value >= 1e4) return `${Math.round(value / 1e3)} k`;
  return count(value);
}

/** How long ago, in the largest unit that fits: "15 min ago". */
export function age(iso: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000);
  if (seconds < 45) return 'just now';
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h ago`;
  if (seconds < 30 * 86_400) return `${Math.round(seconds / 86_400)} d ago`;
  return new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** A moment on the reader's clock: "1 Dec, 04:12". */
export function moment(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** "column-shapes" → "Column shapes". */
export function words(name: string): string {
  const spaced = name.replaceAll('-', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
