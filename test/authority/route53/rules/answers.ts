import { rule, type Section } from './rule.ts';

const GUIDE = 'Developer Guide: routing-policy-multivalue';
const RECORD_SET = 'API Reference: ResourceRecordSet';
const KNOWLEDGE = 'Knowledge Center: multivalue-versus-simple-policies';
const LIMITS = 'Developer Guide: DNSLimitations';
const SIMPLE = 'Developer Guide: routing-policy-simple';
const SILENT = 'no page says';

export const multivalue: Section = {
  title: 'Multivalue answer',
  rules: [
    rule('1.1', 'A multivalue record set holds one value.', 'documented', KNOWLEDGE),
    rule(
      '1.2',
      'Each member carries a set identifier of 1 to 128 characters, its own within the group.',
      'documented',
      RECORD_SET,
    ),
    rule('1.3', 'Any type may be multivalue but NS, CNAME, SOA and DS.', 'documented', RECORD_SET),
    rule('1.4', 'A multivalue record cannot be an alias.', 'documented', RECORD_SET),
    rule(
      '1.5',
      'Up to eight healthy members: every answer carries all of them.',
      'documented',
      GUIDE,
    ),
    rule(
      '1.6',
      'More than eight healthy members: an answer carries eight of them, picked at random; others get others.',
      'documented',
      `${GUIDE}; best-practices-dns`,
    ),
    rule('1.7', 'A member without a health check is always healthy.', 'documented', GUIDE),
    rule('1.8', 'No member healthy: up to eight unhealthy ones are answered.', 'documented', GUIDE),
    rule(
      '1.9',
      'A single member without a check takes every answer while all checked ones are down.',
      'inferred',
      'from 1.7 and 1.8',
    ),
    rule('1.10', 'Private zones have multivalue answers, too.', 'documented', GUIDE),
    rule('1.11', 'At most 100 record sets share a name and type.', 'documented', LIMITS),
    rule(
      '1.12',
      'All record sets of a name and type have one policy.',
      'observed',
      'cert-manager issue 5388; documented for weighted, latency, geolocation and failover',
    ),
    rule(
      '1.13',
      'Whether the eight are drawn for each query or stay with the asker.',
      'undocumented',
      SILENT,
      { option: '`selection: query`, `sticky`' },
    ),
    rule(
      '1.14',
      'The order inside an answer.',
      'undocumented',
      'documented for simple routing only',
      {
        option: '`order: random`, `fixed`',
      },
    ),
    rule(
      '1.15',
      'Which eight of more than eight are answered when none is healthy.',
      'undocumented',
      SILENT,
      { option: 'drawn as of healthy ones: `selection`' },
    ),
    rule(
      '1.16',
      'The TTL of an answer whose members have different ones.',
      'undocumented',
      'RFC 2181 section 5.2 wants one TTL in an RRset',
      { option: '`mixedTtl: min`, `first`, `refuse`' },
    ),
    rule(
      '1.17',
      'An alias that points at a multivalue group answers as the group does, and is healthy while a member is.',
      'undocumented',
      `${RECORD_SET} allows an alias to any record of the zone but NS and SOA`,
      { option: 'allowed' },
    ),
    rule('1.18', 'Two members with one value: an answer names it once.', 'undocumented', SILENT, {
      option: 'allowed',
    }),
    rule(
      '1.19',
      'Cloud Map and ECS service discovery use multivalue answers; their WEIGHTED answers one instance at random.',
      'documented',
      'Cloud Map API Reference: DnsConfig',
      { informative: 'a user of Route 53, not a rule of it' },
    ),
  ],
};

export const simple: Section = {
  title: 'Simple',
  rules: [
    rule(
      '2.1',
      'One record set for a name and type, without a set identifier.',
      'documented',
      SIMPLE,
    ),
    rule('2.2', 'A record set holds up to 400 values.', 'documented', LIMITS),
    rule('2.3', 'An answer carries all values, in random order.', 'documented', SIMPLE),
    rule('2.4', 'There is no health checking.', 'documented', `${SIMPLE}; ${KNOWLEDGE}`),
    rule(
      '2.5',
      'Any type may hold several values but CNAME and SOA.',
      'documented',
      'API Reference: ResourceRecord',
    ),
    rule(
      '2.6',
      'The order of an answer from a cache is made by the cache, not by Route 53.',
      'documented',
      KNOWLEDGE,
    ),
    rule(
      '2.7',
      'A UDP answer beyond 512 bytes is cut off, or with EDNS0 beyond what the asker takes, 4,096 bytes at most.',
      'documented',
      'Developer Guide: DNSBehavior',
    ),
    rule(
      '2.8',
      'A cut-off answer is asked for again over TCP: round trips more, for the connection and the question, not fewer addresses.',
      'inferred',
      'from 2.7 and RFC 7766',
    ),
    rule(
      '2.9',
      'What the API does with a health check of a simple record set.',
      'undocumented',
      SILENT,
      { option: 'refused, with the way out' },
    ),
    rule(
      '2.10',
      'An update replaces the whole set; of a multivalue group one member can go or come.',
      'documented',
      'API Reference: ChangeResourceRecordSets',
    ),
  ],
};
