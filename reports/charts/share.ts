/**
 * Share of requests by backend, with its 95 % interval and the intended share. A few backends are bars
 * with names in the scenario's order; many are thin bars by size, from which the shape is read.
 */
import type { Chart } from './chart.ts';
import { namedShares } from './named-shares.ts';
import { paper } from './paper.ts';
import { rankedShares } from './ranked-shares.ts';
import { setUp } from './set-up.ts';
import { shareFinding } from './share-finding.ts';

/** As many names as stand legibly above one another. */
const NAMED_AT_MOST = 16;

export const share: Chart = {
  name: 'share',
  summary: 'Share of requests by backend, with its 95 % interval and the intended share.',
  each: 'result',
  lacks: () => null,
  configuration(result, page) {
    const options = paper({ title: shareFinding(result), subtitle: [setUp(result)] }, page);
    return result.backends.length <= NAMED_AT_MOST
      ? namedShares(result.backends, options, page)
      : rankedShares(result.backends, options, page);
  },
};
