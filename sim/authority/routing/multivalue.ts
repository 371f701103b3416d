import { Stream } from '../../random/stream.ts';
import type { RecordSpec, ZoneSpec } from '../../scenario.ts';
import { withinQuota } from './api-rules.ts';
import type { Chooser, RoutingPolicy } from './policy.ts';

/** Values in one answer: chosen by AWS to fit 512 bytes (route53.md section 1). */
export const MULTIVALUE_ANSWER_SIZE = 8;

/** Types the API allows for multivalue answers (API:ResourceRecordSet.Type). */
const TYPES = [
  'A',
  'AAAA',
  'MX',
  'NAPTR',
  'PTR',
  'SPF',
  'SRV',
  'TXT',
  'CAA',
  'TLSA',
  'SSHFP',
  'SVCB',
  'HTTPS',
];

/** route53.md section 1: up to 8 records: all of them; more: a random 8 for every query. */
export const multivalue: RoutingPolicy = {
  name: 'multivalue',
  summary: 'One value per record set; up to eight answer every query, beyond eight a random eight.',
  fields: {},
  hasSetIdentifier: true,
  check: (group, zone) => [
    ...withinQuota(group, 'multivalue', 100),
    ...group.flatMap(({ type, values, alias }, i) => [
      ...(alias === null
        ? []
        : [
            {
              record: i,
              key: 'alias',
              message:
                'a multivalue answer record cannot be an alias; point a simple or weighted alias at the group',
            },
          ]),
      ...(values.length === 1 || alias !== null
        ? []
        : [
            {
              record: i,
              key: 'values',
              message: `Each Multivalue answer record can have only one value; found ${values.length}: write one record set per value`,
            },
          ]),
      ...(TYPES.includes(type)
        ? []
        : [{ record: i, key: 'type', message: `multivalue answers cannot have type ${type}` }]),
      ...(i > 0 && zone.mixedTtl === 'refuse' && hasMixedTtls(group)
        ? [
            {
              record: i,
              key: 'ttl',
              message: 'members of this multivalue answer have different TTLs (mixedTtl: refuse)',
            },
          ]
        : []),
    ]),
  ],
  remarks(group) {
    const row = group.findIndex(({ ttl }) => ttl !== group[0]?.ttl);
    if (row < 0) return [];
    const message =
      'members of this multivalue answer have different TTLs; an RRset has one (RFC 2181 section 5.2), which mixedTtl chooses';
    return [{ record: row, key: 'ttl', message }];
  },
  prepare: (group, { zone: { selection } }) =>
    upTo(MULTIVALUE_ANSWER_SIZE, group.length, selection),
  grounds(group, { zone: { selection } }) {
    const all = `all ${group.length}: an answer holds up to ${MULTIVALUE_ANSWER_SIZE}`;
    const some = `${sizeOf(group)} of the ${group.length}, drawn ${selection === 'sticky' ? 'once for each resolver that asks' : 'for every query'}`;
    const rule = group.length > sizeOf(group) ? some : group.length === 1 ? 'the only one' : all;
    return group.map(() => ({ fact: null, rule }));
  },
};

/** All of `count` record sets, or of more than `most` a random part of that size. */
export function upTo(most: number, count: number, selection: ZoneSpec['selection']): Chooser {
  const size = Math.min(count, most);
  return {
    size,
    choose(stream, asker, chosen) {
      for (let i = 0; i < count; i++) chosen[i] = i;
      if (count > size)
        sample(selection === 'sticky' ? stickyStream(asker.id) : stream, count, size, chosen);
      return size;
    },
    intended(share) {
      for (let i = 0; i < count; i++) share[i] = (share[i] as number) + 1 / count;
    },
  };
}

const sizeOf = (group: readonly RecordSpec[]) => Math.min(group.length, MULTIVALUE_ANSWER_SIZE);

function hasMixedTtls(group: readonly RecordSpec[]): boolean {
  return group.some(({ ttl }) => ttl !== group[0]?.ttl);
}

/** Moves a uniform random `size` of `count` places to the front. */
function sample(stream: Stream, count: number, size: number, chosen: Int32Array): void {
  for (let i = 0; i < size; i++) {
    const j = i + stream.below(count - i);
    const row = chosen[i] as number;
    chosen[i] = chosen[j] as number;
    chosen[j] = row;
  }
}

/** The same draws for the same asker, whenever it asks: `selection: sticky`. */
function stickyStream(asker: number): Stream {
  const stream = new Stream(Int32Array.of(asker, ~asker, 0x9e3779b9 | 0, 0x517cc1b7));
  for (let i = 0; i < 20; i++) stream.bits();
  return stream;
}
