/** Lists of resolvers as a scenario writes them, and what `explain` says of them. */
import { describe, expect, it } from 'vitest';
import { storyOf } from '../../experiments/explain/story.ts';
import { Servers } from '../../sim/clients/servers.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import { dealMembers } from '../../sim/resolvers/dealing.ts';
import { Topology } from '../../sim/resolvers/topology.ts';
import type { ClientGroup } from '../../sim/scenario.ts';
import { askedInPeace } from '../../sim/start/asked-in-peace.ts';
import { groupWeights } from '../../sim/start/flows.ts';
import { mistakes, read, SAMPLE } from './sample.ts';

const asking = (resolvers: string, more = '', count = 'count: 500, ') =>
  SAMPLE.replace('resolvers: isp', `resolvers: ${resolvers}${more}`)
    .replace('profile: chrome-windows, count: 500, ', `profile: ideal-random, ${count}`)
    .replace('\nclients:', '\n  - { name: google, profile: ideal }\nclients:');
const STUB = { timeout: 5, attempts: 2, pick: 'rotate' } as const;
const usesOf = (resolvers: string) => read(asking(resolvers)).scenario.clients[0]?.resolvers;

describe('resolvers of clients', () => {
  it('are lists of one or more, of all clients or of shares of them', () => {
    expect(usesOf('[isp, google]')).toEqual([{ group: 'isp', share: 1, further: ['google'] }]);
    expect(usesOf('[isp]')).toEqual(usesOf('isp'));
    expect(usesOf('[{ share: 70%, use: [isp, isp] }, { share: 30%, use: google }]')).toEqual([
      { group: 'isp', share: 0.7, further: ['isp'] },
      { group: 'google', share: 0.3 },
    ]);
  });

  it('may name mixes: any member of the mix is the first, any other the second', () => {
    const mixed = asking('[{ share: 60%, use: [isp, isp] }, { share: 40%, use: isp }]').replace(
      'profile: unbound, count: 20',
      'profile: { unbound: 50%, ideal: 50% }, count: 20',
    );
    const { scenario } = read(mixed.replace('duration: 1h', 'duration: 1h\ndetail: requests'));
    expect(scenario.clients[0]?.resolvers).toEqual([
      { group: 'isp/unbound', share: 0.3, further: ['isp'] },
      { group: 'isp/ideal', share: 0.3, further: ['isp'] },
      { group: 'isp/unbound', share: 0.2 },
      { group: 'isp/ideal', share: 0.2 },
    ]);
    const topology = new Topology(scenario.resolvers);
    const { weights } = dealMembers(scenario.resolvers, streamsOf(1, 1));
    const sumOf = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
    const [users] = scenario.clients as [ClientGroup];
    expect(sumOf(groupWeights(users, topology, weights))).toBeCloseTo(1, 12);
    const rotating = { ...users, behaviour: { ...users.behaviour, stub: STUB } };
    const asked = askedInPeace(rotating, topology, weights) as Float64Array;
    expect(asked).toHaveLength(21);
    expect(sumOf(asked)).toBeCloseTo(1, 12);
    const servers = Servers.of(
      rotating,
      topology,
      weights,
      new Int32Array(0),
      streamsOf(1, 1)('servers'),
    );
    const list = new Int32Array(3);
    for (let first = 0; first < 20; first++) {
      const count = servers?.list(-1, first, list, 0);
      if (count === 2) expect(list[1]).not.toBe(first);
      expect(list[1]).toBeLessThan(20);
    }
  });

  it.each([
    ['[google, google]', '', 'there is 1; raise its count, or name it less often'],
    ['[{ share: 70%, use: [isp, google] }]', '', 'the shares sum to 70%; they must sum to 100%'],
    [
      '[isp, google]',
      ', stub: { pick: last-good }',
      'with pick: last-good a client remembers who answered it',
    ],
    ['[isp, [google]]', '', 'expected a resolver group, a list of up to three'],
  ])('%s%s is a mistake', (resolvers, more, said) => {
    const found = mistakes(asking(resolvers, more, ''));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(said);
  });

  it('are counted as the first one alone, unless several are asked', () => {
    const detail = (more: string) => read(asking('[isp, google]', more)).scenario.detail;
    expect(detail('')).toBe('counts');
    expect(detail(', stub: { pick: rotate }')).toBe('requests');
    expect(detail(', stub: { pick: parallel }')).toBe('requests');
  });

  it('are told by explain, with the time-outs after which they are asked', () => {
    const story = storyOf(
      read(asking('[{ share: 70%, use: [isp, google] }, { share: 30%, use: google }]')).scenario,
    );
    expect(story[0]).toContain('ask isp, then google (70 %) and google (30 %).');
    expect(story[1]).toBe(
      'browsers ask the resolvers of their list in its order; they give each 5 s, 2 times over, so that a look-up fails after 20 s.',
    );
  });
});
