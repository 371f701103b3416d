/** Expected CV² from the scenario alone: who would follow which answer, on average, in a span of given length. */
import { unpredictedBecause } from '../../sim/metrics/unpredicted.ts';
import { facesAuthority } from '../../sim/resolvers/routes.ts';
import { entryRates } from '../../sim/start/flows.ts';
import { pairsInWindow } from '../../theory/skew/epoch-pairs.ts';
import { askingRate } from './asking-rate.ts';
import { chainedGroups, chainTrouble, formsOf } from './caches.ts';
import { mayBeSorted, type SharedChoices, sharedChoices } from './choices.ts';
import { keptChoices } from './kept-choices.ts';
import { queriesTo } from './known-flows.ts';
import type { CacheForm } from './one-cache.ts';
import { rowOf, type Setting } from './setting.ts';

/** CV² expected over a span of so many seconds, from a stationary start. */
export type SkewOverSpan = (seconds: number) => number;

export function expectedSkew(setting: Setting): SkewOverSpan | { readonly reason: string } {
  const reason = unpredictedBecause(setting.scenario, mayBeSorted(setting));
  if (reason !== null) return { reason };
  const kept = keptChoices(setting);
  if (kept !== null) return typeof kept === 'function' ? overSpan(setting, [kept]) : kept;
  const parts: SkewOverSpan[] = [];
  for (const group of setting.scenario.resolvers) {
    if (!facesAuthority(group)) continue;
    const part = partOf(setting, group.name);
    if (typeof part !== 'function') return part;
    parts.push(part);
  }
  return overSpan(setting, parts);
}

/** CV² of a span, from the weight of the pairs of requests in it. */
function overSpan({ names, requestRate }: Setting, parts: readonly SkewOverSpan[]): SkewOverSpan {
  const answered =
    names.reduce((sum, { share, decision }) => sum + (decision ? share : 0), 0) * requestRate;
  const alone = names.reduce(
    (sum, { share, decision, coefficients }) =>
      sum + (decision ? share * requestRate * (coefficients.content + coefficients.choice) : 0),
    0,
  );
  return (seconds) => {
    const requests = answered * seconds;
    const pairs = parts.reduce((sum, part) => sum + part(seconds), 0);
    // With n Poisson, E[1/n] ≈ 1/m + 1/m², and of n² pairs n(n−1) are of different requests.
    return (
      (alone * seconds * (1 + 1 / requests) + pairs * (1 - 1 / requests)) / (requests * requests)
    );
  };
}

/** Weight of the pairs of requests that a root group's caches tie together; requests by themselves left out. */
function partOf(setting: Setting, name: string): SkewOverSpan | { readonly reason: string } {
  const row = rowOf(setting, name);
  const group = setting.scenario.resolvers[row] as Setting['scenario']['resolvers'][number];
  const known = queriesTo(setting, name);
  if ('reason' in known) return known;
  const chained = chainedGroups(setting).has(name);
  const trouble = chained ? chainTrouble(setting, group) : null;
  if (trouble !== null) return { reason: trouble };
  const family = chained ? setting.scenario.resolvers : [group];
  let shared: SharedChoices = [];
  for (const member of family) {
    const choices = sharedChoices(setting, member);
    if ('reason' in choices) return choices;
    if (chained && choices.length > 0)
      return { reason: `${member.name} freeze orders in a chain of caches` };
    shared = choices;
  }
  const forms: CacheForm[] = [];
  for (const form of formsOf(setting, group)) {
    if ('reason' in form) return form;
    if (form.epochs === null)
      return { reason: `answers at ${name} do not begin with one request each` };
    forms.push(form);
  }
  const classes = shared.map((clients) => {
    const asking = setting.asking.filter(({ spec }) => clients.includes(spec));
    return entryRates(asking, setting.topology, setting.names.length, askingRate);
  });
  return (seconds) => weightOf(setting, row, forms, classes, seconds);
}

function weightOf(
  { topology, names, rates }: Setting,
  row: number,
  forms: readonly CacheForm[],
  classes: readonly Float64Array[],
  seconds: number,
): number {
  let weight = 0;
  rates.forEach((rate, entry) => {
    const name = entry % names.length;
    if (rate === 0 || topology.groupOfShard[(entry - name) / names.length] !== row) return;
    const { coefficients, decision } = names[name] as Setting['names'][number];
    const epochs = forms[name]?.epochs;
    if (!decision || !epochs) return;
    const pairs = pairsInWindow(epochs(rate), seconds);
    // Two requests of an epoch share their choice when both are of one class.
    const together = classes.reduce((sum, of) => {
      const part = (of[entry] as number) / rate;
      return sum + part * part;
    }, 0);
    weight += pairs * (coefficients.content + coefficients.choice * together);
  });
  return weight;
}
