import { describe, expect, it } from 'vitest';
import { explainQuery } from '../../experiments/explain/query/index.ts';
import { mistakes, read, SAMPLE, sampleAnd, sampleWith } from './sample.ts';

const mixed = (mix: string) => sampleWith('profile: unbound', `profile: ${mix}`);
const clients = (mix: string) => sampleWith('profile: chrome-windows', `profile: ${mix}`);
const EXTENDED = '{ isp-pool: 91.26%, isp-ttl-extender: { share: 8.74%, minTtl: 300 } }';

describe('a mix of resolver profiles', () => {
  const [pool, extender] = read(mixed(EXTENDED)).scenario.resolvers;

  it('becomes a group of each profile, side by side, members apportioned by largest remainder', () => {
    expect([pool?.name, pool?.profile, pool?.count]).toEqual(['isp/isp-pool', 'isp-pool', 18]);
    expect([extender?.name, extender?.count]).toEqual(['isp/isp-ttl-extender', 2]);
    expect(pool?.mix).toEqual({ of: 'isp', count: 20, deal: 'random' });
    expect(extender?.behaviour.minTtl).toBe(300);
    expect(extender?.behaviour.shards).toBe(pool?.behaviour.shards);
  });

  it('has its parts asked by the share of clients that they can expect', () => {
    expect(read(mixed(EXTENDED)).scenario.clients[0]?.resolvers).toEqual([
      { group: 'isp/isp-pool', share: 0.9 },
      { group: 'isp/isp-ttl-extender', share: 0.1 },
    ]);
    const popular = mixed('{ knot: 50%, unbound: 50% }').replace(
      'count: 20 }',
      'count: 4, popularity: { weights: [1, 4, 3, 2] }, deal: byRank }',
    );
    const [knot, unbound] = read(popular).scenario.clients[0]?.resolvers ?? [];
    expect([knot?.share, unbound?.share]).toEqual([0.7, expect.closeTo(0.3, 12)]);
    const lognormal = popular.replace('weights: [1, 4, 3, 2]', 'lognormal: 1');
    const [first, second] = read(lognormal).scenario.clients[0]?.resolvers ?? [];
    expect(first?.share).toBeGreaterThan(0.7);
    expect((first?.share ?? 0) + (second?.share ?? 0)).toBeCloseTo(1, 12);
  });

  it('may leave the rest to one profile, and gives a share of 0 to nobody', () => {
    const parts = (mix: string) =>
      read(mixed(mix)).scenario.resolvers.map(({ name, count }) => `${name} ${count}`);
    expect(parts('{ unbound: rest, knot: { share: 25% } }')).toEqual([
      'isp/unbound 15',
      'isp/knot 5',
    ]);
    expect(parts('{ unbound: 100%, knot: 0% }')).toEqual(['isp/unbound 20']);
  });

  it('is a value that --set and sweeps can reach into', () => {
    const set = ['resolvers.isp.profile.isp-ttl-extender.share=25%'];
    const text = mixed('{ isp-pool: rest, isp-ttl-extender: { share: 8.74%, minTtl: 300 } }');
    expect(read(text, { set }).scenario.resolvers.map(({ count }) => count)).toEqual([15, 5]);
    expect(
      read(SAMPLE, { set: ['resolvers.isp.profile={ unbound: 50%, knot: 50% }'] }).scenario
        .resolvers,
    ).toHaveLength(2);
  });

  it('is meant as a whole by whoever names it', () => {
    const text = mixed(EXTENDED)
      .replace(
        'clients:',
        '  - { name: homes, profile: dnsmasq-home, count: 30, upstream: isp }\nclients:',
      )
      .concat(
        'events:\n  - { at: 5m, flush: isp }\n  - { at: 10m, resolverOutage: { resolver: isp, members: 50% }, for: 1m }\n',
        'expect:\n  - { metric: hit-ratio, resolver: isp, above: 1% }\n  - { metric: hit-ratio, resolver: isp/isp-pool, above: 1% }\n',
      );
    const study = read(text);
    const [flush, outage] = study.scenario.events;
    expect(flush).toMatchObject({ resolvers: ['isp/isp-pool', 'isp/isp-ttl-extender'] });
    expect(outage).toMatchObject({ resolver: 'isp', members: 10 });
    expect(study.scenario.resolvers[2]?.upstream).toBe('isp');
    expect(study.expectations?.map(({ quantity }) => quantity)).toMatchObject([
      { rows: ['0', '1'] },
      { rows: ['0'] },
    ]);
    const told = (from: string) =>
      explainQuery(study, { name: 'app.example.com', type: 'A', from, atSeconds: 0 });
    for (const from of ['isp', 'isp/isp-pool', 'homes', 'browsers']) told(from);
    expect(() => told('isp/knot')).toThrow('there are isp, isp/isp-pool, isp/isp-ttl-extender');
  });

  it('says what is wrong with it at its line', () => {
    const cases: [mix: string, said: string][] = [
      [
        '{ unbound: 50%, knot: 40% }',
        '‹unbound› the shares sum to 90%; they must sum to 100%, or one of them be rest',
      ],
      ['{ unbound: 70%, knot: 40% }', '‹unbound› the shares sum to 110%; they must sum to 100%'],
      ['{ unbound: rest, knot: rest }', '‹rest› only one profile of a mix can have the rest'],
      [
        '{ unbound: 99%, knot: 1% }',
        '‹1%› 1% of 20 members is none of them; raise the share or the count, or take the profile out',
      ],
      ['{ unbond: 50%, knot: 50% }', '‹unbond› unknown key "unbond"; did you mean "unbound"?'],
      [
        '{ unbound: half, knot: 50% }',
        '‹half› expected a share such as 12%, rest, or { share: 12%, … } with fields of its own; found "half"',
      ],
      [
        '{ unbound: { share: 50%, minttl: 5 }, knot: 50% }',
        '‹minttl› unknown key "minttl"; did you mean "minTtl"?',
      ],
      [
        '{ unbound: { minTtl: 5 }, knot: 50% }',
        '‹unbound› missing key "share": expected a share such as 12%, rest, or { share: 12%, … } with fields of its own',
      ],
      [
        '{ unbound: { share: 50%, minTtl: 90, maxTtl: 80 }, knot: 50% }',
        '‹90› minTtl 90 is above maxTtl 80; no TTL fits between them',
      ],
      ['{}', '‹{}› the shares sum to 0%; they must sum to 100%, or one of them be rest'],
      [
        'unbound, deal: byRank',
        '‹deal› deal says how the members of a mix are dealt to its profiles; give profile a mix, or remove it',
      ],
    ];
    for (const [mix, said] of cases) expect(mistakes(mixed(mix))).toEqual([`11 ${said}`]);
  });

  it('is pointed at in the file for mistakes that only its parts show', () => {
    const upstream = mixed('{ unbound: 50%, knot: 50% }, upstream: isp');
    expect(mistakes(upstream)).toEqual([
      '11 ‹isp› isp asks isp: a cycle; one of them must ask the authority',
    ]);
    const weights = mixed('{ unbound: 50%, knot: 50% }, popularity: { weights: [1, 2] }');
    expect(mistakes(weights)).toEqual(['11 ‹[1, 2]› 2 weights for 20 members; give one for each']);
    const counted = sampleAnd('detail: counts\n')
      .replace('profile: unbound', 'profile: { unbound: 50%, knot: 50%, ideal: 0% }')
      .replace('profile: chrome-windows', 'profile: one-shot');
    expect(mistakes(counted)).toEqual([]);
    const own = counted
      .replace('knot: 50%', 'knot: { share: 50%, ecs: { v4: 24 } }')
      .replace('resolvers: isp,', 'resolvers: isp, publicSubnet: 198.51.100.0/24,');
    expect(mistakes(own)).toEqual([
      '11 ‹v4› detail: counts cannot run ecs: answers are kept apart by client subnet; write detail: requests, or auto',
    ]);
  });

  it('is sent no client subnets, which each part would need rows of its own for', () => {
    const text = mixed('{ unbound: { share: 50%, ecs: { v4: 24 } }, knot: 50% }')
      .replace(
        'clients:',
        '  - { name: near, profile: unbound, ecs: { v4: 24 }, upstream: isp }\nclients:',
      )
      .replace(
        'resolvers: isp,',
        'resolvers: { isp: 50%, near: 50% }, publicSubnet: 198.51.100.0/24,',
      );
    expect(mistakes(text)).toEqual([
      '12 ‹isp› client subnets cannot be sent on to a mix of profiles; write ecs: none, or name a group of one profile',
    ]);
  });
});

describe('a mix of client profiles', () => {
  const MIX = '{ chrome-windows: 60%, one-shot: { share: 40%, queryShape: x, pick: random } }';

  it('divides clients and arrivals by clients exactly, and addresses one after another', () => {
    const text = clients('{ chrome-windows: 61%, one-shot: { share: 39%, pick: random } }').replace(
      'count: 500,',
      'count: 10, subnet: 10.0.0.250/16,',
    );
    const [chrome, script] = read(text).scenario.clients;
    expect([chrome?.name, chrome?.count, chrome?.arrivals.settings]).toEqual([
      'browsers/chrome-windows',
      6,
      18,
    ]);
    expect([script?.name, script?.count, script?.arrivals.settings]).toEqual([
      'browsers/one-shot',
      4,
      12,
    ]);
    expect(script?.behaviour.pick).toBe('random');
    expect(script?.mix).toEqual({ of: 'browsers', count: 10 });
    expect([chrome?.subnet?.address, script?.subnet?.address]).toEqual(['10.0.0.250', '10.0.1.0']);
  });

  it('divides the rate by shares where every request is a new client', () => {
    const text = clients('{ ideal-random: 25%, one-shot: 75% }').replace('count: 500, ', '');
    const groups = read(text).scenario.clients;
    expect(groups.map(({ count, arrivals }) => [count, arrivals.settings])).toEqual([
      [null, 7.5],
      [null, 22.5],
    ]);
  });

  it('surges as a whole', () => {
    const text = clients('{ chrome-windows: 60%, one-shot: 40% }').concat(
      'events:\n  - { at: 5m, surge: { clients: browsers, factor: 2 }, for: 1m }\n',
    );
    expect(read(text).scenario.events[0]).toMatchObject({
      clients: ['browsers/chrome-windows', 'browsers/one-shot'],
    });
  });

  it('says what is wrong with it at its line', () => {
    const said = (text: string) => mistakes(text).map((line) => line.replace(/^13 /, ''));
    expect(said(clients(MIX))).toEqual([
      expect.stringContaining('‹queryShape› unknown key "queryShape"'),
    ]);
    expect(said(clients('{ chrome-windows: 60%, one-shot: 30% }'))).toEqual([
      '‹chrome-windows› the shares sum to 90%; they must sum to 100%, or one of them be rest',
    ]);
    expect(said(clients('{ chrome-windows: 99.99%, one-shot: 0.01% }'))).toEqual([
      '‹0.01%› 0.01% of 500 clients is none of them; raise the share or the count, or take the profile out',
    ]);
    expect(
      said(
        clients('{ chrome-windows: 60%, one-shot: 40% }').replace('poisson: 30/s', 'regular: 30/s'),
      ),
    ).toEqual([
      '‹regular› arrivals: regular of a group cannot be divided between the profiles of a mix; take poisson, or write a group for each profile',
    ]);
    expect(
      said(clients('{ one-shot: 50%, chrome-windows: 50% }').replace('count: 500, ', '')),
    ).toEqual([
      expect.stringContaining('expected how many clients there are: each has a DNS cache'),
    ]);
  });
});
