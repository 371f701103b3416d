/** From where a resolver group or a client group asks the authority. */

import type { Origin } from '../../../sim/authority/origin.ts';
import { heedsSubnets } from '../../../sim/authority/zone.ts';
import { partsAnswered } from '../../../sim/clients/asked-groups.ts';
import { isMeantBy, wholeName } from '../../../sim/mixes.ts';
import { type OriginPart, type Origins, originsAt } from '../../../sim/questions.ts';
import { wayUp } from '../../../sim/resolvers/routes.ts';
import type { ClientGroup, ResolverGroup, Scenario } from '../../../sim/scenario.ts';
import { rateOf } from '../../../sim/start/flows.ts';
import type { AskedFrom } from '../query-explanation.ts';
import { listing } from '../words.ts';

/** One origin, and how much of the queries come from there. */
export interface Source extends AskedFrom {
  readonly origin: Origin;
}

/**
 * The origins of a group's queries, those of client subnets among them, each once; of a resolver group in proportion to
 * the requests of the clients behind it.
 *
 * @param name asked for, absolute
 * @throws {RangeError} if nobody is called that; the message says so
 */
export function sourcesOf(
  scenario: Scenario,
  origins: Origins,
  from: string,
  name: string,
): Source[] {
  const { clients, resolvers, zones } = scenario;
  const heeded = heedsSubnets(zones, name);
  const isClients = clients.some((group) => isMeantBy(group, from));
  const row = resolvers.findIndex((group) => isMeantBy(group, from));
  if (!isClients && row < 0)
    throw new RangeError(
      `no resolver group or client group is called ${from}; there are ${listing(namesOf(resolvers))}, and the clients ${listing(namesOf(clients))}`,
    );
  const parts = clients.flatMap((group, i) =>
    partsAnswered(group, resolvers)
      .filter((used) =>
        isClients ? isMeantBy(group, from) : passes(used.group, from, name, resolvers),
      )
      .flatMap((used) =>
        originsAt(i, rowOf(used.group, resolvers), resolvers, origins, name, heeded).map((at) => ({
          ...at,
          through: isClients ? used.group : from,
          weight: (isClients && !group.mix ? 1 : rateOf(group)) * used.share * at.part,
        })),
      ),
  );
  const own = {
    origin: ownOrigin(row, name, origins, resolvers),
    isSent: false,
    through: from,
    weight: 1,
  };
  const weighted = parts.filter(({ weight }) => weight > 0);
  return merged(weighted.length > 0 ? weighted : [own], origins);
}

/** Where a group's own queries for a name reach the authority from. */
function ownOrigin(
  group: number,
  name: string,
  { ofGroup }: Origins,
  resolvers: readonly ResolverGroup[],
): number {
  if (group < 0) return 0;
  const facing = wayUp(resolvers[group] as ResolverGroup, name, resolvers).at(-1);
  return ofGroup[resolvers.indexOf(facing as ResolverGroup)] as number;
}

interface Part extends Pick<OriginPart, 'origin' | 'isSent'> {
  readonly through: string;
  readonly weight: number;
}

function merged(parts: readonly Part[], { rows }: Origins): Source[] {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const byOrigin = new Map<string, Part[]>();
  for (const part of parts) {
    const key = `${part.origin} ${part.isSent}`;
    byOrigin.set(key, [...(byOrigin.get(key) ?? []), part]);
  }
  return [...byOrigin.values()].map((same) => {
    const { origin: row, isSent } = same[0] as Part;
    const origin = rows[row] as Origin;
    const { place, subnet } = origin;
    return {
      share: same.reduce((sum, { weight }) => sum + weight, 0) / total,
      resolvers: [...new Set(same.map(({ through }) => through))],
      isClientSubnet: isSent,
      place: place?.name ?? null,
      subnet: subnet && `${subnet.address}/${subnet.prefix}`,
      origin,
    };
  });
}

/** What they can be called, mixes first. */
function namesOf(groups: readonly (ResolverGroup | ClientGroup)[]): string[] {
  return [...new Set(groups.flatMap((group) => [wholeName(group), group.name]))];
}

/** Whether the queries of a resolver group for a name go through another, or are its own. */
function passes(
  group: string,
  through: string,
  name: string,
  resolvers: readonly ResolverGroup[],
): boolean {
  const asked = resolvers[rowOf(group, resolvers)] as ResolverGroup;
  const [own, ...above] = wayUp(asked, name, resolvers) as [ResolverGroup, ...ResolverGroup[]];
  const part = resolvers.find((one) => one.name === through);
  const whole = part ? wholeName(part) : through;
  return isMeantBy(own, through) || above.some((one) => wholeName(one) === whole);
}

function rowOf(group: string, resolvers: readonly ResolverGroup[]): number {
  return resolvers.findIndex(({ name }) => name === group);
}
