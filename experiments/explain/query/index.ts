import { closestZone } from '../../../sim/authority/zone.ts';
import { originsOf } from '../../../sim/questions.ts';
import type { Study } from '../../study.ts';
import { tool } from '../../tool.ts';
import type { PossibleAnswer, Query, QueryExplanation, Step } from '../query-explanation.ts';
import { listing, percent, several } from '../words.ts';
import { type Source, sourcesOf } from './asked-from.ts';
import { Narration } from './narrate.ts';
import { type StateAt, stateAt } from './state-at.ts';

/** One walk, and from where it is the same. */
interface Told {
  /** Whether from elsewhere it may be another. */
  readonly looksAtOrigin: boolean;
  readonly sources: Source[];
  readonly steps: readonly Step[];
  readonly answers: readonly PossibleAnswer[];
}

/**
 * How the authority comes to its answer to one question at one time.
 *
 * @throws {RangeError} if the name is in no zone, or nobody is called `from`; the message says so
 */
export function explainQuery({ scenario, hash }: Study, query: Query): QueryExplanation {
  const state = stateAt(scenario, query.atSeconds);
  if (!closestZone(state.zones, query.name)) throw new RangeError(notThere(state, query.name));
  const sources = sourcesOf(scenario, originsOf(scenario), query.from, query.name);
  const told = walks(sources, state, query);
  return {
    schemaVersion: 1,
    tool,
    scenario: { name: scenario.name, hash },
    query,
    origins: sources.map(({ origin: _, ...from }) => from),
    state: state.remarks,
    steps: told.flatMap(headed),
    answers: mixed(told),
  };
}

function notThere({ zones }: StateAt, name: string): string {
  const within = zones.map((zone) => ({ zone, full: `${name}.${zone.name}` }));
  const meant = within.find(({ zone, full }) =>
    zone.records.some((record) => record.name === full),
  );
  const hint = meant ? `; write it in full: ${meant.full}` : '';
  return `${name || 'an empty name'} is in no zone of this scenario (${zones.map((zone) => zone.name).join(', ')})${hint}`;
}

/** The walk from each origin, equal ones once. */
function walks(sources: readonly Source[], state: StateAt, { name, type }: Query): Told[] {
  const known = new Map<string, Told>();
  for (const source of sources) {
    const narration = new Narration(state, source.origin);
    narration.ask(name, type);
    const { steps, answers, looksAtOrigin } = narration;
    if (!looksAtOrigin) return [{ sources: [...sources], steps, answers, looksAtOrigin }];
    const key = JSON.stringify([steps, answers]);
    const same = known.get(key);
    if (same) same.sources.push(source);
    else known.set(key, { sources: [source], steps, answers, looksAtOrigin });
  }
  return [...known.values()];
}

const shareOf = ({ sources }: Told) => sources.reduce((sum, { share }) => sum + share, 0);

function headed(told: Told): readonly Step[] {
  if (!told.looksAtOrigin) return told.steps;
  const from = listing(placesOf(told.sources));
  const through = listing([...new Set(told.sources.flatMap(({ resolvers }) => resolvers))]);
  const share = shareOf(told);
  const part = share > 1 - 1e-9 ? 'all look-ups' : `${percent(share)} of the look-ups`;
  const text = `${part}: through ${through}, from ${from}`;
  return [{ depth: 0, text }, ...told.steps.map((step) => ({ ...step, depth: step.depth + 1 }))];
}

/** Many client subnets in one place are told together. */
function placesOf(sources: readonly Source[]): string[] {
  const sent = sources.filter(({ isClientSubnet }) => isClientSubnet);
  const own = sources.filter(({ isClientSubnet }) => !isClientSubnet);
  const places = [...new Set(sent.map(({ place }) => place))];
  return [...own.map(placeOf), ...places.flatMap((place) => together(sent, place))];
}

function together(sent: readonly Source[], place: string | null): string[] {
  const there = sent.filter((source) => source.place === place);
  if (there.length < 3) return there.map(placeOf);
  const where = place ? ` in ${place}` : '';
  return [`${several(there.length, 'subnet')} of the clients${where}, such as ${there[0]?.subnet}`];
}

function placeOf({ place, subnet, isClientSubnet }: Source): string {
  if (isClientSubnet) return `the clients' subnet ${subnet}${place ? ` in ${place}` : ''}`;
  if (subnet && place) return `${subnet} in ${place}`;
  return subnet ?? place ?? 'nobody knows where';
}

/** The answers from all origins, equal ones added up. */
function mixed(told: readonly Told[]): PossibleAnswer[] {
  const known = new Map<string, PossibleAnswer>();
  for (const one of told)
    for (const answer of one.answers) {
      const key = JSON.stringify({ ...answer, probability: 0 });
      const probability = (known.get(key)?.probability ?? 0) + shareOf(one) * answer.probability;
      known.set(key, { ...answer, probability });
    }
  return [...known.values()];
}
