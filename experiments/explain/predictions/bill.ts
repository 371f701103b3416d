/** What a month of the authority costs (route53.md section 9). */
import {
  type BilledKind,
  billOf,
  priceOf,
  TO_BALANCER,
} from '../../../sim/authority/billing/bill.ts';
import { facesAuthority } from '../../../sim/resolvers/routes.ts';
import { cachesOf, chainedGroups, formsOf, ratesOf } from '../caches.ts';
import type { Prediction } from '../explanation.ts';
import type { NameFacts, Setting } from '../setting.ts';
import type { PredictionTopic } from './topic.ts';

const WHAT = 'a month of the authority';
const SOURCE = 'queries per second over 30.4 days at the prices of Route 53';

export const bill: PredictionTopic = {
  name: 'bill',
  predict(setting) {
    const { prices } = setting.scenario;
    const at = `${SOURCE} (${prices.asOf})`;
    const kinds = queriesOf(setting);
    const row = { of: '', unit: 'usd', source: at } as const;
    const sum = (charges: ReturnType<typeof billOf>['charges']) =>
      charges.reduce((total, { usd }) => total + usd, 0);
    const standing: Prediction = {
      ...row,
      what: 'zones, records, health checks',
      value: sum(billOf(setting.scenario, []).charges),
      nearly: null,
      measured: null,
    };
    if ('reason' in kinds) return [{ what: WHAT, of: '', reason: kinds.reason }, standing];
    return [
      {
        ...row,
        what: WHAT,
        value: sum(billOf(setting.scenario, kinds.kinds).charges),
        nearly: kinds.nearly,
        measured: 'authority.monthlyBill',
      },
      standing,
    ];
  },
};

type Known = { readonly kinds: readonly BilledKind[]; readonly nearly: string | null };

/** Queries at the authority by name, or why they are not known. */
function queriesOf(setting: Setting): Known | { readonly reason: string } {
  const { scenario, names } = setting;
  const prices = names.flatMap(kindsOf).map((kind) => priceOf(scenario.zones, kind));
  const isOnePrice = new Set(prices).size === 1;
  const chained = chainedGroups(setting);
  const kinds: BilledKind[] = [];
  const notes = new Set<string>();
  for (const [row, rates] of cachesOf(setting).entries()) {
    const group = scenario.resolvers[row];
    if (!rates || !group || !facesAuthority(group)) continue;
    if ('reason' in rates) return rates;
    if (rates.nearly) notes.add(rates.nearly);
    if (isOnePrice) {
      const [kind] = kindsOf(names[0] as NameFacts);
      if (kind) kinds.push({ ...kind, perSecond: rates.misses });
      continue;
    }
    if (chained.has(group.name))
      return { reason: 'names at different prices are asked for through chains of caches' };
    for (const [i, form] of formsOf(setting, group).entries()) {
      if ('reason' in form) return form;
      let perSecond = 0;
      for (const rate of ratesOf(setting, row, i)) perSecond += form.missRate(rate);
      for (const { part, ...kind } of kindsOf(names[i] as NameFacts))
        kinds.push({ ...kind, perSecond: part * perSecond });
    }
  }
  return { kinds, nearly: notes.size > 0 ? [...notes].join('; ') : null };
}

/** How a name is answered, and the parts of its answers. */
function kindsOf({ name, found, decision }: NameFacts) {
  const { code, group } = found;
  const free = found.zone.balancer === undefined ? (decision?.top.ofBalancers() ?? 0) : 0;
  return [
    { name, code, policy: TO_BALANCER, part: free },
    { name, code, policy: group[0]?.routing ?? 'none', part: 1 - free },
  ].filter(({ part }) => part > 0);
}
