/** How the findings of the catalogue write numbers and name what they are of. */
import type { Measured, Result } from '../../experiments/result.ts';
import { span } from '../../reports/numbers.ts';

export const percent = (x: number | null | undefined, digits: number) =>
  x == null ? '?' : `${(100 * x).toFixed(digits)} %`;
export const mean = (m: Measured) => m?.mean ?? Number.NaN;
export const root = (m: Measured) => (m ? Math.sqrt(m.mean) : null);

export const backend = ({ backends }: Result, name: string) =>
  backends.find((one) => one.name === name) as Result['backends'][number];

export const event = ({ events }: Result) => events[0] as Result['events'][number];
export const seconds = (m: Measured) =>
  m ? span(m.mean < 10 ? Number(m.mean.toFixed(1)) : Math.round(m.mean)) : '?';
export const milliseconds = (m: Measured | undefined) => `${Math.round(1000 * mean(m ?? null))} ms`;
export const count = (m: Measured) => mean(m).toFixed(0);

export const windowPeak = ({ skew }: Result) =>
  `${mean(skew.windows.peakToMean.p95).toFixed(2)} times its part`;
