/** How many requests one answer steers (Colajanni, Yu, Dias 1998). */
import { facesAuthority } from '../../../sim/resolvers/routes.ts';
import { cachesOf } from '../caches.ts';
import type { Prediction } from '../explanation.ts';
import type { Setting } from '../setting.ts';
import type { PredictionTopic } from './topic.ts';

const SOURCE =
  'requests per second over queries per second at the authority (Colajanni, Yu, Dias 1998)';

export const hiddenLoad: PredictionTopic = {
  name: 'hidden load',
  predict(setting) {
    const { scenario, requestRate, names } = setting;
    const answered = names.reduce((sum, { share, decision }) => sum + (decision ? share : 0), 0);
    if (requestRate === 0 || answered === 0) return [];
    const what = ['requests that follow one answer', 'answers per request'] as const;
    const sent = authorityRate(setting);
    if ('reason' in sent) return what.map((one) => ({ what: one, of: '', reason: sent.reason }));
    const row = { of: '', source: SOURCE, nearly: sent.nearly } as const;
    // An unanswered look-up is a request that follows nothing, yet asks the authority.
    const value = (requestRate * answered) / sent.rate;
    const rows: Prediction[] = [
      { ...row, what: what[0], value, unit: 'requests', measured: 'authority.hiddenLoad.mean' },
      {
        ...row,
        what: what[1],
        value: 1 / value,
        unit: 'share',
        measured: 'authority.controlFraction',
      },
    ];
    return scenario.resolvers.length > 0 ? rows : [];
  },
};

function authorityRate(
  setting: Setting,
): { rate: number; nearly: string | null } | { reason: string } {
  let rate = 0;
  const notes = new Set<string>();
  for (const [i, found] of cachesOf(setting).entries()) {
    const group = setting.scenario.resolvers[i];
    if (!found || !group || !facesAuthority(group)) continue;
    if ('reason' in found) return found;
    rate += found.misses;
    if (found.nearly) notes.add(found.nearly);
  }
  return { rate, nearly: notes.size > 0 ? [...notes].join('; ') : null };
}
