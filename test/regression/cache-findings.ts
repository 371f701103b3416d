/** The findings of scenarios about what the caches of resolvers do to answers. */
import type { Result } from '../../experiments/result.ts';
import { event, mean, percent, root, seconds, windowPeak } from './words.ts';

/** Stale share of the bin that begins `from` seconds after the event. */
export const staleFrom = (result: Result, from: number) =>
  event(result).bins.find(({ fromSeconds }) => fromSeconds === from)?.staleShare ?? null;

export const cacheFindings: Readonly<Record<string, (result: Result) => string>> = {
  'counter-aliasing': (r) =>
    `each connection takes two turns, A and AAAA, so the answer that it follows always begins with the same server: ${windowPeak(r)} in every half-minute, for as long as the cache keeps its entries.`,
  'node-local-dns': (r) =>
    `it freezes the order for 30 s: in 5 % of half-minutes one of four instances has ${windowPeak(r)} or more, and √CV² is ${percent(r.skew.whole.rmsCv, 1)} over an hour, ` +
    `where CoreDNS, shuffling each answer, leaves ${percent(root(r.skew.whole.floor.cvSquared), 1)}.`,
  'public-resolver': (r) =>
    `√CV² ${percent(r.skew.whole.rmsCv, 0)} over an hour, for ${mean(r.authority.hiddenLoad.mean).toFixed(0)} requests follow one answer; twenty caches of a public resolver, asked at random, would divide that by √20.`,
  'ttl-extenders': (r) =>
    `until 99 % have left, ${seconds(event(r).settleSeconds.p99)}: after two minutes, when all others have forgotten it, ${percent(mean(staleFrom(r, 120)), 1)} of the requests still follow the old answer.`,
  'lanman-2014': (r) =>
    `${percent(1 - mean(staleFrom(r, 60)), 1)} have followed after 60 s; after 15 minutes ${percent(mean(staleFrom(r, 900)), 1)} have not.`,
};
