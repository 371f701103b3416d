import { describe, expect, it } from 'vitest';
import { formatProblems } from '../../scenarios/format/index.ts';
import { mistakes, problems, SAMPLE, sampleAnd, sampleWith } from './sample.ts';

/** What is written instead of what, and everything that is said about it. */
const TABLE: readonly (readonly [
  title: string,
  passage: string,
  instead: string,
  ...said: string[],
])[] = [
  [
    'a version of the future',
    'version: 1',
    'version: 2',
    '1 ‹2› expected 1, the only version there is; found 2',
  ],
  [
    'a missing duration',
    'duration: 1h\n',
    '',
    '1 ‹version› missing key "duration": expected a duration with a unit, such as 250ms, 30s, 1m30s or 2h',
  ],
  [
    'a misspelt key',
    'duration: 1h',
    'durration: 1h',
    '3 ‹durration› unknown key "durration"; did you mean "duration"?',
  ],
  [
    'a misspelt key that a record needs',
    'ttl: 60',
    'tll: 60',
    '7 ‹tll› unknown key "tll"; did you mean "ttl"?',
  ],
  [
    'a duration without a unit',
    '1h',
    '3600',
    '3 ‹3600› expected a duration with a unit, such as 250ms, 30s, 1m30s or 2h; found 3600',
  ],
  ['no duration at all', '1h', '0s', '3 ‹0s› expected a duration above 0; found "0s"'],
  [
    'a duration beyond the clock',
    '1h',
    '99999999999d',
    '3 ‹99999999999d› expected a duration of at most 36500d; found "99999999999d"',
  ],
  [
    'a warm-up as long as the run',
    '1h\n',
    '1h\nwarmup: 60m\n',
    '4 ‹60m› warmup 3600s leaves nothing of the duration 3600s to measure; lower it, or raise duration',
  ],
  [
    'windows without number',
    '1h\n',
    '1h\nwindow: 1ms\n',
    '4 ‹1ms› 3600000 windows of 0.001s; at most 100000 are allowed, widen the window',
  ],
  [
    'a lead-in of a cold start',
    '1h\n',
    '1h\nstart: cold\nleadIn: 5m\n',
    '5 ‹leadIn› a cold start has no lead-in; remove leadIn, or start: cold',
  ],
  [
    'connections by counts',
    '1h\n',
    '1h\ndetail: counts\n',
    '14 ‹name› detail: counts cannot run pool: how long a connection is used depends on every request before; write detail: requests, or auto',
  ],
  [
    'more connections always on than a client may hold',
    'profile: chrome-windows,',
    'profile: chrome-windows, pool: { alwaysOn: 7, maxConns: 6 },',
    '13 ‹7› 7 connections are always to be open, and a client holds 6 at most; lower alwaysOn, or raise maxConns',
  ],
  [
    'connections always on that are too old at once',
    'profile: chrome-windows,',
    'profile: chrome-windows, pool: { alwaysOn: 1, maxAge: 0s },',
    '13 ‹0s› connections that are always open would close as soon as they are; give them an age above 0, or remove alwaysOn',
  ],
  [
    'connections always on where each request goes to an address of its own',
    'profile: chrome-windows,',
    'profile: chrome-windows, pick: smooth, pool: { alwaysOn: 1 },',
    '13 ‹1› pick: smooth connects to an address when a request goes there; remove alwaysOn, or give another pick',
  ],
  [
    'an interval of nothing',
    'profile: chrome-windows,',
    'profile: chrome-windows, reresolve: { interval: 0s },',
    '13 ‹0s› expected a duration above 0; found "0s"',
  ],
  [
    'a misspelt policy',
    'routing: multivalue',
    'routing: multivalu',
    '7 ‹multivalu› expected one of simple, multivalue, weighted, failover, latency, geolocation, geoproximity, ip-based, round-robin, round-robin-2, least-assigned; found "multivalu"; did you mean "multivalue"?',
  ],
  [
    'a key of another policy',
    'value: 192.0.2.1 }',
    'value: 192.0.2.1, weight: 5 }',
    '7 ‹weight› "weight" belongs to routing weighted; remove it, or name that routing',
  ],
  [
    'policies that differ within a group',
    'routing: multivalue, ttl: 60, setIdentifier: web-1',
    'ttl: 60',
    '8 ‹multivalue› RRSet with DNS name app.example.com., type A, SetIdentifier "web-2", cannot be created because a non multivalue answer rrset exists with the same name and type; give them all one routing',
    '9 ‹multivalue› RRSet with DNS name app.example.com., type A, SetIdentifier "web-3", cannot be created because a non multivalue answer rrset exists with the same name and type; give them all one routing',
  ],
  [
    'a multivalue record of two values',
    'value: 192.0.2.1 }',
    'values: [192.0.2.1, 192.0.2.9] }',
    '7 ‹[192.0.2.1, 192.0.2.9]› Each Multivalue answer record can have only one value; found 2: write one record set per value',
  ],
  [
    'a repeated set identifier',
    'setIdentifier: web-2',
    'setIdentifier: web-1',
    '8 ‹web-1› the set identifier "web-1" is already used for app.example.com A; give each record set its own',
  ],
  [
    'an address that is none',
    'value: 192.0.2.1 }',
    'value: 192.0.2.256 }',
    '7 ‹192.0.2.256› expected an IPv4 address such as 192.0.2.1; found "192.0.2.256"',
  ],
  [
    'a TTL beyond RFC 2181',
    'ttl: 60',
    'ttl: 2147483648',
    '7 ‹2147483648› expected a TTL in whole seconds from 0 to 2147483647, such as 60 or 60s; found 2147483648',
  ],
  [
    'a record without a TTL',
    'ttl: 60, ',
    '',
    '7 ‹name› expected a TTL, here or as the ttl of the zone',
  ],
  [
    'a value and values',
    'value: 192.0.2.1 }',
    'value: 192.0.2.1, values: [192.0.2.1] }',
    '7 ‹values› both value and values are given; keep one of them',
  ],
  [
    'a label too long for DNS',
    'name: app, type',
    `name: ${'a'.repeat(64)}, type`,
    `7 ‹${'a'.repeat(64)}› the label "${'a'.repeat(59)}…" has 64 characters; DNS allows 63`,
  ],
  [
    'a record outside of its zone',
    'name: app, type',
    'name: app.example.org., type',
    '7 ‹app.example.org.› "app.example.org" is not in the zone "example.com"',
  ],
  [
    'no zone',
    SAMPLE.slice(SAMPLE.indexOf('zone:'), SAMPLE.indexOf('resolvers:')),
    '',
    '1 ‹version› missing key "zone": expected the zone that is simulated, with its name and records',
  ],
  [
    'weights for other members',
    'count: 20',
    'count: 3, popularity: { weights: [1, 2] }',
    '11 ‹[1, 2]› 2 weights for 3 members; give one for each',
  ],
  [
    'an upstream that is nobody',
    'count: 20',
    'upstream: ips',
    '11 ‹ips› no resolver group is called "ips"; did you mean "isp"?',
  ],
  [
    'a resolver that asks itself',
    'count: 20',
    'upstream: isp',
    '11 ‹isp› isp asks isp: a cycle; one of them must ask the authority',
  ],
  [
    'an upstream by suffix that is nobody',
    'count: 20',
    'upstream: { cluster.local: ips }',
    '11 ‹ips› no resolver group is called "ips"; did you mean "isp"?',
  ],
  [
    'a suffix with two upstreams',
    'count: 20',
    'upstream: { Cluster.Local: authority, cluster.local.: authority }',
    '11 ‹cluster.local.› "cluster.local" has an upstream already; remove one of the two',
  ],
  [
    'a suffix that is no name',
    'count: 20',
    'upstream: { .local: authority }',
    '11 ‹.local› the name ".local" has an empty label; remove the extra dot',
  ],
  [
    'a resolver that asks itself for some names',
    'count: 20',
    'upstream: { cluster.local: isp }',
    '11 ‹cluster.local› isp asks isp for "cluster.local": a cycle; one of them must ask the authority',
  ],
  [
    'upstreams by no suffix',
    'count: 20',
    'upstream: {}',
    '11 ‹{}› no suffix has an upstream; give one, or remove upstream',
  ],
  [
    'addresses near nobody that is known',
    'count: 20',
    'nearFirst: 24',
    '11 ‹nearFirst› nobody who asks has a known IPv4 address that others could be near; give clients a subnet, or remove nearFirst',
  ],
  [
    'one order for all and one for each',
    'count: 20',
    'nearFirst: 24, orderOnJoin: same',
    '11 ‹24› orderOnJoin: same gives all who wait one order, and nearFirst each client its own; give another orderOnJoin, or nearFirst: none',
  ],
  [
    'a prefix that is none',
    'count: 20',
    'nearFirst: 0',
    '11 ‹0› expected a whole number from 1 to 32; found 0',
  ],
  [
    'a pick among no upstreams',
    'count: 20',
    'upstreamPick: same',
    '11 ‹upstreamPick› upstreamPick has nothing to pick from; name an upstream, or remove it',
  ],
  [
    'a TTL with another unit',
    'count: 20',
    'minTtl: 1d, maxTtl: 30',
    '11 ‹1d› expected a TTL in whole seconds from 0 to 2147483647, such as 60 or 60s; found "1d"',
  ],
  [
    'a least TTL above the longest',
    'count: 20',
    'minTtl: 40, maxTtl: 30',
    '11 ‹40› minTtl 40 is above maxTtl 30; no TTL fits between them',
  ],
  [
    'an unknown resolver',
    'resolvers: isp',
    'resolvers: ips',
    '13 ‹ips› no resolver group is called "ips"; did you mean "isp"?',
  ],
  [
    'a list with an unknown resolver',
    'resolvers: isp',
    'resolvers: [{ share: 100%, use: [isp, ips] }]',
    '13 ‹ips› no resolver group is called "ips"; did you mean "isp"?',
  ],
  [
    'a list too long',
    'resolvers: isp',
    'resolvers: [isp, isp, isp, isp]',
    '13 ‹[isp, isp, isp, isp]› a list has at most 3 resolvers (resolv.conf(5))',
  ],
  [
    'a choice among one resolver',
    'resolvers: isp',
    'resolvers: isp, stub: { pick: rotate }',
    '13 ‹rotate› pick: rotate chooses among several resolvers, and these clients know one each; give a list such as resolvers: [isp, isp], or remove pick',
  ],
  [
    'shares that are no whole',
    'resolvers: isp',
    'resolvers: { isp: 99% }',
    '13 ‹isp› the shares sum to 99%; they must sum to 100%',
  ],
  [
    'clients without number that remember',
    'count: 500, ',
    '',
    '13 ‹name› expected how many clients there are: each has a DNS cache and a connection pool, so it matters which one makes a request',
  ],
  [
    'a look-up outside of every zone',
    'lookup: app.example.com',
    'lookup: app',
    '13 ‹app› "app" is in no zone of this scenario (example.com); write an absolute name',
  ],
  [
    'a misspelt arrival process',
    '{ poisson: 30/s }',
    '{ poison: 30/s }',
    '13 ‹poison› expected an arrival process: { poisson: … } or { regular: … } or { renewal: … } or { diurnal: … } or { burst: … } or { replay: … } or { closed: … }; found a mapping with "poison"; did you mean "poisson"?',
  ],
  [
    'a peak at no time of day',
    '{ poisson: 30/s }',
    '{ diurnal: { mean: 30/s, peakToMean: 2, peakAt: 24h } }',
    '13 ‹24h› expected a time of day, below 24h',
  ],
  [
    'a peak below the mean',
    '{ poisson: 30/s }',
    '{ diurnal: { mean: 30/s, peakToMean: 0.5, peakAt: 20h } }',
    '13 ‹0.5› expected a number from 1 to 20; found 0.5',
  ],
  [
    'bursts without a pause',
    '{ poisson: 30/s }',
    '{ burst: { on: 5s, off: 0s, rate: 30/s } }',
    '13 ‹0s› spans of mean 0 make no pauses; give a law above 0',
  ],
  [
    'processes of clients that are not told apart',
    'profile: chrome-windows, count: 500, resolvers: isp, lookup: app.example.com, arrivals: { poisson: 30/s }',
    'profile: one-shot, resolvers: isp, lookup: app.example.com, arrivals: { regular: 1/m, perClient: true }',
    '13 ‹name› expected how many clients there are: each makes requests by itself',
  ],
  [
    'processes of clients that have their own as it is',
    '{ poisson: 30/s }',
    '{ closed: { thinkTime: 5s }, perClient: true }',
    '13 ‹perClient› each client waits for its own requests as it is; remove perClient',
  ],
  [
    'a list of caches that a request never gets through',
    'profile: chrome-windows',
    'profile: chrome-windows, dns: [{ fixed: 2s }, ttl], reresolve: never',
    '13 ‹never› reresolve: never looks nothing up again, so what is behind the nearest cache is never asked; give dns one cache, or remove reresolve',
  ],
  [
    'a suffix that is in the search list twice',
    'profile: chrome-windows',
    'profile: chrome-windows, search: [lan, LAN.]',
    '13 ‹LAN.› "lan" is in this list already',
  ],
  [
    'a suffix that is no name',
    'profile: chrome-windows',
    'profile: chrome-windows, search: [a..b]',
    '13 ‹a..b› the name "a..b" has an empty label; remove the extra dot',
  ],
  [
    'a search list that is none',
    'profile: chrome-windows',
    'profile: chrome-windows, search: lan',
    '13 ‹lan› expected a list of suffixes such as [default.svc.cluster.local, svc.cluster.local, cluster.local]; found "lan"',
  ],
  [
    'more dots than resolv.conf counts',
    'profile: chrome-windows',
    'profile: chrome-windows, search: [lan], ndots: 16',
    '13 ‹16› expected a whole number from 0 to 15; found 16',
  ],
  [
    'when names are searched for, and nothing to search with',
    'profile: chrome-windows',
    'profile: chrome-windows, ndots: 5',
    '13 ‹ndots› ndots says when names are searched for, and there is no search list; give search, or remove it',
  ],
  [
    'a search list for names that are complete',
    'lookup: app.example.com',
    'lookup: app.example.com., search: [lan]',
    '13 ‹search› every name of lookup ends in a dot, and none of them is searched for; write one without it, or remove search',
  ],
  [
    'a name that no suffix brings into a zone',
    'lookup: app.example.com',
    'lookup: app, search: [lan, home.arpa]',
    '13 ‹app› "app" is in no zone of this scenario (example.com), whatever of the search list is added; write another name, or another suffix',
  ],
  [
    'a name that a suffix makes too long',
    'lookup: app.example.com',
    `lookup: app.example.com, search: [${'a23456789.'.repeat(24)}lan]`,
    '13 ‹app.example.com› the name "app.example.com.a23456789.a23456789.a23456789.a23456789.a23…" has 259 characters; DNS allows 253',
  ],
  [
    'two ways to the same name',
    'lookup: app.example.com',
    'lookup: { app: 50%, app.example.com.: 50% }, search: [example.com]',
    '13 ‹app.example.com.› "app.example.com" is in this mix already',
  ],
  [
    'a search list for two families',
    'profile: chrome-windows',
    'profile: chrome-windows, search: [lan], family: dual',
    '13 ‹search› names are searched for with one family only; give family: v4 or v6, or write the names of lookup in full and remove search',
  ],
  [
    'a subnet of the other family',
    'profile: chrome-windows',
    'profile: chrome-windows, subnet: 2001:db8::/64',
    '13 ‹2001:db8::/64› expected a block of IPv4 addresses such as 10.0.0.0/8; found "2001:db8::/64"',
  ],
  [
    'how clients of one family treat two',
    'profile: chrome-windows',
    'profile: chrome-windows, families: alternate',
    '13 ‹families› families is about clients that look up both families; give family: dual, or remove it',
  ],
  [
    'two lists where one is gone round',
    'profile: chrome-windows',
    'profile: chrome-windows, pick: all, family: dual',
    '13 ‹dual› pick: all keeps to one list of addresses, and these are two; give v4 or v6',
  ],
  [
    'two lists where one is renewed',
    'profile: chrome-windows',
    'profile: chrome-windows, reresolve: { interval: 5s }, family: dual',
    '13 ‹dual› reresolve renews one list of addresses, and these are two; give v4 or v6',
  ],
  [
    'a time-out that leaves no time',
    'profile: chrome-windows',
    'profile: chrome-windows, connectTimeout: 0s',
    '13 ‹0s› expected a time-out above 0, such as 10s; found "0s"',
  ],
  [
    'a retry of nothing',
    'profile: chrome-windows',
    'profile: chrome-windows, retry: { on: [], attempts: 3 }',
    '13 ‹[]› expected a list of connect, timeout, reset, 5xx and lookup; found an empty list',
  ],
  [
    'one attempt called a retry',
    'profile: chrome-windows',
    'profile: chrome-windows, retry: { on: [connect], attempts: 1 }',
    '13 ‹1› expected a whole number from 2 to 100; found 1',
  ],
  [
    'connections to every address that are not kept',
    'profile: chrome-windows',
    'profile: chrome-windows, pool: none, pick: all',
    '13 ‹all› pick: all holds a connection to each address; give a pool',
  ],
  [
    'a TTL that ends connections that are not kept',
    'profile: chrome-windows',
    'profile: chrome-windows, pool: none, reresolve: ttl',
    '13 ‹ttl› reresolve: ttl ends connections with the TTL behind them, and none are kept; give a pool, or remove it',
  ],
  [
    'a wait for requests of clients that are not told apart',
    'profile: chrome-windows, count: 500, resolvers: isp, lookup: app.example.com, arrivals: { poisson: 30/s }',
    'profile: one-shot, resolvers: isp, lookup: app.example.com, arrivals: { closed: { thinkTime: 5s } }',
    '13 ‹name› expected how many clients there are: each has a request to wait for, so it matters which one makes a request',
  ],
  [
    'clients that never think',
    'arrivals: { poisson: 30/s }',
    'arrivals: { closed: { thinkTime: 0s } }',
    '13 ‹0s› clients that never think make requests without end; give a time above 0',
  ],
  [
    'sessions of clients that wait for one request',
    'arrivals: { poisson: 30/s }',
    'session: { pages: 20, thinkTime: 15s, lookup: perRequest }, arrivals: { closed: { thinkTime: 5s } }',
    '13 ‹session› arrivals: closed have a client wait for one request, and a session is many; give arrivals at a rate, or remove session',
  ],
  [
    'sessions that keep to an address over a pool',
    'arrivals: { poisson: 30/s }',
    'session: { pages: 20, thinkTime: 15s }, arrivals: { poisson: 30/s }',
    '13 ‹session› a session keeps to the address it has looked up, the connections of a pool to theirs; give lookup: perRequest, or pool: none',
  ],
  [
    'pages as a span of time',
    'arrivals: { poisson: 30/s }',
    'session: { pages: 20s, thinkTime: 15s }, arrivals: { poisson: 30/s }',
    '13 ‹20s› expected a number such as 20, or a law of numbers: { exponential: 20 }, { uniform: [5, 15] } or { lognormal: { mean: 20, cv: 2 } }; found "20s"',
  ],
  [
    'memories of clients that are not told apart',
    'profile: chrome-windows, count: 500',
    'profile: one-shot, failMemory: 10s, reresolve: never, pick: cycle',
    '13 ‹name› expected how many clients there are: each has a list that it holds on to and a memory of failed addresses and its turn of the addresses, so it matters which one makes a request',
  ],
  [
    'a block too small for its clients',
    'count: 500',
    'count: 500, subnet: 10.0.0.0/24',
    '13 ‹10.0.0.0/24› 500 clients do not fit: from 10.0.0.0 on the block has 256 addresses; widen it, or lower count',
  ],
  [
    'a prefix of no block',
    'count: 500',
    'count: 500, interfacePrefix: 24',
    '13 ‹interfacePrefix› interfacePrefix has nothing to be a part of; give a subnet, or remove it',
  ],
  [
    'one name for two things',
    'name: web-2, a',
    'name: isp, a',
    '16 ‹isp› a resolver group is already called "isp"; choose another name for this backend',
  ],
  [
    'one address of two backends',
    'address: 192.0.2.2',
    'address: 192.0.2.1',
    '16 ‹192.0.2.1› 192.0.2.1 already belongs to backend "web-1"',
  ],
  [
    'a range that runs backwards',
    'address: 192.0.2.2',
    'address: 192.0.2.9-192.0.2.8',
    '16 ‹192.0.2.9-192.0.2.8› the range 192.0.2.9-192.0.2.8 runs backwards',
  ],
  [
    'a count beside one address',
    'address: 192.0.2.2',
    'address: 192.0.2.2, count: 3',
    '16 ‹count› one address cannot be 3 backends; write a range such as 192.0.2.1-192.0.2.40',
  ],
];

describe('a mistake is told with its place, the value and the way out:', () => {
  it.each(TABLE)('%s', (_title, passage, instead, ...said) => {
    expect(mistakes(sampleWith(passage, instead))).toEqual(said);
  });

  it.each([
    [
      'changes nothing',
      '{ at: 1m, set: { name: app } }',
      '19 ‹set› changes nothing; expected a weight, ttl or value',
    ],
    [
      'says nothing of what happens',
      '{ at: 1m, name: shift }',
      '19 ‹at› expected what happens: one of set, change, addBackend, removeBackend, deploy, crash, blackhole, unreachable, partition, drain, slow, errors, flap, surge, flush, authorityOutage, resolverOutage',
    ],
    [
      'comes after the end',
      '{ at: 2h, set: { name: app, ttl: 5 } }',
      '19 ‹2h› the run ends at 3600s, before this event; lower at, or raise duration',
    ],
    [
      'has no such record',
      '{ at: 1m, set: { name: ap, ttl: 5 } }',
      '19 ‹ap› no A record is called "ap.example.com"; did you mean "app.example.com"?',
    ],
    [
      'has no such identifier',
      '{ at: 1m, set: { name: app, setIdentifier: web-9, ttl: 5 } }',
      '19 ‹web-9› app.example.com A has no set identifier "web-9"; it has web-1, web-2, web-3; did you mean "web-1"?',
    ],
    [
      'weighs what has no weight',
      '{ at: 1m, set: { name: app, weight: 5 } }',
      '19 ‹weight› app.example.com A has routing multivalue, which has no weights',
    ],
    [
      'gives all one value',
      '{ at: 1m, set: { name: app, value: 192.0.2.1 } }',
      '19 ‹value› would give all 3 record sets one value; name one with setIdentifier',
    ],
    [
      'asks for bins that overlap',
      '{ at: 1m, set: { name: app, ttl: 5 }, curve: { at: [10s, 12s] } }',
      '19 ‹12s› bins of 3s around 10s and 12s overlap; move them apart in ascending order, or set a smaller bin',
    ],
    [
      'asks for a bin before it',
      '{ at: 1m, set: { name: app, ttl: 5 }, curve: { at: [1s], bin: 4s } }',
      '19 ‹1s› a bin of 4s around this would begin before the event; move it, or set a smaller bin',
    ],
    [
      'ends its bins twice',
      '{ at: 1m, set: { name: app, ttl: 5 }, curve: { at: [10s], until: 1m } }',
      '19 ‹until› bins around the moments of at end with the last of them; remove until, or at',
    ],
    [
      'asks for too many bins',
      '{ at: 1m, set: { name: app, ttl: 5 }, curve: { bin: 1ms } }',
      '19 ‹1ms› 10000 bins of 0.001s or more; fewer are allowed, widen the bin',
    ],
  ])('an event that %s', (_title, event, said) => {
    expect(mistakes(sampleAnd(`events:\n  - ${event}\n`))).toEqual([said]);
  });

  it.each([
    [
      'a weighted record without a weight',
      'routing: weighted, setIdentifier: a, value: 192.0.2.1',
      '7 ‹name› missing key "weight": expected a whole number from 0 to 255',
    ],
    [
      'a weight that is too large',
      'routing: weighted, setIdentifier: a, weight: 256, value: 192.0.2.1',
      '7 ‹256› expected a whole number from 0 to 255; found 256',
    ],
    [
      'a multivalue CNAME',
      'routing: multivalue, setIdentifier: a, value: b.example.com',
      '7 ‹CNAME› multivalue answers cannot have type CNAME',
    ],
    [
      'a CNAME of two names',
      'values: [b.example.com, c.example.com]',
      '7 ‹[b.example.com, c.example.com]› 2 values; a CNAME record holds exactly one',
    ],
    [
      'a CNAME at the apex',
      'value: b.example.com',
      '7 ‹CNAME› RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.; write an alias',
    ],
    [
      'a CNAME beside others',
      'value: b.example.com',
      '7 ‹CNAME› RRSet of type CNAME with DNS name app.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.',
    ],
    [
      'a look-up of a CNAME that leads to itself',
      'value: www.example.com',
      '14 ‹www.example.com› "www.example.com" leads to "www.example.com": a circle, which no resolver gets out of',
    ],
    [
      'a look-up of a CNAME that leads nowhere',
      'value: www.example.org',
      '14 ‹www.example.com› "www.example.com" leads to "www.example.org", which is in no zone of this scenario; add it to external, or its zone',
    ],
  ])('%s', (title, keys, said) => {
    const name = title.endsWith('apex') ? '"@"' : title.endsWith('others') ? 'app' : 'www';
    const type = title.includes('CNAME') ? 'CNAME' : 'A';
    const text = sampleWith(
      '  records:\n',
      `  records:\n    - { name: ${name}, type: ${type}, ttl: 60, ${keys} }\n`,
    );
    const looked = title.startsWith('a look-up')
      ? text.replace('lookup: app.', 'lookup: www.')
      : text;
    expect(mistakes(looked)).toEqual([said]);
  });

  it('a change after which Route 53 would refuse the record sets', () => {
    const weighted = SAMPLE.replaceAll('routing: multivalue', 'routing: weighted, weight: 1');
    const event = (set: string) =>
      `${weighted}events:\n  - { at: 1m, set: { name: app, ${set} } }\n`;
    expect(mistakes(event('ttl: 5'))).toEqual([]);
    expect(mistakes(event('setIdentifier: web-1, weight: 0'))).toEqual([]);
    expect(mistakes(event('setIdentifier: web-1, ttl: 5'))).toEqual([
      '19 ‹ttl› after this change: weighted sets must contain the same TTL',
    ]);
  });

  it('answered addresses that nobody owns, when they are told to be mistakes', () => {
    const text = sampleWith('  - { name: web-3, address: 192.0.2.3 }\n', 'strictBackends: true\n');
    expect(mistakes(text)).toEqual([
      '9 ‹192.0.2.3› 192.0.2.3 belongs to no backend (strictBackends: true); add a backend with this address',
    ]);
  });

  it('tells every mistake at once, in the order of the file', () => {
    const text = sampleWith('1h', '5 min')
      .replace('ttl: 60', 'ttl: soon')
      .replace('unbound', 'unbond')
      .replace('resolvers: isp', 'resolvers: google')

      .concat('colour: blue\n');
    expect(mistakes(text)).toEqual([
      '3 ‹5 min› expected a duration with a unit, such as 250ms, 30s, 1m30s or 2h; found "5 min"',
      '7 ‹soon› expected a TTL in whole seconds from 0 to 2147483647, such as 60 or 60s; found "soon"',
      '11 ‹unbond› expected one of ideal, no-cache, unbound, unbound-1.17, bind-9.20, bind-9.21, pdns-recursor, dnsmasq-home, bind-cyclic-legacy, pdns-recursor-nopc, knot, resolved-stub, coredns-k8s, nodelocal-dns, cloudflare-1111, isp-pool, isp-ttl-extender, bind-9.18, bind-stale, unbound-prefetch-stale, opendns, windows-dns, google-public, aws-vpc, adguard-fastest, or a mix: { ideal: 90%, no-cache: 10% }; found "unbond"; did you mean "unbound"?',
      '13 ‹google› no resolver group is called "google"',
      expect.stringMatching(/^18 ‹colour› unknown key "colour"; expected one of version, name, /),
    ]);
  });

  it('tells everything that is missing', () => {
    expect(mistakes('version: 1\n').map((line) => /missing key "\w+"/.exec(line)?.[0])).toEqual(
      ['name', 'duration', 'zone', 'resolvers', 'clients'].map((key) => `missing key "${key}"`),
    );
  });

  it('does not blame one mistake for its consequences', () => {
    expect(mistakes(sampleWith('name: isp', 'name: 5'))).toEqual([
      '11 ‹5› expected a name; found 5',
    ]);
    expect(mistakes(sampleWith('name: example.com', 'name: [example.com]'))).toHaveLength(1);
    expect(mistakes(sampleWith('type: A', 'type: [A]'))).toHaveLength(1);
  });

  it('accepts a list of zones, and refuses a zone beside it', () => {
    const zone = SAMPLE.slice(SAMPLE.indexOf('zone:\n') + 6, SAMPLE.indexOf('resolvers:'));
    const listed = `zones:\n  -${zone.slice(1).replaceAll('\n  ', '\n    ')}`;
    const zones = SAMPLE.replace(`zone:\n${zone}`, listed.replace(/ +$/, ''));
    expect(mistakes(zones)).toEqual([]);
    expect(mistakes(`${zones}zone: { name: example.org }\n`)).toContainEqual(
      expect.stringMatching(/both zone and zones are given; keep one of them$/),
    );
  });
});

describe('the report', () => {
  it('shows the line, the carets and the count, as a compiler would', () => {
    const text = sampleWith('duration: 1h', 'warmup: 5 min\ndurration: 1h');
    expect(formatProblems(problems(text))).toBe(
      [
        'a.yaml:3:9: error: expected a duration with a unit, such as 250ms, 30s, 1m30s or 2h; found "5 min"',
        '   3 | warmup: 5 min',
        '     |         ^^^^^',
        'a.yaml:4:1: error: unknown key "durration"; did you mean "duration"?',
        '   4 | durration: 1h',
        '     | ^^^^^^^^^',
        '2 errors in 1 file',
      ].join('\n'),
    );
  });

  it('keeps carets under what they mean on lines that are cut, and with tabs', () => {
    const long = `${'x'.repeat(5)}: { ${'y: 1, '.repeat(60)}z: 5 min }`;
    const [problem] = problems(
      sampleAnd(`description: "${'-'.repeat(200)}"\n"a${' '.repeat(300)}\\t": 1 # ${long}\n`),
    );
    const [, line = '', carets = ''] = formatProblems(problem ? [problem] : []).split('\n');
    expect(line.length).toBeLessThan(140);
    expect(line[carets.indexOf('^')]).toBe('"');
  });
});
