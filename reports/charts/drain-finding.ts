/** The drain chart's finding: how long requests go the old way after an event, and how many never stop. */
import type { EventResult } from '../../experiments/result.ts';
import { percent, significant, span } from '../numbers.ts';
import { isFault } from './event-curve.ts';

/** What is left in the end, below which it is not worth a headline. */
const LASTING = 0.01;

/** One sentence without a full stop. */
export function drainFinding(event: EventResult): string {
  const { plateau, censoredAtSeconds: followed } = event;
  if (plateau !== null && followed !== null && plateau.mean > LASTING) {
    const left = `${percent(plateau.mean)} of ${isFault(event) ? 'its requests still go there' : 'the requests still follow the answers from before'}`;
    // The plateau is that of the last quarter of the bins.
    const quarter = `${time(0.75 * followed.mean)} to ${time(followed.mean)} later`;
    return `After ${event.name}, ${left} ${quarter}`;
  }
  const facts = [mean(event), levels(event)].filter((fact) => fact !== null);
  return facts.length === 0
    ? `After ${event.name}, too few requests to tell how fast they leave`
    : `After ${event.name}, ${facts.join('; ')}`;
}

function mean({ areaSeconds, ...event }: EventResult): string | null {
  const area = isFault({ areaSeconds, ...event }) ? areaSeconds.dead : areaSeconds.stale;
  if (area === null) return null;
  return isFault({ areaSeconds, ...event })
    ? `requests go on to it for ${time(area.mean)} on average`
    : `answers from before steer requests for ${time(area.mean)} on average`;
}

function levels(event: EventResult): string | null {
  const { p90, p99 } = isFault(event) ? event.drainSeconds : event.settleSeconds;
  const gone = isFault(event) ? 'have left' : 'follow the new records';
  const parts = [
    ...(p90 === null ? [] : [`90 % ${gone} by ${time(p90.mean)}`]),
    ...(p99 === null
      ? []
      : [p90 === null ? `99 % ${gone} by ${time(p99.mean)}` : `99 % by ${time(p99.mean)}`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

/** To three digits, or to the second: 43.4s, 2m24s. */
export function time(seconds: number): string {
  return seconds < 60 ? span(Number(significant(seconds))) : span(Math.round(seconds));
}
