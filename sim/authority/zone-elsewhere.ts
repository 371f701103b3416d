import type { RecordSpec, ZoneSpec } from '../scenario.ts';

/** TTL of a negative answer of theirs: what Route 53 would give (route53.md section 5). */
const NEGATIVE_TTL = 900;

/** Minimum of the SOA of the root (RFC 2308 section 5): so long do resolvers know that a top-level domain is not there. */
const ROOT_NEGATIVE_TTL = 86_400;

/** A zone of one name for which somebody else's authority answers. */
export function zoneElsewhere(
  name: string,
  records: readonly RecordSpec[],
  edges: ZoneSpec['edges'],
): ZoneSpec {
  return {
    name,
    isPrivate: false,
    records,
    negativeTtl: NEGATIVE_TTL,
    edges,
    healthChecks: [],
    cidrCollections: [],
    selection: 'query',
    order: 'random',
    mixedTtl: 'min',
    weightedValues: 'all',
    ecsScope: 'source',
    noAnswer: 'nodata',
    lastResort: 'perLevel',
    edgeState: 'own',
  };
}

/** What denies names in no zone that is known of: the root. Its name is empty. */
export const ROOT: ZoneSpec = {
  ...zoneElsewhere('', [], {
    count: 1,
    recordLag: { name: 'constant', settings: 0 },
    healthLag: { name: 'constant', settings: 0 },
    pick: 'member',
  }),
  negativeTtl: ROOT_NEGATIVE_TTL,
};
