/** Who asks whom for what, in sentences. */
import { hasLists, listOf, pickOf } from '../../sim/clients/asked-groups.ts';
import { usualStub } from '../../sim/clients/settings/stub.ts';
import { isByPlace } from '../../sim/geography/round-trip.ts';
import { tripLaws } from '../../sim/geography/trips.ts';
import { meanOf } from '../../sim/random/index.ts';
import type { ClientGroup, EventSpec, Law, Popularity, Scenario } from '../../sim/scenario.ts';
import { arrivalRateOf, rateOf } from '../../sim/start/flows.ts';
import { amount, listing, routeWords, several, time } from './words.ts';

export function storyOf(scenario: Scenario): string[] {
  const { clients, resolvers, backends, events } = scenario;
  return [
    ...clients.flatMap((group) => [
      clientsSentence(group),
      ...searchSentences(group),
      ...stubSentence(group),
    ]),
    ...resolvers.map((group) => {
      const { name, profile, count, popularity } = group;
      const spread = count > 1 ? `, ${popularityWords(popularity)}` : '';
      return `${name}: ${several(count, 'resolver')} (${profile}${spread}) ask ${routeWords(group)}.`;
    }),
    `${several(backends.length, 'backend')}: ${listing(backends.map(({ name }) => name))}${serving(scenario)}.`,
    ...roundTrips(scenario),
    ...events.map((event) => `${event.name}: at ${law(event.at)}${lasting(event)}.`),
  ];
}

function clientsSentence(group: ClientGroup): string {
  const { name, profile, count, resolvers, lookup } = group;
  const who =
    count === null
      ? `${name} (${profile}), each a new client,`
      : `${name}: ${several(count, 'client')} (${profile})`;
  const whom = listing(
    resolvers.map((use) => {
      const list = listOf(use).join(', then ');
      return use.share === 1 ? list : `${list} (${percent(use.share)})`;
    }),
  );
  const what = listing(
    lookup.map(({ name: one, share }) => (share === 1 ? one : `${one} (${percent(share)})`)),
  );
  const { name: process } = group.arrivals;
  const { session } = group;
  const how = session
    ? `${process}, ${amount(arrivalRateOf(group))} sessions/s, one look-up ${session.lookup === 'perSession' ? 'each' : 'a request'}`
    : process;
  return `${who} make ${amount(rateOf(group))} requests/s (${how}) for ${what} and ask ${whom}.`;
}

/** What search lists make of the names that clients look up. */
function searchSentences({ name: who, lookup }: ClientGroup): string[] {
  return lookup.flatMap(({ name, tries = [] }) => {
    if (tries.length < 2) return [];
    const asked = tries.slice(0, tries.indexOf(name) + 1);
    const vain = asked.slice(0, -1);
    return [
      vain.length === 0
        ? `${who} ask for ${name} as it is first, which has addresses.`
        : `For ${name} ${who} ask for ${vain.join(', then ')} in vain first: ${several(asked.length, 'query', 'queries')} a look-up.`,
    ];
  });
}

/** How clients go through their lists of resolvers. */
function stubSentence(group: ClientGroup): string[] {
  if (!hasLists(group)) return [];
  const { timeout, attempts } = group.behaviour.stub ?? usualStub;
  const most = Math.max(...group.resolvers.map((use) => listOf(use).length));
  const pick = pickOf(group);
  const turns = pick === 'parallel' ? attempts : attempts * most;
  const how = {
    ordered: 'ask the resolvers of their list in its order',
    rotate: 'ask the resolvers of their list in turn, each look-up beginning one further',
    parallel: 'ask all resolvers of their list at once and take the first answer',
    'last-good': 'ask the resolver that answered last, then the others of their list',
  }[pick];
  const each = pick === 'parallel' ? 'wait' : 'give each';
  return [
    `${group.name} ${how}; they ${each} ${time(timeout)}, ${several(attempts, 'time')} over, so that a look-up fails after ${time(timeout * turns)}.`,
  ];
}

function popularityWords(popularity: Popularity): string {
  switch (popularity.kind) {
    case 'uniform':
      return 'equally popular';
    case 'zipf':
      return `popularity Zipf ${popularity.s}`;
    case 'lognormal':
      return `popularity lognormal ${popularity.sigma}`;
    case 'weights':
      return 'popularity as weighed';
  }
}

function serving({ backends }: Scenario): string {
  const servers = backends.flatMap(({ server }) => (server ? [server] : []));
  if (servers.length === 0) return ', which count requests and answer at once';
  const [first] = servers;
  const alike = servers.every((server) => JSON.stringify(server) === JSON.stringify(first));
  if (!first || !alike || servers.length < backends.length)
    return `, ${servers.length} of which take time to serve`;
  return `, each with ${several(first.workers, 'worker')} that ${first.workers === 1 ? 'needs' : 'need'} ${law(first.service)} a request`;
}

/** One sentence while a trip is the same for everyone, else one for each client group. */
function roundTrips({ clients, backends, network }: Scenario): string[] {
  if (network.rtt === null) return [];
  if (!isByPlace(network.rtt)) return [`Round trip to the backends: ${law(network.rtt)}.`];
  return clients.flatMap((group) => {
    const trips = tripLaws(network, group, backends);
    if (!trips) return [];
    const words = trips.map((trip) => (trip ? law(trip) : 'not modelled'));
    const parts = [...new Set(words)].map(
      (trip) =>
        `${trip} to ${listing(backends.filter((_, i) => words[i] === trip).map(({ name }) => name))}`,
    );
    return [`Round trips of ${group.name}: ${parts.join('; ')}.`];
  });
}

function lasting(event: EventSpec): string {
  return 'lasts' in event && event.lasts ? `, for ${law(event.lasts)}` : '';
}

function law(one: Law): string {
  return one.name === 'constant' ? time(meanOf(one)) : `${one.name}, mean ${time(meanOf(one))}`;
}

const percent = (share: number) => `${amount(Number((100 * share).toPrecision(4)))} %`;
