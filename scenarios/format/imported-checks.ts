/** Imported health checks, once every file and option is read: which lead to a backend, and which anything looks at. */
import type { Note } from '../../experiments/study.ts';
import { ipv4 } from '../../sim/settings.ts';
import { BackendOwners } from './backend-owners.ts';
import type { Imported } from './imports.ts';
import { absolute, canonical } from './names.ts';
import { noteAt } from './note.ts';
import { at, child, itemsOf, list, type Path, replaced, type Tree, textOf } from './tree.ts';

/** Names of imported checks whose endpoint is at no backend of the scenario, or at several. */
export function lostChecks({ tree, sources }: Imported): Set<string> {
  const zones = zonePaths(tree);
  const checks = zones
    .flatMap((zone) => itemsOf(at(tree, [...zone, 'healthChecks'])))
    .filter((check) => {
      const endpoint = child(check, 'endpoint');
      return endpoint && sources.has(endpoint.place.source);
    });
  if (checks.length === 0) return new Set();
  const owners = new BackendOwners(child(tree, 'backends'));
  const addresses = addressesByName(tree, zones);
  const lost = checks.filter((check) => {
    const endpoint = textOf(child(check, 'endpoint')) ?? '';
    const probed = ipv4.safeParse(endpoint).success
      ? [endpoint]
      : (addresses.get(canonical(endpoint)) ?? []);
    return (
      new Set(probed.map((address) => owners.ownerOf(address))).size !== 1 ||
      !owners.ownerOf(probed[0] ?? '')
    );
  });
  return new Set(lost.flatMap((check) => textOf(child(check, 'name')) ?? []));
}

/** The tree without imported checks that nothing looks at: those of other zones of the account. */
export function withoutUnusedChecks({ tree, sources }: Imported, notes: Note[]): Tree {
  const zones = zonePaths(tree);
  const used = namesUsed(tree, zones);
  return zones.reduce<Tree>((whole, zone) => {
    const path = [...zone, 'healthChecks'];
    const checks = at(whole, path);
    if (checks?.kind !== 'list') return whole;
    const isAside = (check: Tree) =>
      sources.has(check.place.source) && !used.has(textOf(child(check, 'name')) ?? '');
    const [first, ...others] = checks.items.filter(isAside);
    if (!first) return whole;
    notes.push(
      noteAt(
        first.place,
        `left out, because no record set that is simulated looks at them: ${others.length + 1} of the health checks`,
      ),
    );
    const kept = checks.items.filter((check) => !isAside(check));
    return replaced(whole, path, list(checks.place, kept), checks.place) as Tree;
  }, tree);
}

function zonePaths(tree: Tree): Path[] {
  return [['zone'], ...itemsOf(child(tree, 'zones')).map((_, i) => ['zones', i])];
}

function addressesByName(tree: Tree, zones: readonly Path[]): Map<string, string[]> {
  const addresses = new Map<string, string[]>();
  for (const path of zones) {
    const zone = canonical(textOf(at(tree, [...path, 'name'])) ?? '');
    for (const record of itemsOf(at(tree, [...path, 'records']))) {
      if (textOf(child(record, 'type')) !== 'A') continue;
      const name = absolute(textOf(child(record, 'name')) ?? '', zone);
      const own = addresses.get(name) ?? [];
      for (const value of [child(record, 'value'), ...itemsOf(child(record, 'values'))])
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

/** In the scenario's words, and in the API's, as a change batch has them. */
function addNamesBelow(tree: Tree | undefined, names: Set<string>): void {
  if (tree?.kind === 'list') for (const item of tree.items) addNamesBelow(item, names);
  if (tree?.kind !== 'mapping') return;
  for (const key of ['healthCheck', 'HealthCheckId']) addName(child(tree, key), names);
  for (const { value } of tree.entries.values()) addNamesBelow(value, names);
}
