/** What sessions draw, and how long they last. */
import { cvSquaredOf, meanOf, quantileOf, samplerOf } from '../random/index.ts';
import type { Stream } from '../random/stream.ts';
import { meanOfWhole, wholeSampler } from '../random/whole.ts';
import type { SessionSpec } from '../scenario.ts';
import type { Seconds } from '../settings.ts';

export interface SessionDraws {
  pages(): number;
  hits(): number;
  think(): Seconds;
  /** The group's `session` stream, which nothing else draws from. */
  readonly stream: Stream;
}

export function sessionDraws(spec: SessionSpec, stream: Stream): SessionDraws {
  return {
    pages: wholeSampler(spec.pages, stream),
    hits: wholeSampler(spec.hitsPerPage, stream),
    think: samplerOf(spec.thinkTime, stream),
    stream,
  };
}

/** Requests of a session, on average. */
export function requestsOf({ pages, hitsPerPage }: SessionSpec): number {
  return meanOfWhole(pages) * meanOfWhole(hitsPerPage);
}

/** Mean time from a session's first page to its last, requests taken as over at once. */
export function meanLength({ pages, thinkTime }: SessionSpec): Seconds {
  return (meanOfWhole(pages) - 1) * meanOf(thinkTime);
}

/** All but one session in so many are shorter than {@link longLength}. */
const FEW = 1e-5;
/** Standard errors that a sum of think times is allowed. */
const MARGIN = 4;

/**
 * What hardly any session outlasts: as many pages as all but a few have, thought over for their mean and four standard
 * deviations more. After that long, sessions are as many and as old as they will ever be.
 */
export function longLength({ pages, thinkTime }: SessionSpec): Seconds {
  const thoughts = Math.max(0, Math.ceil(quantileOf(pages)(1 - FEW)) - 1);
  const spread = Math.sqrt(thoughts * cvSquaredOf(thinkTime));
  return (thoughts + MARGIN * spread) * meanOf(thinkTime);
}
