/** What an imported zone lacks to be simulated: backends where its addresses lead, and clients that look its names up. */
import { routingPolicies } from '../../sim/authority/routing/index.ts';
import { name as nameSchema } from '../../sim/settings.ts';
import { absolute } from '../format/names.ts';
import { child, itemsOf, type Tree, textOf } from '../format/tree.ts';

/** Clients of more names than these are no help to begin with. */
const MOST_LOOKUPS = 8;

export interface Around {
  /** Every key of a scenario but `zone`. */
  readonly scenario: Readonly<Record<string, unknown>>;
  /** By health check whose endpoint is no address of the zone: the backend of a record set that names it, if it has one. */
  readonly assigned: ReadonlyMap<string, string | null>;
}

/** The A records of one name. */
interface Owner {
  readonly name: string;
  readonly records: Tree[];
}

/** @param zone with its records and health checks, `name` its name */
export function scenarioAround(zone: Tree, name: string): Around {
  const owners = ownersIn(zone, name);
  const collections = new Set(
    itemsOf(child(zone, 'cidrCollections')).map((one) => textOf(child(one, 'name'))),
  );
  const lookups = lookupsAmong(owners, name, collections);
  const taken = new Set(['isp']);
  const backends = new Backends(taken);
  for (const lookup of lookups)
    for (const record of owners.get(lookup)?.records ?? [])
      for (const address of addressesOf(record)) backends.add(address, nameHint(record, lookup));
  const assigned = assignChecks(zone, owners, name, backends);
  // Records by location want to know where they ask from; somewhere is a beginning.
  const isByLocation = itemsOf(child(zone, 'records')).some(
    (record) => policyOf(record)?.looksAtOrigin,
  );
  const whereabouts = isByLocation ? { region: 'us-east-1' } : {};
  const clients = lookups.map((lookup) => ({
    name: freeName(labelOf(lookup), taken),
    profile: 'chrome-windows',
    count: 2000,
    resolvers: 'isp',
    lookup,
    arrivals: { poisson: '30/s' },
  }));
  const scenario = {
    version: 1,
    name,
    duration: '1h',
    resolvers: [
      { name: 'isp', profile: 'unbound', count: 200, popularity: { zipf: 1 }, ...whereabouts },
    ],
    clients,
    backends: backends.all,
  };
  return { scenario, assigned };
}

function ownersIn(zone: Tree, name: string): Map<string, Owner> {
  const owners = new Map<string, Owner>();
  for (const record of itemsOf(child(zone, 'records'))) {
    if (textOf(child(record, 'type')) !== 'A') continue;
    const owner = absolute(textOf(child(record, 'name')) ?? '', name);
    const known = owners.get(owner);
    if (known) known.records.push(record);
    else owners.set(owner, { name: owner, records: [record] });
  }
  return owners;
}

/** Names at which load is balanced: by a policy or by several values; if there are none, any; if nothing, the zone's own. */
function lookupsAmong(
  owners: ReadonlyMap<string, Owner>,
  zone: string,
  collections: ReadonlySet<string | undefined>,
): string[] {
  const plain = [...owners.values()].filter(
    ({ name, records }) =>
      !name.startsWith('*') &&
      records.every((record) => !child(record, 'alias') && isSimulated(record, collections)),
  );
  const balanced = plain.filter(
    ({ records }) => records.length > 1 || records.some((record) => addressesOf(record).length > 1),
  );
  const names = (balanced.length > 0 ? balanced : plain).map(({ name }) => name);
  return names.length > 0 ? names.slice(0, MOST_LOOKUPS) : [zone];
}

/** @param collections CIDR collections that something describes */
function isSimulated(record: Tree, collections: ReadonlySet<string | undefined>): boolean {
  const collection = textOf(child(child(record, 'cidr'), 'collection'));
  return policyOf(record) !== undefined && (!collection || collections.has(collection));
}

function policyOf(record: Tree) {
  const routing = textOf(child(record, 'routing')) ?? 'simple';
  return routingPolicies.find((policy) => policy.name === routing);
}

function addressesOf(record: Tree): string[] {
  return [child(record, 'value'), ...itemsOf(child(record, 'values'))].flatMap(
    (value) => textOf(value) ?? [],
  );
}

/** One for each address, in the order of the records. */
class Backends {
  readonly all: { readonly name: string; readonly address: string }[] = [];
  readonly #byAddress = new Map<string, string>();
  readonly #taken: Set<string>;

  constructor(taken: Set<string>) {
    this.#taken = taken;
  }

  /** @returns its name */
  add(address: string, hint: string): string {
    const known = this.#byAddress.get(address);
    if (known !== undefined) return known;
    const name = freeName(hint, this.#taken);
    this.#byAddress.set(address, name);
    this.all.push({ name, address });
    return name;
  }
}

/** Every endpoint that records look at becomes a backend, or is given one that such a record answers. */
function assignChecks(
  zone: Tree,
  owners: ReadonlyMap<string, Owner>,
  name: string,
  backends: Backends,
): Map<string, string | null> {
  const namedBy = new Map<string, Tree>();
  for (const record of itemsOf(child(zone, 'records'))) {
    const check = textOf(child(record, 'healthCheck'));
    if (check !== undefined && !namedBy.has(check)) namedBy.set(check, record);
  }
  const checks = itemsOf(child(zone, 'healthChecks'));
  for (const check of checks)
    for (const part of itemsOf(child(child(check, 'calculated'), 'children'))) {
      const parent = namedBy.get(textOf(child(check, 'name')) ?? '');
      const own = textOf(part);
      if (parent && own !== undefined && !namedBy.has(own)) namedBy.set(own, parent);
    }
  const assigned = new Map<string, string | null>();
  for (const check of checks) {
    const own = textOf(child(check, 'name')) ?? '';
    const endpoint = textOf(child(check, 'endpoint'));
    const record = namedBy.get(own);
    if (endpoint === undefined || !record) continue;
    const hint = nameHint(record, absolute(textOf(child(record, 'name')) ?? '', name));
    const addresses = isAddress(endpoint)
      ? [endpoint]
      : (owners.get(absolute(`${endpoint.replace(/\.$/, '')}.`, name))?.records ?? []).flatMap(
          addressesOf,
        );
    const [address, another] = addresses;
    if (address !== undefined && another === undefined) backends.add(address, hint);
    else {
      const [answered] = textOf(child(record, 'type')) === 'A' ? addressesOf(record) : [];
      assigned.set(own, answered === undefined ? null : backends.add(answered, hint));
    }
  }
  return assigned;
}

const isAddress = (text: string) => /^\d+(?:\.\d+){3}$/.test(text);

/** The set identifier, or what the name begins with. */
function nameHint(record: Tree, name: string): string {
  return textOf(child(record, 'setIdentifier')) ?? labelOf(name);
}

function labelOf(name: string): string {
  return name.split('.')[0] ?? name;
}

/** The hint as a name that nothing bears yet. */
function freeName(hint: string, taken: Set<string>): string {
  const word = hint
    .replace(/[^A-Za-z0-9_.:-]+/g, '-')
    .replace(/^[^A-Za-z0-9_]+/, '')
    .slice(0, 100);
  const base = nameSchema.safeParse(word).success ? word : 'unnamed';
  let name = base;
  for (let i = 2; taken.has(name); i++) name = `${base}-${i}`;
  taken.add(name);
  return name;
}
