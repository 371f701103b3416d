/**
 * The endpoints of imported health checks → backends of the scenario, in one step after every file and option is read. A
 * check's endpoint is not tied to the records that name the check (route53.md section 7.3): the backend is found by its
 * address, or by the addresses that the zones give the endpoint's domain name.
 */
import type { Note } from '../../experiments/study.ts';
import { BackendOwners } from './backend-owners.ts';
import type { Imported } from './imports.ts';
import { absolute, canonical } from './names.ts';
import { noteAt } from './note.ts';
import { quoted } from './printable.ts';
import type { Problems } from './problem.ts';
import {
  at,
  child,
  itemsOf,
  list,
  type Mapping,
  mapping,
  type Path,
  replaced,
  scalar,
  type Tree,
  textOf,
} from './tree.ts';

interface Surroundings {
  readonly problems: Problems;
  readonly notes: Note[];
}

/** What became of the checks: those that lead to no backend, or to several, are `lost`. */
export interface Joined {
  readonly lost: ReadonlySet<string>;
  /** The tree with a backend in place of every endpoint; a lost check that something still looks at is a mistake. */
  apply(tree: Tree, surroundings: Surroundings): Tree;
}

export function joinChecks({ tree, sources }: Imported): Joined {
  const zones = zonePaths(tree);
  const owners = new BackendOwners(child(tree, 'backends'));
  const checks = zones.flatMap((zone) => itemsOf(at(tree, [...zone, 'healthChecks'])));
  const isImported = ({ place }: Tree) => sources.has(place.source);
  const addresses = checks.some((check) => at(check, ['endpoint', 'domain']))
    ? addressesByName(tree, zones)
    : new Map<string, string[]>();
  const probed = new Map(
    checks.flatMap((check) => {
      const endpoint = child(check, 'endpoint');
      const isOurs = endpoint?.kind === 'mapping' && isImported(endpoint) && !isDisabled(check);
      return isOurs ? [[check, probedBackends(endpoint, owners, addresses)] as const] : [];
    }),
  );
  const apply = (whole: Tree, surroundings: Surroundings) => {
    const names = namesUsed(whole, zones);
    const aside: Tree[] = [];
    const joined = zones.reduce<Tree>((so, zone) => {
      const path = [...zone, 'healthChecks'];
      const listed = at(so, path);
      if (listed?.kind !== 'list') return so;
      const items = listed.items.flatMap((check): Tree[] => {
        const isUsed = names.has(textOf(child(check, 'name')) ?? '');
        if (!isUsed && isImported(check)) aside.push(check);
        if (!isUsed && isImported(check)) return [];
        return check.kind === 'mapping'
          ? [withBackend(check, probed.get(check), surroundings)]
          : [check];
      });
      return replaced(so, path, list(listed.place, items), listed.place) as Tree;
    }, whole);
    const [first] = aside;
    if (first)
      surroundings.notes.push(
        noteAt(
          first.place,
          `left out, because no record set that is simulated looks at them: ${aside.length} of the health checks`,
        ),
      );
    return joined;
  };
  const lost = [...probed].flatMap(([check, backends]) =>
    backends.length === 1 ? [] : (textOf(child(check, 'name')) ?? []),
  );
  return { lost: new Set(lost), apply };
}

function zonePaths(tree: Tree): Path[] {
  return [['zone'], ...itemsOf(child(tree, 'zones')).map((_, i) => ['zones', i])];
}

const isDisabled = (check: Tree) => {
  const disabled = child(check, 'disabled');
  return disabled?.kind === 'scalar' && disabled.value === true;
};

/** The backends that an endpoint leads to, each once. */
function probedBackends(
  endpoint: Mapping,
  owners: BackendOwners,
  byName: ReadonlyMap<string, readonly string[]>,
): string[] {
  const address = textOf(child(endpoint, 'address'));
  const domain = textOf(child(endpoint, 'domain'));
  if (domain !== undefined && owners.isCalled(domain)) return [domain];
  const addresses = address !== undefined ? [address] : (byName.get(canonical(domain ?? '')) ?? []);
  return [...new Set(addresses.flatMap((one) => owners.ownerOf(one) ?? []))];
}

/** The addresses of every name in the zones. */
function addressesByName(tree: Tree, zones: readonly Path[]): Map<string, string[]> {
  const addresses = new Map<string, string[]>();
  for (const path of zones) {
    const zone = canonical(textOf(at(tree, [...path, 'name'])) ?? '');
    for (const record of itemsOf(at(tree, [...path, 'records']))) {
      if (textOf(child(record, 'type')) !== 'A') continue;
      const name = absolute(textOf(child(record, 'name')) ?? '', zone);
      const values = [child(record, 'value'), ...itemsOf(child(record, 'values'))];
      const own = addresses.get(name) ?? [];
      for (const value of values)
        own.push(...(textOf(value) === undefined ? [] : [textOf(value) as string]));
      addresses.set(name, own);
    }
  }
  return addresses;
}

/** Checks that records look at, those that events bring among them, and those that such checks are worked out from. */
function namesUsed(tree: Tree, zones: readonly Path[]): Set<string> {
  const names = new Set<string>();
  for (const zone of zones)
    for (const record of itemsOf(at(tree, [...zone, 'records'])))
      addName(child(record, 'healthCheck'), names);
  addNamesBelow(child(tree, 'events'), names);
  for (const zone of zones)
    for (const check of itemsOf(at(tree, [...zone, 'healthChecks'])))
      if (names.has(textOf(child(check, 'name')) ?? ''))
        for (const part of itemsOf(at(check, ['calculated', 'children']))) addName(part, names);
  return names;
}

function addName(tree: Tree | undefined, names: Set<string>): void {
  const name = textOf(tree);
  if (name !== undefined) names.add(name);
}

function addNamesBelow(tree: Tree | undefined, names: Set<string>): void {
  if (tree?.kind === 'list') for (const item of tree.items) addNamesBelow(item, names);
  if (tree?.kind !== 'mapping') return;
  addName(child(tree, 'healthCheck'), names);
  for (const { value } of tree.entries.values()) addNamesBelow(value, names);
}

/** @param backends those that it probes; left out when it has no endpoint to be joined */
function withBackend(
  check: Mapping,
  backends: readonly string[] | undefined,
  { problems }: Surroundings,
): Mapping {
  const endpoint = check.entries.get('endpoint');
  if (!endpoint || (!backends && !isDisabled(check))) return check;
  const entries = new Map(check.entries);
  entries.delete('endpoint');
  const { place } = endpoint.value;
  const [backend, another] = backends ?? [];
  if (backend !== undefined && another === undefined)
    entries.set('backend', { key: endpoint.key, value: scalar(place, backend) });
  else if (backends) {
    problems.add(place, objection(check, endpoint.value as Mapping, backends));
    // In its place something that no more can be said about.
    entries.set('disabled', { key: endpoint.key, value: scalar(place, true) });
    entries.delete('inverted');
  }
  return mapping(check.place, entries);
}

function objection(check: Mapping, endpoint: Mapping, backends: readonly string[]): string {
  const name = textOf(child(check, 'name')) ?? '';
  const address = textOf(child(endpoint, 'address'));
  const probes = address ?? textOf(child(endpoint, 'domain')) ?? '';
  const own = `{ name: ${name}, backend: ${backends[0] ?? 'NAME'} } into healthChecks of the zone`;
  const said = `the health check ${quoted(name)} probes ${quoted(probes)}`;
  if (backends.length > 1)
    return `${said}, which is at the backends ${backends.join(', ')}; a check probes one, write ${own}`;
  return address === undefined
    ? `${said}, which no record of the zones gives the address of a backend; write ${own}`
    : `${said}, the address of no backend; add { name: NAME, address: ${address} } to backends, or write ${own}`;
}
