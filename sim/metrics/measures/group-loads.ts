/** Loads of client groups, and of resolver groups, by backend: sums over what each did with the other. */
import type { Measurements } from '../../measurements.ts';
import { cvSquared } from '../skew.ts';
import { once, type RatioMeasure } from './measure.ts';
import { LISTED_BACKENDS } from './subjects.ts';

type Side = 'client' | 'resolver';

/** Where a group's requests went, by backend; null: nobody knows. */
function loadsOf({ skew, backends }: Measurements, side: Side, group: number): Float64Array | null {
  if (skew.loads === null) return null;
  const sums = new Float64Array(backends.names.length);
  for (const pair of skew.loads)
    if (pair[side] === group)
      pair.requests.forEach((count, b) => {
        sums[b] = (sums[b] as number) + count;
      });
  return sums;
}

const sum = (loads: Float64Array) => loads.reduce((total, count) => total + count, 0);

function totalOf({ skew }: Measurements): number {
  return (skew.loads ?? []).reduce((total, { requests }) => total + sum(requests), 0);
}

const WHOSE = {
  client: { path: 'clients[]', of: "of a client group's requests" },
  resolver: {
    path: 'resolvers[]',
    of: 'of the requests that followed answers which a resolver group had fetched',
  },
} as const;

/** Its part of the load. */
function shareOf(side: Side): RatioMeasure {
  return {
    kind: 'ratio',
    name: 'load-share',
    summary: `The part ${WHOSE[side].of}, of all.`,
    of: side,
    unit: 'share',
    path: `${WHOSE[side].path}.load.share`,
    read(m, i) {
      const loads = loadsOf(m, side, i);
      return loads && { y: sum(loads), x: totalOf(m) };
    },
  };
}

/** How uneven its own load was. */
function cvSquaredOf(side: Side): RatioMeasure {
  return {
    kind: 'ratio',
    name: 'load-cv-squared',
    summary: `CV² ${WHOSE[side].of}, by backend, against the intended shares of all.`,
    of: side,
    unit: 'ratio',
    path: `${WHOSE[side].path}.load.cvSquared`,
    read(m, i) {
      const loads = loadsOf(m, side, i);
      return loads && once(cvSquared(loads, m.backends.intendedWhole));
    },
  };
}

function backendShareOf(side: Side): RatioMeasure {
  return {
    kind: 'ratio',
    name: 'load-share',
    summary: `The part ${WHOSE[side].of} that went to a backend; the first ${LISTED_BACKENDS} are listed.`,
    of: side === 'client' ? 'clientBackend' : 'resolverBackend',
    unit: 'share',
    path: `${WHOSE[side].path}.load.backends[].share`,
    read(m, i) {
      const backend = i % LISTED_BACKENDS;
      const loads = loadsOf(m, side, (i - backend) / LISTED_BACKENDS);
      return loads && { y: loads[backend] as number, x: sum(loads) };
    },
  };
}

export const resolverLoads = [
  shareOf('resolver'),
  cvSquaredOf('resolver'),
  backendShareOf('resolver'),
];
export const clientLoads = [shareOf('client'), cvSquaredOf('client'), backendShareOf('client')];
