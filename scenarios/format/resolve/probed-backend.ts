/** Which backend a health check probes: named, or found by its address. */
import type { BackendSpec, RecordSpec } from '../../../sim/scenario.ts';
import { ipv4 } from '../../../sim/settings.ts';
import { canonical } from '../names.ts';
import { quoted } from '../printable.ts';
import type { HealthCheckInput } from '../schema/health-checks.ts';
import { suggest } from '../suggest.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';

/** What Route 53 has no way to (API:HealthCheckConfig.IPAddress): RFC 1918, loopback, link local, shared, multicast and above. */
const UNREACHABLE =
  /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])|22[4-9]|2[34]\d|25[0-5])\./;

interface Surroundings {
  readonly backends: readonly BackendSpec[];
  /** Of every zone. */
  readonly records: readonly RecordSpec[];
  /** Of the check. */
  readonly path: Path;
  readonly context: Context;
}

/** Undefined, and reported, when there is none. */
export function probedBackend(
  input: HealthCheckInput,
  surroundings: Surroundings,
): BackendSpec | undefined {
  return input.endpoint === undefined
    ? namedBackend(input, surroundings)
    : backendAt(input.name, input.endpoint, surroundings);
}

function namedBackend(
  { name, backend = '' }: HealthCheckInput,
  { backends, path, context }: Surroundings,
): BackendSpec | undefined {
  const found = backends.find((candidate) => candidate.name === backend);
  if (!found && backend !== '' && context.isIntact(['backends']))
    context.wrong(
      [...path, 'backend'],
      `the health check ${quoted(name)} probes ${quoted(backend)}, but no backend is called that; add it to backends`,
      suggest(
        backend,
        backends.map((candidate) => candidate.name),
      ),
    );
  if (found?.addresses.every((address) => UNREACHABLE.test(address)))
    context.note(
      [...path, 'backend'],
      `${backend} has a private address, which Route 53 cannot probe`,
    );
  return found;
}

/** The check's endpoint has nothing to do with the records that name the check (route53.md section 7.3). */
function backendAt(
  name: string,
  endpoint: string,
  { backends, records, path, context }: Surroundings,
): BackendSpec | undefined {
  const own = [...path, 'endpoint'];
  const addresses = ipv4.safeParse(endpoint).success ? [endpoint] : addressesOf(endpoint, records);
  const said = `the health check ${quoted(name)} probes ${quoted(endpoint)}`;
  // The check may be imported: what is written of it in the zone is put over that.
  const wayOut = `write { name: ${name}, backend: NAME } in healthChecks of the zone`;
  if (addresses.length === 0) {
    if (context.isIntact(['zone'], ['zones']))
      context.wrong(own, `${said}, to which no A record gives an address; ${wayOut}`);
    return undefined;
  }
  const unreachable = addresses.find((address) => UNREACHABLE.test(address));
  if (unreachable !== undefined)
    context.wrong(
      own,
      `Route 53 cannot probe ${unreachable}, which is no public address; to simulate it nevertheless ${wayOut}`,
    );
  const found = backends.filter((backend) =>
    backend.addresses.some((address) => addresses.includes(address)),
  );
  const [first, second] = found;
  if (!context.isIntact(['backends'])) return undefined;
  if (!first)
    context.wrong(
      own,
      `${said}, the address of no backend; add { name: NAME, address: ${addresses[0]} } to backends, or ${wayOut}`,
    );
  else if (second)
    context.wrong(
      own,
      `${said}, which is at ${found.map((backend) => backend.name).join(', ')}; a check probes one, ${wayOut}`,
    );
  return first;
}

/** As the run begins: what a name is given by events makes no difference. */
function addressesOf(name: string, records: readonly RecordSpec[]): string[] {
  const owner = canonical(name);
  return records
    .filter((record) => record.type === 'A' && record.name === owner)
    .flatMap(({ values }) => values);
}
