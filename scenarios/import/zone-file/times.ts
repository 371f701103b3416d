/** Seconds in each unit, as BIND reads them. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};

/** Whole seconds of `300`, `5m` or `1h30m`; undefined for anything else. */
export function secondsOf(text: string): number | undefined {
  if (!/^(?:\d+|(?:\d+[smhdw])+)$/i.test(text)) return undefined;
  const parts = text.toLowerCase().matchAll(/(\d+)([smhdw]?)/g);
  return [...parts].reduce(
    (sum, [, number, unit]) => sum + Number(number) * (UNITS[unit ?? ''] ?? 1),
    0,
  );
}
