/** When a client group makes requests: by a process of all, by one for each client, or as a file has them. */

import { arrivalProcesses } from '../../../sim/clients/arrivals/index.ts';
import type { Replay, ReplayFile } from '../../../sim/clients/arrivals/replay.ts';
import type { ArrivalsInput } from '../../../sim/clients/fields.ts';
import { byName } from '../../../sim/plugin.ts';
import type { Arrivals, Scenario } from '../../../sim/scenario.ts';
import { quoted } from '../printable.ts';
import { isMoment, readReplay } from '../replay-file.ts';
import type { Replays } from '../replays.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';

/** What else is known where a group is read. */
export interface Around {
  readonly replays: Replays;
  readonly duration: Scenario['duration'];
  /** Whether some backend takes time to serve. */
  readonly areServers: boolean;
}

export interface Resolved {
  readonly arrivals: Arrivals;
  /** How many clients there are where only the file says it; undefined: as written. */
  readonly count: number | undefined;
}

/** In place of a file that cannot be used, so that the rest can be looked at. */
const ANY_REPLAY: Replay = {
  file: '',
  times: Float64Array.of(0),
  counts: null,
  clients: null,
  resolvers: null,
  resolverNames: [],
  names: null,
  services: null,
  period: null,
  rate: 0,
};

/** @param group how many clients are written, and the names that they look up */
export function resolveArrivals(
  { process, options, perClient }: ArrivalsInput,
  group: {
    readonly count: number | undefined;
    readonly lookup: readonly string[];
  },
  around: Around,
  path: Path,
  context: Context,
): Resolved {
  const { name, settings } = process;
  const { check, isOwn, ofPart } = byName(arrivalProcesses, name);
  const found = check?.(settings);
  if (found) context.wrong([...path, name, found.key], found.message);
  if (name === 'replay') {
    if (perClient) context.wrongKey([...path, 'perClient'], `${isOwn}; remove perClient`);
    return resolveReplay(settings as string, options, group, around, path, context);
  }
  if (!perClient) return { arrivals: process, count: undefined };
  if (isOwn) context.wrongKey([...path, 'perClient'], `${isOwn}; remove perClient`);
  else if (group.count === undefined)
    context.wrong(
      [...path.slice(0, -1), 'count'],
      'expected how many clients there are: each makes requests by itself',
    );
  const { count = 1 } = group;
  const arrivals = ofPart
    ? { name, settings: ofPart(settings, count) }
    : { name, settings, perClient: true as const };
  return { arrivals, count: undefined };
}

function resolveReplay(
  file: string,
  { columns = {}, speed = 1, loop = false, origin = null }: Readonly<Record<string, unknown>>,
  {
    count,
    lookup,
  }: {
    readonly count: number | undefined;
    readonly lookup: readonly string[];
  },
  { replays, duration, areServers }: Around,
  path: Path,
  context: Context,
): Resolved {
  const how = { file, columns, speed, loop, origin } as ReplayFile;
  const unusable = { arrivals: { name: 'replay', settings: ANY_REPLAY }, count: 1 };
  if (typeof how.origin === 'string' && !isMoment(how.origin)) {
    context.wrong(
      [...path, 'origin'],
      `expected seconds, or a time such as 2026-03-01T12:00:00Z; found ${quoted(how.origin)}`,
    );
    return unusable;
  }
  const source = replays.get(String(context.written([...path, 'replay'])));
  const read =
    source && readReplay(source, how, lookup, (place, message) => context.wrongAt(place, message));
  if (!read) return unusable;
  const { replay, clients, early } = read;
  const at = [...path, 'replay'];
  if (count !== undefined && clients > count)
    context.wrong(
      [...path.slice(0, -1), 'count'],
      `${file} tells ${clients} clients apart, more than ${count}; raise count, or leave it out`,
    );
  if (early > 0)
    context.note(at, `${early} rows of ${file} are before its origin and are not made`);
  const late = replay.times.reduce((sum, time) => sum + (time >= duration ? 1 : 0), 0);
  if (late > 0 && !how.loop)
    context.note(at, `${late} rows of ${file} are after the end of the run and are not made`);
  if (replay.services && !areServers)
    context.note(
      at,
      `no backend here takes time to serve, so that the column service of ${file} changes nothing; give one a service`,
    );
  const named = count === undefined && replay.clients !== null ? clients : undefined;
  return { arrivals: { name: 'replay', settings: replay }, count: named };
}
