/**
 * Nothing accepted is ignored: for every key of the scenario's schema, a change of its value changes what is
 * measured, what the study says of itself, or whether the scenario is accepted. The list of keys comes from
 * the schema, so a new key without an entry here fails.
 */
import { describe, expect, it } from 'vitest';
import { parseScenario, ScenarioError, scenarioJsonSchema } from '../../scenarios/format/index.ts';
import { Histogram } from '../../sim/metrics/histogram.ts';
import { simulate } from '../../sim/simulate.ts';

// biome-ignore lint/suspicious/noExplicitAny: scenarios as a user types them, right or wrong
type Input = any;

const record = (name: string, i: number, more: object) => ({
  name,
  type: 'A',
  value: `192.0.2.${i}`,
  setIdentifier: `web-${i}`,
  ...more,
});

/** A scenario in which most things happen. */
const base = (): Input => ({
  version: 1,
  name: 'base',
  duration: '300s',
  window: '60s',
  zone: {
    name: 'example.com',
    ttl: 30,
    negativeTtl: 40,
    records: [
      ...Array.from({ length: 10 }, (_, i) => record('app', i + 1, { routing: 'multivalue' })),
      record('w', 21, { routing: 'weighted', weight: 1 }),
      record('w', 22, { routing: 'weighted', weight: 3 }),
    ],
  },
  resolvers: [{ name: 'isp', profile: 'ideal', count: 4, popularity: { zipf: 1 } }],
  clients: [
    {
      name: 'users',
      profile: 'one-shot',
      resolvers: 'isp',
      lookup: 'app.example.com',
      arrivals: { poisson: '4/s' },
    },
  ],
});
const stateful = (s: Input) => Object.assign(s.clients[0], { profile: 'ideal-random', count: 20 });
const weighted = (s: Input) => Object.assign(s.clients[0], { lookup: 'w.example.com' });
const missing = (s: Input) => Object.assign(s.clients[0], { lookup: 'gone.example.com' });
const chained = (s: Input) => {
  s.resolvers[0].upstream = 'fwd';
  s.resolvers.push({ name: 'fwd', profile: 'ideal', count: 3 });
};
const peopled = (change: object) => (s: Input) => {
  delete s.resolvers;
  delete s.clients;
  s.population = {
    mix: 'iot-legacy',
    resolvers: 20,
    clients: 60,
    lookup: 'app.example.com',
    arrivals: { poisson: '4/s' },
    ...change,
  };
};
const slow = (s: Input) => Object.assign(s.resolvers[0], { latency: { upstream: '2s' } });
const changing = (s: Input) => {
  weighted(s);
  s.events = [{ at: '100s', set: { name: 'w', setIdentifier: 'web-21', weight: 200 } }];
};
/** A fault of backend `one`, which the first record answers with, and a check that sees it. */
const failing =
  (fault = 'crash') =>
  (s: Input) => {
    owning(s);
    s.backends.push({ name: 'two', address: '192.0.2.2' });
    s.zone.healthChecks = [{ name: 'up', backend: 'one', interval: '10s' }];
    s.zone.records[0].healthCheck = 'up';
    s['x-fault'] = {
      name: 'fault',
      at: { name: 'constant', settings: 50 },
      curve: { bin: null, until: null, at: null },
      verb: 'fault',
      fault: { name: fault, settings: null },
      targets: ['one'],
      lasts: null,
    };
  };
const inAws = (s: Input) => {
  s.zone.healthChecks[0].awsEndpoint = true;
};
/** Over long before the run is. */
const lastingFault = (s: Input) => {
  s['x-fault'].lasts = { name: 'constant', settings: 30 };
  delete s.zone.healthChecks;
  delete s.zone.records[0].healthCheck;
};
const calculated = (s: Input) => {
  failing()(s);
  const [check] = s.zone.healthChecks;
  s.zone.healthChecks = [
    { name: 'up', calculated: { children: ['probed'], threshold: 1 } },
    { ...check, name: 'probed' },
    { ...check, name: 'other', backend: 'two' },
  ];
};
const failingOver = (s: Input) => {
  s.zone.records.push(
    record('f', 41, { routing: 'failover', failover: 'PRIMARY' }),
    record('f', 42, { routing: 'failover', failover: 'SECONDARY' }),
  );
  Object.assign(s.clients[0], { lookup: 'f.example.com' });
};
/** Three servers that answer in turn, the last of which states the settings. */
const turning =
  (settings: object = {}, routing = 'round-robin') =>
  (s: Input) => {
    s.zone.records.push(
      ...[51, 52, 53].map((i) =>
        record('t', i, { routing, ...(i === 53 ? { capacity: 2, ...settings } : {}) }),
      ),
    );
    const last = s.zone.records.at(-1);
    if (!['capacity', 'both'].includes(last.adaptiveTtl?.by)) delete last.capacity;
    Object.assign(s.clients[0], { lookup: 't.example.com' });
  };
/** An alias that evaluates a failover pair, and a lone target; both are looked up. */
const aliased = (s: Input) => {
  failing()(s);
  const alias = (target: string) => ({ target, evaluateTargetHealth: true });
  s.zone.records.push(
    {
      name: 'al',
      type: 'A',
      routing: 'weighted',
      weight: 1,
      setIdentifier: 'al-1',
      alias: alias('fo'),
      healthCheck: 'up',
    },
    record('fo', 1, { routing: 'failover', failover: 'PRIMARY', healthCheck: 'up' }),
    record('fo', 2, { routing: 'failover', failover: 'SECONDARY' }),
    { name: 'lone', type: 'A', alias: alias('end') },
    { name: 'end', type: 'A', value: '192.0.2.3' },
  );
  Object.assign(s.clients[0], { lookup: 'al.example.com' });
};
/** The target of an alias is deleted, which leaves no answer. */
const astray = (s: Input) => {
  aliased(s);
  Object.assign(s.clients[0], { lookup: 'lone.example.com' });
  s.events = [
    { at: '100s', change: { changes: [{ action: 'DELETE', record: s.zone.records.at(-1) }] } },
  ];
};
const elsewhere = (s: Input) => {
  s.external = [
    { name: 'cdn.example.net', type: 'A', ttl: 20, values: ['192.0.2.91', '192.0.2.92'] },
  ];
  Object.assign(s.clients[0], { lookup: 'cdn.example.net' });
};
const growing = (s: Input) => {
  s.backends = [61, 62].map((i) => ({ name: `web-${i}`, address: `192.0.2.${i}` }));
  const records = [61, 62].map((i) => record('app', i, { routing: 'multivalue' }));
  s.events = [{ at: '100s', addBackend: { backend: 'web-61', records } }];
};
const batched = (s: Input) => {
  const created = record('app', 71, { routing: 'multivalue' });
  s.zone.records.push(record('app', 72, { routing: 'multivalue' }));
  s.events = [
    {
      at: '100s',
      name: 'batch',
      change: {
        changes: [
          { action: 'UPSERT', record: s.zone.records.at(-1) },
          { action: 'CREATE', record: created },
        ],
      },
    },
  ];
};
const seconds = (s: Input) => Object.assign(s.resolvers[0], { ttlClock: 'seconds' });
const onSubnet = (s: Input) => Object.assign(s.clients[0], { subnet: '192.0.2.0/29' });
const onSubnets =
  (change: object = {}) =>
  (s: Input) =>
    Object.assign(s.clients[0], {
      sort: 'v4rule9',
      subnet: { from: '192.0.2.0', count: 4, prefix: 30, ...change },
    });
const delayed = (s: Input) => {
  s.network = { rtt: { exponential: '400ms' } };
};
const visiting = (s: Input) => {
  s.clients[0].session = { pages: 3, thinkTime: '2s' };
};
/** Clients of both families, and IPv6 addresses besides. */
const dualStack = (s: Input) => {
  s.clients[0].family = 'dual';
  for (const i of [1, 2, 3])
    s.zone.records.push({
      ...record('app', i, { routing: 'multivalue' }),
      type: 'AAAA',
      value: `2001:db8::${i}`,
    });
};
/** Attempts that are often too slow, of clients that are told apart. */
const impatient = (s: Input) => {
  stateful(s);
  delayed(s);
  Object.assign(s.clients[0], { connect: 'sequential', attemptTimeout: '500ms' });
};
/** Requests that are often answered too late. */
const waiting = (s: Input) => {
  delayed(s);
  Object.assign(s.clients[0], { requestTimeout: '300ms' });
};
const retrying = (more: object) => ({ on: ['timeout'], attempts: 2, ...more });
const owning = (s: Input) => {
  s.backends = [{ name: 'one', address: '192.0.2.1' }];
};
/** Everybody in one Region. */
const near = (s: Input) => {
  const addresses = Array.from({ length: 10 }, (_, i) => `192.0.2.${i + 1}`);
  s.backends = [{ name: 'all', addresses, region: 'eu-west-1' }];
  s.clients[0].region = 'eu-west-1';
};
/** Two records chosen from by location, for two ends of the world; they ask from here. */
const located = (routing: string, one: object, other: object, asker: object) => (s: Input) => {
  s.zone.records.push(
    record('g', 51, { routing, ...structuredClone(one) }),
    record('g', 52, { routing, ...structuredClone(other) }),
  );
  s.clients[0].lookup = 'g.example.com';
  Object.assign(s.resolvers[0], asker);
};
const [virginia, singapore] = ['us-east-1', 'ap-southeast-1'];
const byLatency = located(
  'latency',
  { region: virginia },
  { region: singapore },
  { region: 'us-west-2' },
);
const byCountry = located(
  'geolocation',
  { geoLocation: { countryCode: 'US' } },
  { geoLocation: { countryCode: '*' } },
  { region: 'us-west-2' },
);
const byDistance = located(
  'geoproximity',
  { geoProximity: { awsRegion: virginia } },
  { geoProximity: { awsRegion: singapore } },
  { region: 'us-west-2' },
);
const byAddress = (s: Input) => {
  s.zone.cidrCollections = [
    { name: 'c', locations: [{ name: 'office', blocks: ['198.51.100.0/24'] }] },
  ];
  located(
    'ip-based',
    { cidr: { collection: 'c', location: 'office' } },
    { cidr: { collection: 'c', location: '*' } },
    { subnet: '198.51.100.0/24' },
  )(s);
};
const counter = (more: object) => ({ rotate: { by: 'counter', ...more } });
/** One slow server that gets a tenth of the requests. */
const served = (s: Input) => {
  s.backends = [{ name: 'one', address: '192.0.2.1', service: '2500ms' }];
  s.clients[0].pick = 'random';
};
const struck = (verb: string) => (s: Input) => {
  s.backends = [
    { name: 'one', address: '192.0.2.1' },
    { name: 'two', address: '192.0.2.2' },
  ];
  s.clients[0].pick = 'random';
  s.events = [{ at: '100s', [verb]: 'one' }];
};
const crashing = struck('crash');
/** Two servers in places of their own, and an event. */
const strikes = (event: object) => (s: Input) => {
  s.backends = [
    { name: 'one', address: '192.0.2.1', service: '100ms', zone: 'a', region: 'us-east-1' },
    { name: 'two', address: '192.0.2.2', service: '100ms', zone: 'b', region: 'eu-west-1' },
  ];
  s.clients[0].pick = 'random';
  s.events = [{ at: '100s', name: 'it', ...event }];
};
/** By key of a target: two that differ. */
const targets = {
  zone: [{ zone: 'a' }, { zone: 'b' }],
  region: [{ region: 'us-east-1' }, { region: 'eu-west-1' }],
  share: [
    { share: '50%', of: '*' },
    { share: '100%', of: '*' },
  ],
  of: [
    { share: '50%', of: 'one' },
    { share: '50%', of: 'two' },
  ],
  'of.zone': [
    { share: '50%', of: { zone: 'a' } },
    { share: '50%', of: { zone: 'b' } },
  ],
  'of.region': [
    { share: '50%', of: { region: 'us-east-1' } },
    { share: '50%', of: { region: 'eu-west-1' } },
  ],
};
/** Two nodes in front of two servers, each in a zone of their own. */
const balanced = (s: Input) => {
  stateful(s);
  s.backends = [
    { name: 'one', address: '192.0.2.1', service: '100ms', zone: 'a', region: 'us-east-1' },
    { name: 'two', address: '192.0.2.2', service: '100ms', zone: 'b', region: 'eu-west-1' },
  ];
  s.balancers = [
    {
      name: 'lb',
      dnsName: 'lb.example.net',
      layer: 'l7',
      algorithm: 'random',
      nodes: [
        { zone: 'a', address: '203.0.113.1' },
        { zone: 'b', address: '203.0.113.2' },
      ],
      targets: ['one', 'two'],
    },
  ];
  s.clients[0].lookup = 'lb.example.net';
};
/** The same with a target group written out; the second server crashes, and there are two others. */
const grouped =
  (more: object = {}) =>
  (s: Input) => {
    balanced(s);
    s.backends.push(
      { name: 'three', address: '192.0.2.3', service: '100ms', zone: 'b', region: 'eu-west-1' },
      { name: 'four', address: '192.0.2.4', service: '100ms', zone: 'b', region: 'eu-west-1' },
    );
    delete s.balancers[0].targets;
    s.balancers[0].targetGroups = [{ name: 'g', targets: ['one', 'two'], ...more }];
    s.events = [{ at: '50s', crash: 'two', for: '90s' }];
  };
const checked = (check: object) => set('balancers.0.targetGroups.0.healthCheck', check);
const losingZone = (s: Input) => {
  balanced(s);
  s.events = [{ at: '50s', blackhole: { zone: 'a' } }];
};
const holed = struck('blackhole');
/** Open connections are what a drain closes. */
const draining = (s: Input) => {
  stateful(s);
  struck('drain')(s);
  s.clients[0].pool = {};
};
/** Something is out for a minute; names live for 30 s. */
const out = (verb: string, more: object) => (s: Input) => {
  s.events = [{ at: '100s', for: '60s', name: 'it', [verb]: more }];
};
const silent = out('authorityOutage', {});
const halfSilent = out('authorityOutage', { servers: 2 });
const retries = (more: object) => (s: Input) => {
  s.resolvers[0].upstreamRetry = more;
};
const limited = (how: object) => (s: Input) => {
  s.resolvers[0].joinLimit = how;
};
const stale = (how: object) => (s: Input) => {
  s.resolvers[0].serveStale = how;
};
const set = (path: string, value: unknown) => (s: Input) => {
  const steps = path.split('.');
  const last = steps.pop() as string;
  steps.reduce((at, step) => (at[step] ??= {}), s)[last] = value;
};

const twoNames = set('clients.0.lookup', { 'app.example.com': '50%', 'w.example.com': '50%' });

/** Clients that keep what they get for longer than their resolvers do. */
const flushing = (s: Input) => {
  stateful(s);
  s.clients[0].dns = { fixed: '90s' };
  s.events = [{ at: '100s', name: 'flush', flush: 'isp' }];
};
/** Clients in two Regions. */
const inPlaces = (s: Input) => {
  s.clients[0].place = 'eu-west-1';
  s.clients.push({ ...s.clients[0], name: 'others', place: 'us-east-1' });
};
/** Clients of a public block, whose place the one record set looks at. */
const known = (block: string) => (s: Input) => {
  s.zone.records = [
    record('app', 1, { routing: 'geolocation', geoLocation: { countryCode: '*' } }),
  ];
  s.clients[0].publicSubnet = block;
  s.resolvers[0].ecs = {};
};

const expecting = set('expect', [{ metric: 'share', below: '90%' }]);
const twice = (s: Input) =>
  s.events.push({
    ...s.events[0],
    at: '200s',
    name: 'first',
    set: { ...s.events[0].set, weight: 1 },
  });

/** By key: what must hold for it to matter, and two values that differ. */
const cases: Record<
  string,
  readonly [given: ((s: Input) => unknown)[], a: (s: Input) => unknown, b: (s: Input) => unknown]
> = {
  version: [[], () => {}, set('version', 2)],
  name: [[], () => {}, set('name', 'other')],
  description: [[], () => {}, set('description', 'words')],
  extends: [[], () => {}, set('extends', 'other.yaml')],
  seed: [[], () => {}, set('seed', 2)],
  duration: [[], () => {}, set('duration', '301s')],
  warmup: [[], () => {}, set('warmup', '60s')],
  replications: [[], () => {}, set('replications', 3)],
  window: [[], () => {}, set('window', '50s')],
  start: [[], () => {}, set('start', 'cold')],
  leadIn: [[], () => {}, set('leadIn', '10s')],
  detail: [[], set('detail', 'requests'), set('detail', 'counts')],
  zones: [
    [],
    () => {},
    (s) => {
      s.zones = [s.zone, { ...s.zone, name: 'b.example.com' }];
      delete s.zone;
      s.clients[0].lookup = 'app.b.example.com';
    },
  ],
  'zone.name': [[], () => {}, set('zone.name', 'example.org')],
  'zone.import': [[], () => {}, set('zone.import', 'listing.json')],
  'zone.private': [[], () => {}, set('zone.private', true)],
  'zone.ttl': [[], () => {}, set('zone.ttl', 60)],
  'zone.negativeTtl': [[missing], () => {}, set('zone.negativeTtl', 400)],
  'zone.edges.count': [[changing], () => {}, set('zone.edges', { count: 2 })],
  'zone.edges.recordLag': [[changing], () => {}, set('zone.edges', { recordLag: '0s' })],
  'zone.edges.pick': [[changing], () => {}, set('zone.edges', { pick: 'query' })],
  'zone.edges.healthLag': [[failing()], () => {}, set('zone.edges', { healthLag: '0s' })],
  'zone.healthChecks[].name': [
    [failing()],
    () => {},
    (s) => {
      s.zone.healthChecks[0].name = 'alive';
      s.zone.records[0].healthCheck = 'alive';
    },
  ],
  'zone.healthChecks[].backend': [[failing()], () => {}, set('zone.healthChecks.0.backend', 'two')],
  'zone.healthChecks[].type': [
    [failing('blackhole')],
    () => {},
    set('zone.healthChecks.0.type', 'tcp'),
  ],
  'zone.healthChecks[].interval': [
    [failing()],
    () => {},
    set('zone.healthChecks.0.interval', '30s'),
  ],
  'zone.healthChecks[].failureThreshold': [
    [failing()],
    () => {},
    set('zone.healthChecks.0.failureThreshold', 1),
  ],
  'zone.healthChecks[].endpoint': [
    [
      failing(),
      (s) => {
        delete s.zone.healthChecks[0].backend;
      },
    ],
    set('zone.healthChecks.0.endpoint', '192.0.2.1'),
    set('zone.healthChecks.0.endpoint', '192.0.2.2'),
  ],
  'zone.healthChecks[].status': [
    [failing()],
    set('zone.healthChecks.0', { name: 'up', status: 'healthy' }),
    set('zone.healthChecks.0', { name: 'up', status: 'unhealthy' }),
  ],
  'zone.healthChecks[].checkers': [[failing()], () => {}, set('zone.healthChecks.0.checkers', 3)],
  'zone.healthChecks[].checkers.regions': [
    [failing()],
    () => {},
    set('zone.healthChecks.0.checkers', { regions: ['us-east-1', 'us-west-1', 'sa-east-1'] }),
  ],
  'zone.healthChecks[].checkers.perRegion': [
    [failing()],
    set('zone.healthChecks.0.checkers', {}),
    set('zone.healthChecks.0.checkers', { perRegion: 1 }),
  ],
  'zone.healthChecks[].timeouts.connect': [
    [failing('blackhole')],
    () => {},
    set('zone.healthChecks.0.timeouts', { connect: '30s' }),
  ],
  'zone.healthChecks[].timeouts.response': [
    [failing(), set('zone.healthChecks.0.type', 'tcp')],
    () => {},
    set('zone.healthChecks.0.timeouts', { response: '1s' }),
  ],
  'zone.healthChecks[].probe': [[failing()], () => {}, set('zone.healthChecks.0.probe', 'queue')],
  'zone.healthChecks[].awsEndpoint': [[failing()], () => {}, inAws],
  'zone.healthChecks[].measureLatency': [
    [failing()],
    () => {},
    set('zone.healthChecks.0.measureLatency', true),
  ],
  'zone.healthChecks[].inverted': [
    [failing()],
    () => {},
    set('zone.healthChecks.0.inverted', true),
  ],
  'zone.healthChecks[].disabled': [
    [failing()],
    () => {},
    set('zone.healthChecks.0.disabled', true),
  ],
  'zone.healthChecks[].calculated.children': [
    [calculated],
    () => {},
    set('zone.healthChecks.0.calculated.children', ['other']),
  ],
  'zone.healthChecks[].calculated.threshold': [
    [calculated],
    () => {},
    set('zone.healthChecks.0.calculated.threshold', 0),
  ],
  'zone.records[].healthCheck': [
    [failing()],
    () => {},
    (s) => {
      delete s.zone.records[0].healthCheck;
    },
  ],
  'events[].change.changes[].action': [
    [batched],
    () => {},
    set('events.0.change.changes.0.action', 'DELETE'),
  ],
  'events[].change.changes': [
    [batched],
    () => {},
    (s) => s.events[0].change.changes.push({ action: 'DELETE', record: s.zone.records[0] }),
  ],
  'events[].addBackend.backend': [
    [growing],
    () => {},
    set('events.0.addBackend.backend', 'web-62'),
  ],
  'events[].addBackend.records': [[growing], () => {}, (s) => s.events[0].addBackend.records.pop()],
  'zone.selection': [[], () => {}, set('zone.selection', 'sticky')],
  'zone.order': [[], () => {}, set('zone.order', 'fixed')],
  'zone.mixedTtl': [[set('zone.records.3.ttl', 7)], () => {}, set('zone.mixedTtl', 'refuse')],
  'zone.edgeState': [[turning()], () => {}, set('zone.edgeState', 'shared')],
  'zone.records[].adaptiveTtl.by': [
    [turning({ adaptiveTtl: { by: 'source' } })],
    () => {},
    (s) => {
      s.zone.records.at(-1).adaptiveTtl.by = 'capacity';
    },
  ],
  'zone.records[].adaptiveTtl.classes': [
    [turning({ adaptiveTtl: { by: 'source' } })],
    () => {},
    (s) => {
      s.zone.records.at(-1).adaptiveTtl.classes = 2;
    },
  ],
  'zone.records[].adaptiveTtl.sameQueryRate': [
    [turning({ adaptiveTtl: { by: 'source' } })],
    () => {},
    (s) => {
      s.zone.records.at(-1).adaptiveTtl.sameQueryRate = false;
    },
  ],
  'zone.records[].capacity': [
    [turning({ adaptiveTtl: { by: 'capacity' } })],
    () => {},
    (s) => {
      s.zone.records.at(-1).capacity = 4;
    },
  ],
  'zone.records[].hotAbove': [
    [turning({ hotAbove: '20%' }, 'round-robin-2')],
    () => {},
    (s) => {
      s.zone.records.at(-1).hotAbove = '60%';
    },
  ],
  'zone.noAnswer': [[astray], () => {}, set('zone.noAnswer', 'nxdomain')],
  'zone.lastResort': [[aliased], () => {}, set('zone.lastResort', 'top')],
  'zone.records[].alias.target': [[aliased], () => {}, set('zone.records.12.alias.target', 'end')],
  'zone.records[].alias.evaluateTargetHealth': [
    [
      aliased,
      (s) => {
        const [, member] = s.zone.records.splice(12, 2);
        delete member.healthCheck;
        s.zone.records[12] = {
          ...member,
          setIdentifier: 'p',
          failover: 'PRIMARY',
          name: 'pair',
          healthCheck: 'up',
        };
        s.zone.records.push(
          {
            name: 'al',
            type: 'A',
            routing: 'failover',
            failover: 'PRIMARY',
            setIdentifier: 'a',
            alias: { target: 'pair', evaluateTargetHealth: true },
          },
          record('al', 2, { routing: 'failover', failover: 'SECONDARY' }),
        );
      },
    ],
    () => {},
    set('zone.records.15.alias.evaluateTargetHealth', false),
  ],
  'external[].name': [
    [elsewhere],
    () => {},
    (s) => {
      s.external[0].name = 'cdn.example.org';
      s.clients[0].lookup = 'cdn.example.org';
    },
  ],
  'external[].type': [
    [elsewhere],
    () => {},
    set('external.0', { name: 'cdn.example.net', type: 'TXT', ttl: 20, value: 'x' }),
  ],
  'external[].ttl': [[elsewhere], () => {}, set('external.0.ttl', 5)],
  'external[].value': [
    [elsewhere],
    () => {},
    set('external.0', { name: 'cdn.example.net', type: 'A', ttl: 20, value: '192.0.2.91' }),
  ],
  'external[].values': [[elsewhere], () => {}, set('external.0.values', ['192.0.2.91'])],
  'zone.weightedValues': [
    [
      (s) => {
        delete s.zone.records[10].value;
        s.zone.records[10].values = ['192.0.2.31', '192.0.2.32'];
      },
    ],
    () => {},
    set('zone.weightedValues', 'refuse'),
  ],
  'zone.records[].name': [[], () => {}, set('zone.records.0.name', 'other')],
  'zone.records[].type': [
    [],
    () => {},
    set('zone.records.0', { name: 'app', type: 'CNAME', value: 'w.example.com' }),
  ],
  'zone.records[].ttl': [[], () => {}, set('zone.records.0.ttl', 5)],
  'zone.records[].value': [[], () => {}, set('zone.records.0.value', '192.0.2.99')],
  'zone.records[].values': [
    [],
    () => {},
    (s) => {
      delete s.zone.records[0].value;
      s.zone.records[0].values = ['192.0.2.98'];
    },
  ],
  'zone.records[].routing': [
    [weighted],
    () => {},
    (s) => {
      for (const r of s.zone.records.slice(10)) {
        r.routing = 'multivalue';
        delete r.weight;
      }
    },
  ],
  'zone.records[].setIdentifier': [[], () => {}, set('zone.records.0.setIdentifier', 'renamed')],
  'zone.records[].weight': [[weighted], () => {}, set('zone.records.10.weight', 9)],
  'zone.records[].failover': [
    [failingOver],
    () => {},
    (s) => {
      s.zone.records[12].failover = 'SECONDARY';
      s.zone.records[13].failover = 'PRIMARY';
    },
  ],
  'population.mix': [[], () => {}, peopled({})],
  'population.resolvers': [[], peopled({}), peopled({ resolvers: 40 })],
  'population.clients': [[], peopled({}), peopled({ clients: 40 })],
  'population.lookup': [[], peopled({}), peopled({ lookup: 'w.example.com' })],
  'population.arrivals': [[], peopled({}), peopled({ arrivals: { poisson: '8/s' } })],
  'population.popularity': [[], peopled({}), peopled({ popularity: 'uniform' })],
  'resolvers[].name': [
    [],
    () => {},
    (s) => {
      s.resolvers[0].name = 'x';
      s.clients[0].resolvers = 'x';
    },
  ],
  'resolvers[].profile': [[], () => {}, set('resolvers.0.profile', 'unbound')],
  'resolvers[].profile.*': [
    [],
    set('resolvers.0.profile', { unbound: '50%', ideal: '50%' }),
    set('resolvers.0.profile', { unbound: '75%', ideal: 'rest' }),
  ],
  'resolvers[].profile.*.minTtl': [
    [],
    set('resolvers.0.profile', { unbound: '50%', ideal: '50%' }),
    set('resolvers.0.profile', { unbound: '50%', ideal: { share: '50%', minTtl: 50 } }),
  ],
  'resolvers[].deal': [
    [set('resolvers.0.profile', { unbound: '50%', ideal: '50%' })],
    set('resolvers.0.deal', 'random'),
    set('resolvers.0.deal', 'byRank'),
  ],
  'resolvers[].count': [[], () => {}, set('resolvers.0.count', 9)],
  'resolvers[].popularity': [[], () => {}, set('resolvers.0.popularity', 'uniform')],
  'resolvers[].popularity.zipf': [[], () => {}, set('resolvers.0.popularity', { zipf: 2 })],
  'resolvers[].popularity.lognormal': [
    [],
    () => {},
    set('resolvers.0.popularity', { lognormal: 1 }),
  ],
  'resolvers[].popularity.weights': [
    [],
    () => {},
    set('resolvers.0.popularity', { weights: [9, 1, 1, 1] }),
  ],
  'resolvers[].upstream': [[], () => {}, chained],
  'resolvers[].upstreamPick': [
    [chained],
    set('resolvers.0.upstreamPick', 'same'),
    set('resolvers.0.upstreamPick', 'query'),
  ],
  'resolvers[].latency.client': [[], () => {}, set('resolvers.0.latency', { client: '1s' })],
  'resolvers[].latency.upstream': [[], () => {}, slow],
  'resolvers[].base': [[], () => {}, set('resolvers.0.base', 'sorted')],
  'resolvers[].orderOnMiss': [[], () => {}, set('resolvers.0.orderOnMiss', 'bindSeeded')],
  'resolvers[].orderOnMiss.rotate.by': [
    [],
    set('resolvers.0.orderOnMiss', { rotate: { by: 'random' } }),
    set('resolvers.0.orderOnMiss', { rotate: { by: 'queryId' } }),
  ],
  'resolvers[].orderOnHit': [[], () => {}, set('resolvers.0.orderOnHit', 'shuffle')],
  'resolvers[].orderOnHit.rotate.by': [
    // By number, ways to rotate that are equal in law are equal.
    [set('detail', 'requests')],
    set('resolvers.0.orderOnHit', { rotate: { by: 'queryId' } }),
    set('resolvers.0.orderOnHit', { rotate: { by: 'queryIdTime' } }),
  ],
  'resolvers[].orderOnJoin': [[slow], () => {}, set('resolvers.0.orderOnJoin', 'shuffle')],
  'resolvers[].orderOnJoin.rotate.by': [
    [slow],
    set('resolvers.0.orderOnJoin', { rotate: { by: 'random' } }),
    set('resolvers.0.orderOnJoin', { rotate: { by: 'queryId' } }),
  ],
  'resolvers[].orderOnMiss.rotate.step': [
    [],
    set('resolvers.0.orderOnMiss', counter({ per: 'cache' })),
    set('resolvers.0.orderOnMiss', counter({ per: 'cache', step: -1 })),
  ],
  'resolvers[].orderOnMiss.rotate.per': [
    [],
    set('resolvers.0.orderOnMiss', counter({ per: 'entry' })),
    set('resolvers.0.orderOnMiss', counter({ per: 'name' })),
  ],
  'resolvers[].orderOnMiss.rotate.first': [
    [],
    set('resolvers.0.orderOnMiss', counter({ first: 0 })),
    set('resolvers.0.orderOnMiss', counter({ first: 1 })),
  ],
  'resolvers[].orderOnHit.rotate.step': [
    [],
    set('resolvers.0.orderOnHit', counter({ per: 'cache' })),
    set('resolvers.0.orderOnHit', counter({ per: 'cache', step: -1 })),
  ],
  'resolvers[].orderOnHit.rotate.per': [
    [],
    set('resolvers.0.orderOnHit', counter({ per: 'entry' })),
    set('resolvers.0.orderOnHit', counter({ per: 'name' })),
  ],
  'resolvers[].orderOnHit.rotate.first': [
    [],
    set('resolvers.0.orderOnHit', counter({ first: 0 })),
    set('resolvers.0.orderOnHit', counter({ first: 1 })),
  ],
  'resolvers[].orderOnJoin.rotate.step': [
    [slow],
    set('resolvers.0.orderOnJoin', counter({ per: 'cache' })),
    set('resolvers.0.orderOnJoin', counter({ per: 'cache', step: -1 })),
  ],
  'resolvers[].orderOnJoin.rotate.per': [
    [slow],
    set('resolvers.0.orderOnJoin', counter({ per: 'entry' })),
    set('resolvers.0.orderOnJoin', counter({ per: 'name' })),
  ],
  'resolvers[].orderOnJoin.rotate.first': [
    [slow],
    set('resolvers.0.orderOnJoin', counter({ first: 0 })),
    set('resolvers.0.orderOnJoin', counter({ first: 1 })),
  ],
  'resolvers[].frozenPer': [
    [
      set('resolvers.0.profile', 'pdns-recursor'),
      (s) => s.clients.push({ ...s.clients[0], name: 'more', queryShape: 'other' }),
    ],
    set('resolvers.0.frozenPer', 'entry'),
    set('resolvers.0.frozenPer', 'queryShape'),
  ],
  'resolvers[].ecs.v4': [
    [known('198.51.0.0/16')],
    set('resolvers.0.ecs', { v4: 24 }),
    set('resolvers.0.ecs', { v4: 16 }),
  ],
  'resolvers[].ecs.v6': [
    [known('2001:db8::/48'), set('resolvers.0.ecs', {})],
    () => {},
    set('resolvers.0.ecs', { v6: 48 }),
  ],
  'clients[].publicSubnet': [
    [known('198.51.100.0/24'), set('resolvers.0.ecs', {})],
    () => {},
    set('clients.0.publicSubnet', '198.51.0.0/16'),
  ],
  'zone.ecsScope': [
    [known('198.51.0.0/16'), set('resolvers.0.ecs', {})],
    set('zone.ecsScope', 'source'),
    set('zone.ecsScope', 'zero'),
  ],
  'resolvers[].ednsBuffer': [
    // Eight addresses of IPv6 do not fit into 512 bytes below the names of the zone's servers.
    [
      (s) => {
        s.zone.records = Array.from({ length: 12 }, (_, i) => ({
          ...record('app', i + 1, { routing: 'multivalue' }),
          type: 'AAAA',
          value: `2001:db8::${i + 1}`,
        }));
        s.zone.records.push({
          name: '@',
          type: 'NS',
          values: ['a', 'b', 'c', 'd'].map((x) => `${x.repeat(50)}.net`),
        });
        s.clients[0].family = 'v6';
      },
    ],
    () => {},
    set('resolvers.0.ednsBuffer', 0),
  ],
  'resolvers[].minTtl': [[], () => {}, set('resolvers.0.minTtl', 100)],
  'resolvers[].maxTtl': [[], () => {}, set('resolvers.0.maxTtl', 5)],
  'resolvers[].negativeTtl.min': [
    [missing],
    () => {},
    set('resolvers.0.negativeTtl', { min: 200 }),
  ],
  'resolvers[].negativeTtl.max': [[missing], () => {}, set('resolvers.0.negativeTtl', { max: 2 })],
  'resolvers[].ttlClock': [[], () => {}, seconds],
  'resolvers[].lastSecond': [[seconds], () => {}, set('resolvers.0.lastSecond', 'hit')],
  'resolvers[].ttlPassed': [
    [stateful, set('clients.0.dns', 'ttl')],
    () => {},
    set('resolvers.0.ttlPassed', 'ceil'),
  ],
  'resolvers[].upstreamRetry.servers': [[halfSilent], () => {}, retries({ servers: 1 })],
  'resolvers[].upstreamRetry.try': [[halfSilent], () => {}, retries({ try: '200ms' })],
  'resolvers[].upstreamRetry.try.rtt': [
    [halfSilent, slow],
    retries({ try: { rtt: 1 } }),
    retries({ try: { rtt: 2 } }),
  ],
  'resolvers[].upstreamRetry.try.min': [
    [halfSilent],
    retries({ try: { rtt: 1 } }),
    retries({ try: { rtt: 1, min: '1s' } }),
  ],
  'resolvers[].upstreamRetry.backoff': [
    [silent],
    retries({ try: '1s' }),
    retries({ try: '1s', backoff: 1 }),
  ],
  'resolvers[].upstreamRetry.giveUp': [[silent], () => {}, retries({ giveUp: '4s' })],
  // biome-ignore lint/suspicious/noThenProperty: the word of the format
  'resolvers[].upstreamRetry.then': [[silent], () => {}, retries({ then: 'silent' })],
  'resolvers[].upstreamRetry.holdDown': [[silent], () => {}, retries({ holdDown: '60s' })],
  'resolvers[].servfailTtl': [[silent], () => {}, set('resolvers.0.servfailTtl', 20)],
  'resolvers[].joinLimit': [[slow], () => {}, limited({ start: 1 })],
  'resolvers[].joinLimit.start': [[slow], limited({ start: 1 }), limited({ start: 2 })],
  'resolvers[].joinLimit.growth': [
    [slow],
    limited({ start: 1, growth: 0 }),
    limited({ start: 1, growth: 1 }),
  ],
  'resolvers[].joinLimit.most': [
    [slow],
    limited({ start: 1, growth: 1, most: 1 }),
    limited({ start: 1, growth: 1, most: 2 }),
  ],
  'resolvers[].joinLimit.overflow': [
    [slow],
    limited({ start: 1 }),
    limited({ start: 1, overflow: 'servfail' }),
  ],
  'resolvers[].capacity': [[twoNames], () => {}, set('resolvers.0.capacity', 1)],
  'resolvers[].rateLimit': [[stateful], () => {}, set('resolvers.0.rateLimit', '1/m')],
  'resolvers[].prefetch.minHits': [
    [],
    set('resolvers.0.prefetch', { share: '20%' }),
    set('resolvers.0.prefetch', { share: '20%', minHits: 20 }),
  ],
  'resolvers[].serveStale': [[silent], () => {}, stale({})],
  'resolvers[].serveStale.window': [[silent], stale({}), stale({ window: '5s' })],
  'resolvers[].serveStale.ttl': [
    [silent, stateful, set('clients.0.dns', 'ttl')],
    stale({ serve: 'atOnce' }),
    stale({ serve: 'atOnce', ttl: 5 }),
  ],
  'resolvers[].serveStale.ttl.atMost': [
    [silent, stateful, set('clients.0.dns', 'ttl')],
    stale({ serve: 'atOnce', ttl: { atMost: 10 } }),
    stale({ serve: 'atOnce', ttl: { atMost: 5 } }),
  ],
  'resolvers[].serveStale.serve': [[silent], stale({}), stale({ serve: 'atOnce' })],
  'resolvers[].serveStale.serve.after': [
    [silent],
    stale({ serve: { after: '1s' } }),
    stale({ serve: { after: '3s' } }),
  ],
  'resolvers[].serveStale.recheck': [[silent], stale({}), stale({ recheck: '5s' })],
  'clients[].stub.timeout': [[silent], () => {}, set('clients.0.stub', { timeout: '1s' })],
  'clients[].stub.attempts': [[silent], () => {}, set('clients.0.stub', { attempts: 1 })],
  'events[].authorityOutage.answer': [[], silent, out('authorityOutage', { answer: 'servfail' })],
  'events[].authorityOutage.servers': [[], silent, halfSilent],
  'events[].authorityOutage.edges': [[], silent, out('authorityOutage', { edges: '50%' })],
  'events[].resolverOutage.resolver': [
    [chained],
    out('resolverOutage', { resolver: 'isp' }),
    out('resolverOutage', { resolver: 'fwd' }),
  ],
  'events[].resolverOutage.members': [
    [],
    out('resolverOutage', { resolver: 'isp' }),
    out('resolverOutage', { resolver: 'isp', members: 2 }),
  ],
  'events[].resolverOutage.answer': [
    [],
    out('resolverOutage', { resolver: 'isp' }),
    out('resolverOutage', { resolver: 'isp', answer: 'refused' }),
  ],
  'resolvers[].prefetch': [
    [],
    () => {},
    set('resolvers.0.prefetch', { below: '20s', eligible: '20s' }),
  ],
  'resolvers[].prefetch.below': [
    [],
    set('resolvers.0.prefetch', { below: '20s', eligible: '20s' }),
    set('resolvers.0.prefetch', { below: '10s', eligible: '20s' }),
  ],
  'resolvers[].prefetch.eligible': [
    [],
    set('resolvers.0.prefetch', { below: '20s', eligible: '20s' }),
    set('resolvers.0.prefetch', { below: '20s', eligible: '31s' }),
  ],
  'resolvers[].prefetch.share': [
    [],
    set('resolvers.0.prefetch', { share: '20%' }),
    set('resolvers.0.prefetch', { share: '60%' }),
  ],
  'resolvers[].prefetch.plus': [
    [],
    set('resolvers.0.prefetch', { share: '20%' }),
    set('resolvers.0.prefetch', { share: '20%', plus: '9s' }),
  ],
  'resolvers[].shards': [[], () => {}, set('resolvers.0.shards', 4)],
  'resolvers[].shardPick': [
    [set('resolvers.0.shards', 4)],
    set('resolvers.0.shardPick', 'query'),
    set('resolvers.0.shardPick', 'name'),
  ],
  'resolvers[].tier2': [[], () => {}, set('resolvers.0.tier2', {})],
  'resolvers[].tier2.shards': [
    [set('resolvers.0.shards', 4)],
    set('resolvers.0.tier2', { shardPick: 'query' }),
    set('resolvers.0.tier2', { shardPick: 'query', shards: 3 }),
  ],
  'resolvers[].tier2.shardPick': [
    [set('resolvers.0.shards', 4)],
    set('resolvers.0.tier2', { shards: 4 }),
    set('resolvers.0.tier2', { shards: 4, shardPick: 'client' }),
  ],
  'resolvers[].tier2.prefetch': [
    [],
    set('resolvers.0.tier2', { prefetch: 'none' }),
    set('resolvers.0.tier2', { prefetch: { share: '60%' } }),
  ],
  'resolvers[].tier2.prefetch.below': [
    [],
    set('resolvers.0.tier2', { prefetch: { below: '20s', eligible: '20s' } }),
    set('resolvers.0.tier2', { prefetch: { below: '10s', eligible: '20s' } }),
  ],
  'resolvers[].tier2.prefetch.eligible': [
    [],
    set('resolvers.0.tier2', { prefetch: { below: '20s', eligible: '20s' } }),
    set('resolvers.0.tier2', { prefetch: { below: '20s', eligible: '31s' } }),
  ],
  'resolvers[].tier2.prefetch.share': [
    [],
    set('resolvers.0.tier2', { prefetch: { share: '20%' } }),
    set('resolvers.0.tier2', { prefetch: { share: '60%' } }),
  ],
  'resolvers[].tier2.prefetch.plus': [
    [],
    set('resolvers.0.tier2', { prefetch: { share: '20%' } }),
    set('resolvers.0.tier2', { prefetch: { share: '20%', plus: '9s' } }),
  ],
  'resolvers[].tier2.prefetch.minHits': [
    [],
    set('resolvers.0.tier2', { prefetch: { share: '60%' } }),
    set('resolvers.0.tier2', { prefetch: { share: '60%', minHits: 50 } }),
  ],
  'resolvers[].nearFirst': [
    [set('clients.0.subnet', '192.0.2.0/28'), set('clients.0.sort', 'verbatim')],
    set('resolvers.0.nearFirst', 24),
    set('resolvers.0.nearFirst', 29),
  ],
  'resolvers[].firstOnly': [
    [set('clients.0.profile', 'ideal-random'), set('clients.0.count', 20)],
    () => {},
    set('resolvers.0.firstOnly', true),
  ],
  'clients[].name': [[], () => {}, set('clients.0.name', 'other')],
  'clients[].profile': [[], () => {}, set('clients.0.profile', 'ideal-random')],
  'clients[].profile.*': [
    [],
    set('clients.0.profile', { 'one-shot': '50%', 'ideal-random': '50%' }),
    set('clients.0.profile', { 'one-shot': '75%', 'ideal-random': 'rest' }),
  ],
  'clients[].profile.*.pick': [
    [],
    set('clients.0.profile', { 'one-shot': '50%', 'ideal-random': '50%' }),
    set('clients.0.profile', {
      'one-shot': { share: 'rest', pick: 'random' },
      'ideal-random': '50%',
    }),
  ],
  'clients[].count': [
    [stateful, set('clients.0.dns', { fixed: '60s' })],
    () => {},
    set('clients.0.count', 40),
  ],
  'clients[].activity': [
    [stateful, set('clients.0.dns', { fixed: '60s' })],
    set('clients.0.activity', 'uniform'),
    set('clients.0.activity', { lognormal: 1 }),
  ],
  'clients[].activity.zipf': [
    [stateful, set('clients.0.dns', { fixed: '60s' })],
    set('clients.0.activity', { zipf: 1 }),
    set('clients.0.activity', { zipf: 2 }),
  ],
  'clients[].activity.lognormal': [
    [stateful, set('clients.0.dns', { fixed: '60s' })],
    set('clients.0.activity', { lognormal: 1 }),
    set('clients.0.activity', { lognormal: 2 }),
  ],
  'clients[].resolvers': [[chained], () => {}, set('clients.0.resolvers', 'fwd')],
  'clients[].resolvers[].share': [
    [chained],
    set('clients.0.resolvers', { isp: '70%', fwd: '30%' }),
    set('clients.0.resolvers', { isp: '20%', fwd: '80%' }),
  ],
  'clients[].resolvers[].use': [
    [chained],
    set('clients.0.resolvers', [{ share: '100%', use: 'isp' }]),
    set('clients.0.resolvers', [{ share: '100%', use: 'fwd' }]),
  ],
  'clients[].stub.pick': [
    [chained, set('clients.0.resolvers', ['isp', 'fwd'])],
    set('clients.0.stub', { pick: 'rotate' }),
    set('clients.0.stub', { pick: 'parallel' }),
  ],
  'clients[].lookup': [[], () => {}, weighted],
  'clients[].search': [
    [set('clients.0.ndots', 5)],
    set('clients.0.search', ['lan']),
    set('clients.0.search', ['lan', 'home.arpa']),
  ],
  'clients[].ndots': [
    [set('clients.0.search', ['lan'])],
    set('clients.0.ndots', 2),
    set('clients.0.ndots', 3),
  ],
  'clients[].family': [
    [
      (s) =>
        s.zone.records.push({
          ...record('app', 1, { routing: 'multivalue' }),
          type: 'AAAA',
          value: '2001:db8::1',
        }),
    ],
    set('clients.0.family', 'v4'),
    set('clients.0.family', 'v6'),
  ],
  'clients[].families': [
    [dualStack, impatient],
    set('clients.0.families', 'sorted'),
    set('clients.0.families', 'alternate'),
  ],
  'clients[].resolutionDelay': [
    [dualStack, (s) => (s.resolvers[0].latency = { upstream: { exponential: '400ms' } })],
    () => {},
    set('clients.0.resolutionDelay', '50ms'),
  ],
  'clients[].arrivals.poisson': [[], () => {}, set('clients.0.arrivals', { poisson: '5/s' })],
  'clients[].arrivals.regular': [[], () => {}, set('clients.0.arrivals', { regular: '4/s' })],
  'clients[].arrivals.closed.thinkTime': [
    [stateful],
    set('clients.0.arrivals', { closed: { thinkTime: '5s' } }),
    set('clients.0.arrivals', { closed: { thinkTime: '6s' } }),
  ],
  'clients[].arrivals.renewal.rate': [
    [],
    set('clients.0.arrivals', { renewal: { rate: '4/s', law: '1s' } }),
    set('clients.0.arrivals', { renewal: { rate: '5/s', law: '1s' } }),
  ],
  'clients[].arrivals.renewal.law': [
    [],
    set('clients.0.arrivals', { renewal: { rate: '4/s', law: '1s' } }),
    set('clients.0.arrivals', { renewal: { rate: '4/s', law: { exponential: '1s' } } }),
  ],
  ...Object.fromEntries(
    (
      [
        ['mean', '5/s'],
        ['peakToMean', 1.5],
        ['peakAt', '3h'],
      ] as const
    ).map(([key, other]) => {
      const diurnal = { mean: '4/s', peakToMean: 1.8, peakAt: '0s' };
      return [
        `clients[].arrivals.diurnal.${key}`,
        [
          [],
          set('clients.0.arrivals', { diurnal }),
          set('clients.0.arrivals', { diurnal: { ...diurnal, [key]: other } }),
        ],
      ];
    }),
  ),
  ...Object.fromEntries(
    (
      [
        ['on', '20s'],
        ['off', { exponential: '20s' }],
        ['rate', '9/s'],
      ] as const
    ).map(([key, other]) => {
      const burst = { on: '10s', off: '20s', rate: '8/s' };
      return [
        `clients[].arrivals.burst.${key}`,
        [
          [],
          set('clients.0.arrivals', { burst }),
          set('clients.0.arrivals', { burst: { ...burst, [key]: other } }),
        ],
      ];
    }),
  ),
  'clients[].arrivals.perClient': [
    [stateful],
    set('clients.0.arrivals', { regular: '1/s' }),
    set('clients.0.arrivals', { regular: '1/s', perClient: true }),
  ],
  ...Object.fromEntries(
    (
      [
        ['replay', 'other.csv'],
        ['speed', 2],
        ['loop', true],
        ['origin', -10],
        ['columns.time', 'when'],
        ['columns.client', 'who'],
        ['columns.resolver', 'whom'],
        ['columns.name', 'what'],
        ['columns.count', 'many'],
        ['columns.service', 'work'],
      ] as const
    ).map(([key, other]) => [
      `clients[].arrivals.${key}`,
      [
        [(s: Input) => Object.assign(s.clients[0], { count: 9, dns: { fixed: '1m' } }), served],
        set('clients.0.arrivals', { replay: 'day.csv' }),
        (s: Input) => {
          set('clients.0.arrivals', { replay: 'day.csv' })(s);
          set(`clients.0.arrivals.${key}`, other)(s);
        },
      ] as const,
    ]),
  ),
  'clients[].session.pages': [
    [visiting],
    () => {},
    set('clients.0.session.pages', { exponential: 5 }),
  ],
  'clients[].session.pages.exponential': [
    [visiting],
    set('clients.0.session.pages', { exponential: 5 }),
    set('clients.0.session.pages', { exponential: 6 }),
  ],
  'clients[].session.pages.uniform': [
    [visiting],
    set('clients.0.session.pages', { uniform: [1, 3] }),
    set('clients.0.session.pages', { uniform: [1, 8] }),
  ],
  'clients[].session.pages.lognormal.mean': [
    [visiting],
    set('clients.0.session.pages', { lognormal: { mean: 3, cv: 1 } }),
    set('clients.0.session.pages', { lognormal: { mean: 6, cv: 1 } }),
  ],
  'clients[].session.pages.lognormal.cv': [
    [visiting],
    set('clients.0.session.pages', { lognormal: { mean: 5, cv: 1 } }),
    set('clients.0.session.pages', { lognormal: { mean: 5, cv: 2 } }),
  ],
  'clients[].session.thinkTime': [[visiting], () => {}, set('clients.0.session.thinkTime', '4s')],
  'clients[].session.hitsPerPage': [[visiting], () => {}, set('clients.0.session.hitsPerPage', 2)],
  'clients[].session.hitsPerPage.exponential': [
    [visiting],
    set('clients.0.session.hitsPerPage', { exponential: 5 }),
    set('clients.0.session.hitsPerPage', { exponential: 6 }),
  ],
  'clients[].session.hitsPerPage.uniform': [
    [visiting],
    set('clients.0.session.hitsPerPage', { uniform: [1, 3] }),
    set('clients.0.session.hitsPerPage', { uniform: [1, 8] }),
  ],
  'clients[].session.hitsPerPage.lognormal.mean': [
    [visiting],
    set('clients.0.session.hitsPerPage', { lognormal: { mean: 3, cv: 1 } }),
    set('clients.0.session.hitsPerPage', { lognormal: { mean: 6, cv: 1 } }),
  ],
  'clients[].session.hitsPerPage.lognormal.cv': [
    [visiting],
    set('clients.0.session.hitsPerPage', { lognormal: { mean: 5, cv: 1 } }),
    set('clients.0.session.hitsPerPage', { lognormal: { mean: 5, cv: 2 } }),
  ],
  'clients[].session.lookup': [[visiting], () => {}, set('clients.0.session.lookup', 'perRequest')],
  'clients[].subnet': [[], () => {}, onSubnet],
  'clients[].subnet.from': [[onSubnets()], () => {}, onSubnets({ from: '192.0.2.64' })],
  'clients[].subnet.count': [[onSubnets()], () => {}, onSubnets({ count: 2 })],
  'clients[].subnet.prefix': [[onSubnets()], () => {}, onSubnets({ prefix: 29 })],
  'clients[].subnet.popularity': [
    [onSubnets({ popularity: { zipf: 1 } })],
    () => {},
    onSubnets({ popularity: 'uniform' }),
  ],
  'clients[].subnet.popularity.zipf': [
    [onSubnets({ popularity: { zipf: 1 } })],
    () => {},
    onSubnets({ popularity: { zipf: 2 } }),
  ],
  'clients[].subnet.popularity.lognormal': [
    [onSubnets({ popularity: { lognormal: 1 } })],
    () => {},
    onSubnets({ popularity: { lognormal: 2 } }),
  ],
  'clients[].subnet.popularity.weights': [
    [onSubnets({ popularity: { weights: [1, 1, 1, 1] } })],
    () => {},
    onSubnets({ popularity: { weights: [9, 1, 1, 1] } }),
  ],
  'clients[].interfacePrefix': [[onSubnet], () => {}, set('clients.0.interfacePrefix', 31)],
  'clients[].queryShape': [
    [
      set('resolvers.0.profile', 'pdns-recursor'),
      (s) => s.clients.push({ ...s.clients[0], name: 'more' }),
    ],
    () => {},
    set('clients.1.queryShape', 'other'),
  ],
  'clients[].dns': [[stateful], () => {}, set('clients.0.dns', 'ttl')],
  ...Object.fromEntries(
    (
      [
        ['fixed', { fixed: '20s' }, { fixed: '50s' }],
        ['atLeast', { atLeast: '40s' }, { atLeast: '80s' }],
        ['scale', { scale: 1 }, { scale: 3 }],
        ['plus', { scale: 1 }, { scale: 1, plus: '40s' }],
      ] as const
    ).map(([key, one, other]) => [
      `clients[].dns[].${key}`,
      [
        [stateful],
        set('clients.0.dns', [{ fixed: '2s' }, one]),
        set('clients.0.dns', [{ fixed: '2s' }, other]),
      ],
    ]),
  ),
  'clients[].dns[].negative': [
    [stateful, missing],
    set('clients.0.dns', [{ fixed: '2s' }, 'ttl']),
    set('clients.0.dns', [{ fixed: '2s', negative: '60s' }, 'ttl']),
  ],
  'clients[].dns.fixed': [
    [stateful],
    set('clients.0.dns', { fixed: '10s' }),
    set('clients.0.dns', { fixed: '90s' }),
  ],
  'clients[].sort': [[onSubnet], () => {}, set('clients.0.sort', 'verbatim')],
  'clients[].pick': [[], () => {}, set('clients.0.pick', 'random')],
  'clients[].connect': [[delayed], () => {}, set('clients.0.connect', 'single')],
  'clients[].connect.stagger': [
    [delayed],
    () => {},
    set('clients.0.connect', { stagger: '700ms' }),
  ],
  'clients[].connect.parallel': [
    [delayed],
    set('clients.0.connect', { stagger: '200ms', parallel: 3 }),
    set('clients.0.connect', { stagger: '200ms', parallel: 1 }),
  ],
  'clients[].connect.abort': [
    [delayed],
    set('clients.0.connect', { stagger: '200ms' }),
    set('clients.0.connect', { stagger: '200ms', abort: true }),
  ],
  'clients[].dns.atLeast': [
    [stateful],
    set('clients.0.dns', { atLeast: '10s' }),
    set('clients.0.dns', { atLeast: '90s' }),
  ],
  'clients[].dns.scale': [
    [stateful],
    set('clients.0.dns', { scale: 1 }),
    set('clients.0.dns', { scale: 3 }),
  ],
  'clients[].dns.plus': [
    [stateful],
    set('clients.0.dns', { scale: 1 }),
    set('clients.0.dns', { scale: 1, plus: '20s' }),
  ],
  'clients[].dns.grace': [
    [stateful],
    set('clients.0.dns', { fixed: '5s' }),
    set('clients.0.dns', { fixed: '5s', grace: '60s' }),
  ],
  'clients[].dns.negative': [
    [stateful, missing, set('clients.0.count', 20)],
    set('clients.0.dns', { fixed: '5s' }),
    set('clients.0.dns', { fixed: '5s', negative: '60s' }),
  ],
  'clients[].connectTimeout': [[delayed], () => {}, set('clients.0.connectTimeout', '300ms')],
  'clients[].attemptTimeout': [[delayed], () => {}, set('clients.0.attemptTimeout', '300ms')],
  'clients[].attemptTimeout.share.atLeast': [
    [impatient, set('clients.0.connectTimeout', '1s')],
    set('clients.0.attemptTimeout', { share: { atLeast: '100ms' } }),
    set('clients.0.attemptTimeout', { share: { atLeast: '900ms' } }),
  ],
  'clients[].sameAddressTries': [[impatient], () => {}, set('clients.0.sameAddressTries', 3)],
  'clients[].failMemory': [[impatient], () => {}, set('clients.0.failMemory', '60s')],
  'clients[].requestTimeout': [[delayed], () => {}, set('clients.0.requestTimeout', '300ms')],
  'clients[].retry': [[waiting], () => {}, set('clients.0.retry', retrying({}))],
  'clients[].retry.on': [
    [waiting],
    set('clients.0.retry', retrying({})),
    set('clients.0.retry', retrying({ on: ['reset'] })),
  ],
  'clients[].retry.attempts': [
    [waiting],
    set('clients.0.retry', retrying({})),
    set('clients.0.retry', retrying({ attempts: 3 })),
  ],
  'clients[].retry.backoff.initial': [
    [waiting],
    set('clients.0.retry', retrying({})),
    set('clients.0.retry', retrying({ backoff: { initial: '1s' } })),
  ],
  'clients[].retry.backoff.factor': [
    [waiting],
    set('clients.0.retry', retrying({ attempts: 4, backoff: { initial: '1s' } })),
    set('clients.0.retry', retrying({ attempts: 4, backoff: { initial: '1s', factor: 9 } })),
  ],
  'clients[].retry.backoff.max': [
    [waiting],
    set('clients.0.retry', retrying({ attempts: 4, backoff: { initial: '1s' } })),
    set('clients.0.retry', retrying({ attempts: 4, backoff: { initial: '1s', max: '1s' } })),
  ],
  'clients[].retry.backoff.jitter': [
    [waiting],
    set('clients.0.retry', retrying({ backoff: { initial: '1s' } })),
    set('clients.0.retry', retrying({ backoff: { initial: '1s', jitter: '50%' } })),
  ],
  'clients[].retry.budget': [
    [waiting],
    set('clients.0.retry', retrying({})),
    set('clients.0.retry', retrying({ budget: '1%' })),
  ],
  'clients[].retry.to': [
    [waiting],
    set('clients.0.retry', retrying({ to: 'same' })),
    set('clients.0.retry', retrying({ to: 'next' })),
  ],
  'clients[].reresolve': [
    [stateful, set('clients.0.pool', { idle: '9s' })],
    () => {},
    set('clients.0.reresolve', 'never'),
  ],
  'clients[].reresolve.onFailure.atLeast': [
    [impatient, set('clients.0.connect', 'single')],
    set('clients.0.reresolve', { onFailure: {} }),
    set('clients.0.reresolve', { onFailure: { atLeast: '100s' } }),
  ],
  'clients[].reresolve.interval': [
    [stateful],
    set('clients.0.reresolve', { interval: '5s' }),
    set('clients.0.reresolve', { interval: '50s' }),
  ],
  'clients[].pool.maxAge': [
    [stateful],
    set('clients.0.pool', {}),
    set('clients.0.pool', { maxAge: '20s' }),
  ],
  'clients[].pool.maxRequests': [
    [stateful],
    set('clients.0.pool', {}),
    set('clients.0.pool', { maxRequests: 3 }),
  ],
  'clients[].pool.streams': [
    [stateful, delayed],
    set('clients.0.pool', { maxConns: 1 }),
    set('clients.0.pool', { maxConns: 1, streams: 10 }),
  ],
  'clients[].pool.reuse': [
    [stateful, delayed],
    set('clients.0.pool', { idle: '30s' }),
    set('clients.0.pool', { idle: '30s', reuse: 'fifo' }),
  ],
  'clients[].pool.alwaysOn': [
    [stateful],
    set('clients.0.pool', { idle: '9s' }),
    set('clients.0.pool', { idle: '9s', alwaysOn: 2 }),
  ],
  'clients[].pool': [[stateful], () => {}, set('clients.0.pool', { idle: '9s' })],
  'clients[].pool.idle': [
    [stateful],
    set('clients.0.pool', { idle: '9s' }),
    set('clients.0.pool', { idle: '3s' }),
  ],
  'clients[].pool.maxConns': [
    [
      stateful,
      (s) => {
        s.network = { rtt: '9s' };
      },
    ],
    set('clients.0.pool', { maxConns: 1 }),
    set('clients.0.pool', { maxConns: 6 }),
  ],
  'backends[].name': [[owning], () => {}, set('backends.0.name', 'other')],
  'backends[].address': [[owning], () => {}, set('backends.0.address', '192.0.2.2')],
  'backends[].addresses': [
    [],
    () => {},
    (s) => {
      s.backends = [{ name: 'one', addresses: ['192.0.2.1', '192.0.2.2'] }];
    },
  ],
  'backends[].count': [
    [],
    () => {},
    (s) => {
      s.backends = [{ name: 'srv', address: '192.0.2.1-192.0.2.4', count: 4 }];
    },
  ],
  'backends[].targetShare': [
    [
      set('backends', [
        { name: 'one', address: '192.0.2.1' },
        { name: 'two', address: '192.0.2.2' },
      ]),
    ],
    () => {},
    set('backends.0.targetShare', '50%'),
  ],
  'backends[].service': [[served], () => {}, set('backends.0.service', '2s')],
  'backends[].workers': [[served], () => {}, set('backends.0.workers', 3)],
  'backends[].discipline': [[served], () => {}, set('backends.0.discipline', 'lifo')],
  'backends[].queueLimit': [[served], () => {}, set('backends.0.queueLimit', 1)],
  'backends[].overflow': [
    [served, set('backends.0.queueLimit', 1)],
    set('backends.0.overflow', 503),
    set('backends.0.overflow', 'silent'),
  ],
  'backends[].timeout': [[served], () => {}, set('backends.0.timeout', '2s')],
  'backends[].slowStart': [
    [served, failing(), set('backends.0.service', '2500ms'), lastingFault],
    () => {},
    set('backends.0.slowStart', '60s'),
  ],
  'backends[].keepAlive': [
    [owning, stateful, set('clients.0.pool', {})],
    () => {},
    set('backends.0.keepAlive', { idle: '2s' }),
  ],
  'backends[].keepAlive.idle': [
    [owning, stateful, set('clients.0.pool', {})],
    set('backends.0.keepAlive', { idle: '2s' }),
    set('backends.0.keepAlive', { idle: '20s' }),
  ],
  'backends[].keepAlive.maxAge': [
    [owning, stateful, set('clients.0.pool', {})],
    set('backends.0.keepAlive', { maxAge: '10s' }),
    set('backends.0.keepAlive', { maxAge: '30s' }),
  ],
  'backends[].keepAlive.maxRequests': [
    [owning, stateful, set('clients.0.pool', {})],
    set('backends.0.keepAlive', { maxRequests: 1 }),
    set('backends.0.keepAlive', { maxRequests: 5 }),
  ],
  'backends[].abandoned': [
    [served, set('clients.0.requestTimeout', '2s')],
    () => {},
    set('backends.0.abandoned', 'cancel'),
  ],
  'network.loss': [[], () => {}, set('network', { loss: '10%' })],
  'network.rtt': [[], () => {}, set('network', { rtt: '50ms' })],
  'network.rtt.default': [
    [],
    set('network', { rtt: { default: '50ms' } }),
    set('network', { rtt: { default: '90ms' } }),
  ],
  'network.rtt.within': [
    [near, set('network', { rtt: { within: '50ms' } })],
    () => {},
    set('network.rtt.within', '90ms'),
  ],
  'network.places': [
    [near, set('network', { rtt: 'distance' })],
    () => {},
    (s) => {
      s.network.places = { home: { region: 'us-east-1' } };
      delete s.clients[0].region;
      s.clients[0].place = 'home';
    },
  ],
  'network.routingLatency.default': [
    [byLatency],
    () => {},
    set('network', { routingLatency: { default: '1ms', 'us-west-2': { 'us-east-1': '2ms' } } }),
  ],
  'network.routingLatency.within': [
    [byLatency, set('resolvers.0.region', 'ap-southeast-1')],
    () => {},
    set('network', { routingLatency: { within: '900ms' } }),
  ],
  'resolvers[].region': [[byLatency], () => {}, set('resolvers.0.region', 'ap-southeast-1')],
  'resolvers[].place': [
    [byLatency, set('network', { places: { here: { region: 'eu-west-1' } } })],
    () => {},
    (s) => {
      delete s.resolvers[0].region;
      s.resolvers[0].place = 'ap-southeast-2';
    },
  ],
  'resolvers[].subnet': [[byAddress], () => {}, set('resolvers.0.subnet', '192.0.2.0/24')],
  'zone.cidrCollections[].name': [
    [byAddress],
    () => {},
    (s) => {
      s.zone.cidrCollections[0].name = 'd';
      for (const { cidr } of s.zone.records) if (cidr) cidr.collection = 'd';
      s.zone.records.at(-1).cidr.collection = 'c';
    },
  ],
  'zone.cidrCollections[].locations[].name': [
    [byAddress],
    () => {},
    set('zone.cidrCollections.0.locations.0.name', 'home'),
  ],
  'zone.cidrCollections[].locations[].blocks': [
    [byAddress],
    () => {},
    set('zone.cidrCollections.0.locations.0.blocks', ['192.0.2.0/24']),
  ],
  'zone.records[].region': [[byLatency], () => {}, set('zone.records.13.region', 'us-west-1')],
  'zone.records[].geoLocation.continentCode': [
    [byCountry],
    () => {},
    set('zone.records.12.geoLocation', { continentCode: 'AS' }),
  ],
  'zone.records[].geoLocation.countryCode': [
    [byCountry],
    () => {},
    set('zone.records.12.geoLocation.countryCode', 'CA'),
  ],
  'zone.records[].geoLocation.subdivisionCode': [
    [byCountry],
    () => {},
    set('zone.records.12.geoLocation.subdivisionCode', 'WA'),
  ],
  'zone.records[].geoProximity.awsRegion': [
    [byDistance],
    () => {},
    set('zone.records.13.geoProximity.awsRegion', 'us-west-1'),
  ],
  'zone.records[].geoProximity.localZoneGroup': [
    [byDistance],
    () => {},
    set('zone.records.13.geoProximity', { localZoneGroup: 'us-west-2-lax-1' }),
  ],
  'zone.records[].geoProximity.coordinates.latitude': [
    [
      byDistance,
      set('zone.records.13.geoProximity', { coordinates: { latitude: -60, longitude: -120 } }),
    ],
    () => {},
    set('zone.records.13.geoProximity.coordinates.latitude', 40),
  ],
  'zone.records[].geoProximity.coordinates.longitude': [
    [byDistance],
    () => {},
    set('zone.records.13.geoProximity', { coordinates: { latitude: 40, longitude: -120 } }),
  ],
  'zone.records[].geoProximity.bias': [
    [byDistance],
    () => {},
    set('zone.records.13.geoProximity.bias', 99),
  ],
  'zone.records[].cidr.collection': [
    [byAddress],
    () => {},
    set('zone.records.12.cidr.collection', 'd'),
  ],
  'zone.records[].cidr.location': [
    [byAddress],
    () => {},
    (s) => {
      s.zone.records[12].cidr.location = '*';
      s.zone.records[13].cidr.location = 'office';
    },
  ],
  'clients[].region': [
    [near, set('network', { rtt: 'distance' })],
    () => {},
    set('clients.0.region', 'us-east-1'),
  ],
  'clients[].place': [
    [
      set('network', { places: { x: { region: 'eu-west-1' } }, rtt: { x: { 'us-east-1': '1s' } } }),
      owning,
      set('backends.0.region', 'us-east-1'),
    ],
    () => {},
    set('clients.0.place', 'x'),
  ],
  'backends[].region': [
    [near, set('network', { rtt: 'distance' })],
    () => {},
    set('backends.0.region', 'us-east-1'),
  ],
  'events[].at': [[changing], () => {}, set('events.0.at', '250s')],
  'events[].name': [[changing], () => {}, set('events.0.name', 'shift')],
  'events[].curve.bin': [[changing], () => {}, set('events.0.curve', { bin: '7s' })],
  'events[].curve.until': [[changing], () => {}, set('events.0.curve', { until: '50s' })],
  'events[].curve.at': [[changing], () => {}, set('events.0.curve', { at: ['5s', '20s'] })],
  'events[].set.name': [
    [
      changing,
      set(
        'zone.records.12',
        record('v', 23, { routing: 'weighted', weight: 1, setIdentifier: 'web-21' }),
      ),
    ],
    () => {},
    set('events.0.set.name', 'v'),
  ],
  'events[].set.type': [[changing], () => {}, set('events.0.set.type', 'AAAA')],
  'events[].set.setIdentifier': [[changing], () => {}, set('events.0.set.setIdentifier', 'web-22')],
  'events[].set.weight': [[changing], () => {}, set('events.0.set.weight', 0)],
  'events[].set.ttl': [
    [weighted],
    (s) => {
      s.events = [{ at: '100s', set: { name: 'app', setIdentifier: 'web-1', ttl: 1 } }];
      s.clients[0].lookup = 'app.example.com';
    },
    (s) => {
      s.events = [{ at: '100s', set: { name: 'app', setIdentifier: 'web-1', ttl: 2 } }];
      s.clients[0].lookup = 'app.example.com';
    },
  ],
  'events[].set.value': [
    [weighted],
    (s) => {
      s.events = [{ at: '100s', set: { name: 'w', setIdentifier: 'web-21', value: '192.0.2.50' } }];
    },
    (s) => {
      s.events = [{ at: '100s', set: { name: 'w', setIdentifier: 'web-21', value: '192.0.2.51' } }];
    },
  ],
  'events[].for': [[crashing], () => {}, set('events.0.for', '20s')],
  'events[].crash': [[crashing], () => {}, set('events.0.crash', 'two')],
  'events[].crash.target': [
    [crashing],
    set('events.0.crash', { target: 'one' }),
    set('events.0.crash', { target: ['one', 'two'] }),
  ],
  'events[].blackhole': [[holed], () => {}, set('events.0.blackhole', 'two')],
  'events[].blackhole.target': [
    [holed],
    set('events.0.blackhole', { target: 'one' }),
    set('events.0.blackhole', { target: 't*' }),
  ],
  'events[].drain': [[draining], () => {}, set('events.0.drain', 'two')],
  'events[].drain.target': [
    [draining],
    set('events.0.drain', { target: 'one' }),
    set('events.0.drain', { target: ['one', 'two'] }),
  ],
  'events[].drain.close': [
    [draining],
    set('events.0.drain', { target: 'one', close: true }),
    set('events.0.drain', { target: 'one', close: false }),
  ],
  'events[].every': [
    [],
    (s) => {
      strikes({ crash: 'one', every: '80s', for: '10s' })(s);
      delete s.events[0].at;
    },
    (s) => {
      strikes({ crash: 'one', every: '90s', for: '10s' })(s);
      delete s.events[0].at;
    },
  ],
  'events[].removeBackend.backend': [
    [],
    strikes({ removeBackend: { backend: 'one' } }),
    strikes({ removeBackend: { backend: 'two' } }),
  ],
  'events[].removeBackend.records': [
    [],
    strikes({ removeBackend: { backend: 'one' } }),
    strikes({ removeBackend: { backend: 'one', records: 'keep' } }),
  ],
  'events[].removeBackend.stopAfter': [
    [],
    strikes({ removeBackend: { backend: 'one' } }),
    strikes({ removeBackend: { backend: 'one', stopAfter: '9s' } }),
  ],
  ...Object.fromEntries(
    Object.entries({
      backends: [{}, { backends: 'one' }],
      'backends.zone': [{ backends: { zone: 'a' } }, { backends: { zone: 'b' } }],
      'backends.region': [
        { backends: { region: 'us-east-1' } },
        { backends: { region: 'eu-west-1' } },
      ],
      'backends.share': [{}, { backends: { share: '50%', of: '*' } }],
      'backends.of': [{}, { backends: { share: '50%', of: 'one' } }],
      'backends.of.zone': [{}, { backends: { share: '50%', of: { zone: 'a' } } }],
      'backends.of.region': [{}, { backends: { share: '50%', of: { region: 'us-east-1' } } }],
      batch: [{}, { batch: 2 }],
      every: [{}, { every: '50s' }],
      deregister: [{}, { deregister: 'none' }],
      wait: [{}, { wait: '5s' }],
      down: [{}, { down: '9s' }],
      close: [{ wait: '5s' }, { wait: '5s', close: false }],
    }).map(([key, [a, b]]) => {
      const whole = { backends: ['one', 'two'], every: '40s', down: '10s' };
      const given = (more: object | undefined) => (s: Input) => {
        stateful(s);
        strikes({ deploy: { ...whole, ...more } })(s);
        s.clients[0].pool = {};
      };
      return [`events[].deploy.${key}`, [[], given(a), given(b)]] as const;
    }),
  ),
  'events[].unreachable': [[struck('unreachable')], () => {}, set('events.0.unreachable', 'two')],
  'events[].unreachable.target': [
    [],
    strikes({ unreachable: { target: 'one' } }),
    strikes({ unreachable: { target: 'two' } }),
  ],
  'events[].unreachable.after': [
    [],
    strikes({ unreachable: { target: 'one', after: '100ms' } }),
    strikes({ unreachable: { target: 'one', after: '100s' } }),
  ],
  'events[].flush': [[flushing], () => {}, set('events.0.flush', 'users')],
  'events[].surge.clients': [
    [inPlaces],
    strikes({ surge: { clients: 'users', factor: 2 } }),
    strikes({ surge: { clients: 'others', factor: 2 } }),
  ],
  'events[].surge.factor': [
    [],
    strikes({ surge: { clients: 'users', factor: 2 } }),
    strikes({ surge: { clients: 'users', factor: 3 } }),
  ],
  'events[].surge.as': [
    [stateful],
    strikes({ surge: { clients: 'users', factor: 2 } }),
    strikes({ surge: { clients: 'users', factor: 2, as: 'newClients' } }),
  ],
  'events[].partition.target': [
    [inPlaces],
    strikes({ partition: { target: 'one', from: 'eu-west-1' } }),
    strikes({ partition: { target: 'two', from: 'eu-west-1' } }),
  ],
  'events[].partition.from': [
    [inPlaces],
    strikes({ partition: { target: 'one', from: 'eu-west-1' } }),
    strikes({ partition: { target: 'one', from: ['eu-west-1', 'us-east-1'] } }),
  ],
  'events[].slow.target': [
    [],
    strikes({ slow: { target: 'one', factor: 2 } }),
    strikes({ slow: { target: 'two', factor: 2 } }),
  ],
  'events[].slow.factor': [
    [],
    strikes({ slow: { target: 'one', factor: 2 } }),
    strikes({ slow: { target: 'one', factor: 3 } }),
  ],
  'events[].errors.target': [
    [],
    strikes({ errors: { target: 'one', share: 0.5 } }),
    strikes({ errors: { target: 'two', share: 0.5 } }),
  ],
  'events[].errors.share': [
    [],
    strikes({ errors: { target: 'one', share: 0.5 } }),
    strikes({ errors: { target: 'one', share: 0.6 } }),
  ],
  ...Object.fromEntries(
    ['crash', 'blackhole', 'unreachable', 'drain'].flatMap((verb) =>
      Object.entries(targets).map(([key, [a, b]]) => [
        `events[].${verb}.${key}`,
        [[], strikes({ [verb]: a }), strikes({ [verb]: b })],
      ]),
    ),
  ),
  ...Object.fromEntries(
    [
      ['crash', 'blackhole', 'unreachable', 'drain'],
      ['slow', 'errors', 'flap', 'partition'],
    ]
      .flat()
      .flatMap((verb) => {
        const more = {
          slow: { factor: 2 },
          errors: { share: 0.9 },
          flap: { up: '9s', down: '9s' },
          partition: { from: 'eu-west-1' },
        };
        const own = more[verb as keyof typeof more] ?? {};
        return Object.entries(targets).map(([key, [a, b]]) => [
          `events[].${verb}.target.${key}`,
          [
            verb === 'partition' ? [inPlaces] : [],
            strikes({ [verb]: { target: a, ...own } }),
            strikes({ [verb]: { target: b, ...own } }),
          ],
        ]);
      }),
  ),
  'events[].flap.target': [
    [],
    strikes({ flap: { target: 'one', up: '9s', down: '9s' } }),
    strikes({ flap: { target: 'two', up: '9s', down: '9s' } }),
  ],
  'events[].flap.up': [
    [],
    strikes({ flap: { target: 'one', up: '9s', down: '9s' } }),
    strikes({ flap: { target: 'one', up: '8s', down: '9s' } }),
  ],
  'events[].flap.down': [
    [],
    strikes({ flap: { target: 'one', up: '9s', down: '9s' } }),
    strikes({ flap: { target: 'one', up: '9s', down: '8s' } }),
  ],
  'events[].flap.as': [
    [],
    strikes({ flap: { target: 'one', up: '9s', down: '9s' } }),
    strikes({ flap: { target: 'one', up: '9s', down: '9s', as: 'blackhole' } }),
  ],
  'backends[].zone': [[strikes({ crash: { zone: 'a' } })], () => {}, set('backends.1.zone', 'a')],
  'balancers[].name': [[balanced], () => {}, set('balancers.0.name', 'front')],
  'balancers[].dnsName': [
    [balanced],
    () => {},
    (s) => {
      s.balancers[0].dnsName = 'front.example.net';
      s.clients[0].lookup = 'front.example.net';
    },
  ],
  'balancers[].layer': [[balanced], () => {}, set('balancers.0.layer', 'l4')],
  'balancers[].algorithm': [[balanced], () => {}, set('balancers.0.algorithm', 'round-robin')],
  'balancers[].algorithm.powerOf': [
    [balanced],
    set('balancers.0.algorithm', { powerOf: 1 }),
    set('balancers.0.algorithm', { powerOf: 2 }),
  ],
  'balancers[].nodes[].zone': [
    [balanced, set('balancers.0.crossZone', false)],
    () => {},
    set('balancers.0.nodes.1.zone', 'a'),
  ],
  'balancers[].nodes[].address': [
    [balanced],
    () => {},
    set('balancers.0.nodes.1.address', '203.0.113.3'),
  ],
  'balancers[].targets': [[balanced], () => {}, set('balancers.0.targets', 'one')],
  'balancers[].targets.zone': [
    [balanced],
    set('balancers.0.targets', { zone: 'a' }),
    set('balancers.0.targets', { zone: 'b' }),
  ],
  'balancers[].targets.region': [
    [balanced],
    set('balancers.0.targets', { region: 'us-east-1' }),
    set('balancers.0.targets', { region: 'eu-west-1' }),
  ],
  'balancers[].targetGroups[].name': [
    [grouped()],
    () => {},
    set('balancers.0.targetGroups.0.name', 'other'),
  ],
  'balancers[].targetGroups[].targets': [
    [grouped()],
    () => {},
    set('balancers.0.targetGroups.0.targets', ['one', 'three']),
  ],
  'balancers[].targetGroups[].targets.zone': [
    [grouped()],
    set('balancers.0.targetGroups.0.targets', { zone: 'a' }),
    set('balancers.0.targetGroups.0.targets', { zone: 'b' }),
  ],
  'balancers[].targetGroups[].targets.region': [
    [grouped()],
    set('balancers.0.targetGroups.0.targets', { region: 'us-east-1' }),
    set('balancers.0.targetGroups.0.targets', { region: 'eu-west-1' }),
  ],
  'balancers[].targetGroups[].weight': [
    [
      grouped(),
      (s) => s.balancers[0].targetGroups.push({ name: 'h', targets: ['three', 'four'], weight: 3 }),
    ],
    () => {},
    set('balancers.0.targetGroups.0.weight', 9),
  ],
  'balancers[].targetGroups[].healthCheck.interval': [
    [grouped()],
    () => {},
    checked({ interval: '10s' }),
  ],
  'balancers[].targetGroups[].healthCheck.timeout': [
    [grouped(), set('events.0', { at: '50s', blackhole: 'two' })],
    () => {},
    checked({ timeout: '20s' }),
  ],
  'balancers[].targetGroups[].healthCheck.healthyThreshold': [
    [grouped({ healthCheck: { interval: '10s' } })],
    () => {},
    checked({ interval: '10s', healthyThreshold: 2 }),
  ],
  'balancers[].targetGroups[].healthCheck.unhealthyThreshold': [
    [grouped({ healthCheck: { interval: '10s' } })],
    () => {},
    checked({ interval: '10s', unhealthyThreshold: 5 }),
  ],
  'balancers[].targetGroups[].deregistrationDelay': [
    [
      grouped(),
      set('backends.1.service', '40s'),
      set('events.0', { at: '50s', removeBackend: { backend: 'two', records: 'remove' } }),
    ],
    () => {},
    set('balancers.0.targetGroups.0.deregistrationDelay', '1s'),
  ],
  'balancers[].targetGroups[].slowStart': [
    [grouped({ healthCheck: { interval: '5s', timeout: '2s', healthyThreshold: 2 } })],
    () => {},
    set('balancers.0.targetGroups.0.slowStart', '60s'),
  ],
  'balancers[].failOpen': [
    [grouped({ targets: ['two'] })],
    () => {},
    set('balancers.0.failOpen', false),
  ],
  'balancers[].stickiness': [[balanced], () => {}, set('balancers.0.stickiness', '1d')],
  'balancers[].crossZone': [[balanced], () => {}, set('balancers.0.crossZone', false)],
  'balancers[].targetTimeout': [[balanced], () => {}, set('balancers.0.targetTimeout', '50ms')],
  'balancers[].nodeDetection': [[losingZone], () => {}, set('balancers.0.nodeDetection', '100s')],
  'zone.elbAnswers': [[balanced], () => {}, set('zone.elbAnswers', 1)],
  'expect[].metric': [[expecting], () => {}, set('expect.0.metric', 'intended-share')],
  'expect[].backend': [[expecting], () => {}, set('expect.0.backend', 'web-1')],
  'expect[].client': [
    [set('expect', [{ metric: 'made', below: 9e9 }])],
    () => {},
    set('expect.0.client', 'users'),
  ],
  'expect[].resolver': [
    [set('expect', [{ metric: 'queries', below: 9e9 }]), chained],
    () => {},
    set('expect.0.resolver', 'fwd'),
  ],
  'expect[].event': [
    [changing, twice, set('expect', [{ metric: 'stale-area', below: '9s' }])],
    () => {},
    set('expect.0.event', 'first'),
  ],
  'expect[].quantile': [
    [set('expect', [{ metric: 'peak-to-mean', below: 2 }])],
    () => {},
    set('expect.0.quantile', 'p99'),
  ],
  'expect[].to': [
    [changing, set('expect', [{ metric: 'settle', to: '50%', below: '9s' }])],
    () => {},
    set('expect.0.to', '99%'),
  ],
  'expect[].from': [
    [set('expect', [{ metric: 'failures', below: '1%' }])],
    () => {},
    set('expect.0.from', '100s'),
  ],
  'expect[].until': [
    [set('expect', [{ metric: 'failures', below: '1%' }])],
    () => {},
    set('expect.0.until', '100s'),
  ],
  'expect[].against': [
    [set('expect', [{ metric: 'answer-share' }])],
    () => {},
    set('expect.0.against', 'equal'),
  ],
  'expect[].test': [
    [set('expect', [{ metric: 'answer-share' }])],
    () => {},
    set('expect.0.test', 'exact'),
  ],
  'expect[].level': [
    [set('expect', [{ metric: 'answer-share' }])],
    () => {},
    set('expect.0.level', '5%'),
  ],
  'expect[].below': [[expecting], () => {}, set('expect.0.below', '80%')],
  'expect[].above': [[expecting], () => {}, set('expect.0.above', '80%')],
  'expect[].between': [
    [expecting],
    () => {},
    set('expect', [{ metric: 'share', between: ['1%', '2%'] }]),
  ],
  'prices.queries.standard.first': [[], () => {}, set('prices.queries.standard.first', 7)],
  'prices.queries.standard.above': [
    [set('prices.queries.tier', 1)],
    () => {},
    set('prices.queries.standard.above', 7),
  ],
  'prices.queries.latency.first': [[byLatency], () => {}, set('prices.queries.latency.first', 7)],
  'prices.queries.latency.above': [
    [byLatency, set('prices.queries.tier', 1)],
    () => {},
    set('prices.queries.latency.above', 7),
  ],
  'prices.queries.geo.first': [[byCountry], () => {}, set('prices.queries.geo.first', 7)],
  'prices.queries.geo.above': [
    [byCountry, set('prices.queries.tier', 1)],
    () => {},
    set('prices.queries.geo.above', 7),
  ],
  'prices.queries.ipBased.first': [[byAddress], () => {}, set('prices.queries.ipBased.first', 7)],
  'prices.queries.ipBased.above': [
    [byAddress, set('prices.queries.tier', 1)],
    () => {},
    set('prices.queries.ipBased.above', 7),
  ],
  'prices.queries.tierPer': [
    [
      byLatency,
      set('clients.0.lookup', { 'app.example.com': '50%', 'g.example.com': '50%' }),
      set('prices.queries.tier', 5),
    ],
    () => {},
    set('prices.queries.tierPer', 'account'),
  ],
  'prices.queries.tier': [[], () => {}, set('prices.queries.tier', 10)],
  'prices.hostedZones.first': [[], () => {}, set('prices.hostedZones.first', 7)],
  'prices.hostedZones.above': [
    [set('prices.hostedZones.tier', 0)],
    () => {},
    set('prices.hostedZones.above', 7),
  ],
  'prices.hostedZones.tier': [[], () => {}, set('prices.hostedZones.tier', 0)],
  'prices.records.free': [[], () => {}, set('prices.records.free', 3)],
  'prices.records.above': [
    [set('prices.records.free', 3)],
    () => {},
    set('prices.records.above', 7),
  ],
  'prices.healthChecks.aws': [
    [failing(), inAws, set('prices.healthChecks.free', 0)],
    () => {},
    set('prices.healthChecks.aws', 7),
  ],
  'prices.healthChecks.free': [[failing(), inAws], () => {}, set('prices.healthChecks.free', 0)],
  'prices.healthChecks.other': [[failing()], () => {}, set('prices.healthChecks.other', 7)],
  'prices.healthChecks.awsOption': [
    [failing(), inAws],
    () => {},
    set('prices.healthChecks.awsOption', 7),
  ],
  'prices.healthChecks.otherOption': [
    [failing()],
    () => {},
    set('prices.healthChecks.otherOption', 7),
  ],
  'prices.asOf': [[], () => {}, set('prices.asOf', '2027-01-01')],
  'prices.source': [[], () => {}, set('prices.source', 'our contract')],
  skewAgainst: [[weighted], () => {}, set('skewAgainst', 'equal')],
  history: [[stateful, set('clients.0.pool', {})], () => {}, set('history', '10s')],
  strictBackends: [[], () => {}, set('strictBackends', true)],
};

const heads = 'time,when,client,who,resolver,whom,name,what,count,many,service,work';
/** Requests of two clients at two resolvers, by columns of two names each. */
const replayed = (...rows: readonly number[]) =>
  [
    heads,
    ...rows.map(
      (at) =>
        `${at},${2 * at},a,b${at % 9},isp/1,isp/${(at % 4) + 1},app.example.com,x.org,1,2,0.5,${at % 7}`,
    ),
  ].join('\n');
const REPLAYED: Readonly<Record<string, string>> = {
  'day.csv': replayed(...Array.from({ length: 60 }, (_, i) => 3 * i)),
  'other.csv': replayed(...Array.from({ length: 50 }, (_, i) => 3 * i)),
};

/** Everything a user can see of a scenario: its refusal, or its study and what one replication measures. */
function outcome(input: Input): string {
  try {
    const { scenario, expectations, ...study } = parseScenario(JSON.stringify(input), {
      file: 'base.yaml',
      read: (path) => REPLAYED[path] ?? '',
    });
    const events = [...scenario.events, ...(input['x-fault'] ? [input['x-fault']] : [])];
    const measured = simulate({ ...scenario, events }, study.seed, 1);
    const plain = (_key: string, value: unknown) =>
      value instanceof Histogram
        ? value.buckets()
        : ArrayBuffer.isView(value)
          ? [...(value as Float64Array)]
          : value;
    const { name, description } = scenario;
    return JSON.stringify(
      {
        name,
        description,
        seed: study.seed,
        replications: study.replications,
        measured,
        prices: [scenario.prices.asOf, scenario.prices.source],
        expectations,
        profiles: scenario.clients.map((c) => c.name),
      },
      plain,
    );
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems.map(({ message }) => message).join();
    throw error;
  }
}

const build = (...steps: ((s: Input) => unknown)[]) => {
  const input = base();
  for (const step of steps) step(input);
  return input;
};

describe.each(Object.entries(cases))('%s', (path, [given, a, b]) => {
  it('has a consequence', () => {
    const before = outcome(build(...given, a));
    const after = outcome(build(...given, b));
    expect(after).not.toBe(before);
    const refusals = [
      'version',
      'extends',
      'detail',
      'zone.import',
      'zone.name',
      'zone.mixedTtl',
      'zone.weightedValues',
      'zone.healthChecks[].probe',
      'zone.healthChecks[].timeouts.response',
      'zone.records[].type',
      'zone.records[].cidr.collection',
      'zone.cidrCollections[].name',
      'zone.cidrCollections[].locations[].name',
      'events[].set.type',
      'strictBackends',
      'events[].deploy.backends.share',
      'events[].deploy.backends.of',
      'events[].deploy.backends.of.zone',
      'events[].deploy.backends.of.region',
      'expect[].against',
      'expect[].test',
      'clients[].arrivals.columns.name',
    ];
    if (!refusals.includes(path)) expect(after).toMatch(/^\{/);
    expect(before).toMatch(/^\{/);
  });
});

/** Definitions whose keys are keys of the scenario; others, such as laws, are forms of a value. */
const KEYED = ['zone', 'record'];

it('has an entry above for every key of the schema', () => {
  const keys = new Set<string>();
  const root = scenarioJsonSchema() as Input;
  const walk = (written: Input, path: string) => {
    const definition = written.$ref?.replace('#/definitions/', '');
    const schema = KEYED.includes(definition) ? root.definitions[definition] : written;
    for (const branch of [
      ...(schema.anyOf ?? []),
      ...(schema.oneOf ?? []),
      ...(schema.allOf ?? []),
    ])
      walk(branch, path);
    for (const [key, value] of Object.entries(schema.properties ?? {})) {
      const inner = path ? `${path}.${key}` : key;
      keys.add(
        inner
          .replace(/^zones\[\]/, 'zone')
          .replace('events[].addBackend.records[]', 'zone.records[]')
          .replace('events[].change.changes[].record', 'zone.records[]')
          .replace(/^(resolvers|clients)\[\]\.profile\..*/, '$1[].profile.*')
          .replace(/^population\.(arrivals|popularity)\..*/, 'population.$1'),
      );
      walk(value, inner);
    }
    if (schema.items && !Array.isArray(schema.items)) walk(schema.items, `${path}[]`);
  };
  walk(root, '');
  const covered = Object.keys(cases);
  const isCovered = (key: string) =>
    covered.includes(key) ||
    covered.some((c) => c.startsWith(`${key}.`) || c.startsWith(`${key}[]`));
  expect([...keys].filter((key) => !isCovered(key))).toEqual([]);
});
