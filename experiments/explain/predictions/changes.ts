/** How fast a change of records, a new backend among them, reaches the requests. */
import { isRecordEdit } from '../../../sim/authority/record-change.ts';
import { meanOf } from '../../../sim/random/index.ts';
import type { EventSpec, RecordEditSpec } from '../../../sim/scenario.ts';
import type { Prediction } from '../explanation.ts';
import type { Setting } from '../setting.ts';
import { delayed, stalenessOf, timeTo } from '../staleness.ts';
import type { PredictionTopic } from './topic.ts';

const SOURCE =
  'what is left of answers in caches, S(t) = ρE(L−t)⁺, after the lag of an edge (Cox, Renewal Theory, 1962)';

export const changes: PredictionTopic = {
  name: 'changes of records',
  predict: (setting) => setting.scenario.events.flatMap((event, i) => rowsOf(setting, event, i)),
};

function rowsOf(setting: Setting, event: EventSpec, i: number): Prediction[] {
  if (!isRecordEdit(event)) return [];
  const owner = ownerOf(event);
  const what = 'seconds of load that follow older records';
  const of = event.name;
  const name = setting.names.findIndex(({ found }) =>
    found.group.some((record) => record.name === owner),
  );
  if (name < 0)
    return [{ what, of, reason: `${owner ?? 'it'} is not answered before, or nobody looks it up` }];
  const before = setting.scenario.events
    .slice(0, i)
    .find((one) => one.verb === 'change' || (one.verb === 'set' && one.change.ttl !== undefined));
  if (before) return [{ what, of, reason: `${before.name} may change a TTL before` }];
  const staleness = stalenessOf(setting, name);
  if ('reason' in staleness) return [{ what, of, reason: staleness.reason }];
  const lag = setting.names[name]?.found.zone.edges.recordLag as Parameters<typeof delayed>[1];
  const seen = delayed(staleness, lag, meanOf(lag));
  const row = { of, unit: 'seconds', source: SOURCE, nearly: seen.nearly, measured: null } as const;
  return [
    { ...row, what, value: seen.seconds },
    ...[0.5, 0.9, 0.99].map((part) => ({
      ...row,
      what: `${100 * part} % of requests follow the new records after`,
      value: timeTo(seen, 1 - part),
    })),
  ];
}

/** The name whose records change, the first of several. */
function ownerOf(event: RecordEditSpec): string | undefined {
  if (event.verb === 'set') return event.record.name;
  return event.verb === 'change' ? event.changes[0]?.record.name : event.records[0]?.name;
}
