/** Arrivals that say whose they are: a process for each client, and requests replayed from a file. */
import { describe, expect, it } from 'vitest';
import { arrivalProcesses } from '../../sim/clients/arrivals/index.ts';
import { OwnTimes } from '../../sim/clients/arrivals/own-times.ts';
import type { Particulars } from '../../sim/clients/arrivals/process.ts';
import { byName } from '../../sim/plugin.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { arrivalRateOf } from '../../sim/start/flows.ts';
import { mistakes, read, sampleWith } from '../scenarios/sample.ts';

const sum = (all: ArrayLike<number>) => Array.from(all).reduce((a, b) => a + b, 0);
const each = (name: string, settings: unknown, clients: number, seed = 1) => {
  const begin = byName(arrivalProcesses, name).begin(
    settings,
    streamsOf('own', seed)('gap'),
    'stationary',
  );
  return new OwnTimes(clients, () => begin(0));
};
const until = (times: OwnTimes, end: number) => {
  const all: { at: number; client: number }[] = [];
  for (let at = times.next(); at < end; at = times.next())
    all.push({ at, client: times.particulars.client });
  return all;
};

describe('a process for each client', () => {
  it('comes in the order of time, a metronome of its own phase for each', () => {
    const all = until(each('regular', 0.5, 100), 20);
    expect(all).toHaveLength(1000);
    expect(all.every(({ at }, i) => i === 0 || at >= (all[i - 1] as { at: number }).at)).toBe(true);
    const ofSeven = all.filter(({ client }) => client === 7).map(({ at }) => at);
    ofSeven.forEach((at, k) => {
      expect(at - (ofSeven[0] as number)).toBeCloseTo(2 * k, 9);
    });
    expect(new Set(all.slice(0, 100).map(({ client }) => client)).size).toBe(100);
  });

  it('of Poisson clients is the group’s Poisson process in law: counts of seconds scatter as their mean', () => {
    const SECONDS = 20_000;
    const counts = new Float64Array(SECONDS);
    for (const { at } of until(each('poisson', 0.1, 50), SECONDS)) {
      const second = Math.floor(at);
      counts[second] = (counts[second] as number) + 1;
    }
    const mean = sum(counts) / SECONDS;
    expect(Math.abs(mean - 5)).toBeLessThanOrEqual(4 * Math.sqrt(5 / SECONDS));
    const variance = sum(counts.map((n) => (n - mean) * (n - mean))) / (SECONDS - 1);
    // The index of dispersion of Poisson counts has variance 2/n.
    expect(Math.abs(variance / mean - 1)).toBeLessThanOrEqual(4 * Math.sqrt(2 / SECONDS));
  });

  it('adds bursts up that know nothing of each other', () => {
    const on = { name: 'exponential', settings: 2 };
    const off = { name: 'exponential', settings: 8 };
    const clients = 400;
    const all = until(each('burst', { on, off, rate: 1 }, clients), 200);
    const expected = clients * 0.2 * 200;
    // Twice the time constant 1.6 s of on and off, times the rate while on, over the mean of 1 − p.
    const dispersion = 1 + 2 * 1 * 0.8 * 1.6;
    expect(Math.abs(all.length - expected)).toBeLessThanOrEqual(
      4 * Math.sqrt(dispersion * expected),
    );
  });

  it('is written with the rate of one client', () => {
    const rateOf = (arrivals: string) => {
      const { scenario } = read(sampleWith('{ poisson: 30/s }', arrivals));
      return arrivalRateOf(scenario.clients[0] as Scenario['clients'][0]);
    };
    expect(rateOf('{ regular: 2/s, perClient: true }')).toBe(1000);
    expect(rateOf('{ burst: { on: 1s, off: 3s, rate: 4/s }, perClient: true }')).toBe(500);
    expect(rateOf('{ diurnal: { mean: 1/s, peakToMean: 2, peakAt: 0s }, perClient: true }')).toBe(
      500,
    );
  });

  it('of processes that add up to one of the group is that one', () => {
    const hashOf = (arrivals: string) => read(sampleWith('{ poisson: 30/s }', arrivals)).hash;
    expect(hashOf('{ poisson: 2/s, perClient: true }')).toBe(hashOf('{ poisson: 1000/s }'));
    expect(hashOf('{ poisson: 2/s, perClient: false }')).toBe(hashOf('{ poisson: 2/s }'));
  });
});

const replaying = (file: string, more = '', replace = (text: string) => text) =>
  read(replace(sampleWith('{ poisson: 30/s }', `{ replay: a.csv${more} }`)), {
    files: { 'a.csv': file },
  });
const told = (file: string, more = '', replace = (text: string) => text) => {
  const text = replace(sampleWith('{ poisson: 30/s }', `{ replay: a.csv${more} }`));
  return mistakes(text, { files: { 'a.csv': file } });
};
const withoutCache = (text: string) => text.replace('chrome-windows, count: 500', 'one-shot');

describe('a replay', () => {
  it('makes the requests of its rows, and no others, in every replication', () => {
    const { scenario } = replaying(
      'time,count\n100,2\n101.5,\n130,3\n4000,1\n',
      ', origin: 70',
      withoutCache,
    );
    for (const r of [1, 2]) {
      const { clients } = simulate({ ...scenario, window: 10 }, 'replay', r);
      const { made } = clients[0] as (typeof clients)[0];
      expect([made[3], made[6], sum(made)]).toEqual([3, 3, 6]);
    }
  });

  it('goes faster, and round', () => {
    const { scenario } = replaying('time\n0\n10\n20\n', ', speed: 2, loop: true', withoutCache);
    expect(scenario.clients[0]?.arrivals.settings).toMatchObject({ period: 15, rate: 0.2 });
    const { clients } = simulate({ ...scenario, duration: 60, window: 15 }, 'replay', 1);
    expect(Array.from(clients[0]?.made ?? [])).toEqual([3, 3, 3, 3]);
  });

  it('reads times in ISO 8601, columns under other names, quotes, and what rows say', () => {
    const { scenario, notes } = replaying(
      '\uFEFFWhen,who,resolver,name,service,note\r\n' +
        '2026-03-01T12:00:00.25Z,"a,""b""",isp/3,app.example.com,20ms,x\r\n' +
        '2026-03-01T13:00:01+01:00,c,other,,0.5,\r\n\r\n' +
        '2026-03-01 12:00:02,"a,""b""",,,,\r\n',
      ', columns: { time: when, client: who }',
      (text) => text.replace(', count: 500', ''),
    );
    const [group] = scenario.clients as [Scenario['clients'][0]];
    expect(group.count).toBe(2);
    expect(group.arrivals.settings).toEqual({
      file: 'a.csv',
      times: Float64Array.of(0, 0.75, 1.75),
      counts: null,
      clients: Int32Array.of(0, 1, 0),
      resolvers: Int32Array.of(0, 1, -1),
      resolverNames: ['isp/3', 'other'],
      names: Int32Array.of(0, -1, -1),
      services: Float64Array.of(0.02, 0.5, -1),
      period: null,
      rate: 3 / 2.625,
    });
    expect(notes.map(({ text }) => text)).toEqual([
      expect.stringContaining('the column service of a.csv changes nothing'),
    ]);
  });

  it('tells row by row what is wrong in the file', () => {
    expect(told('time,name,count,service\n3,,,\n2,,,\nsoon,,,\n9,x.org,-1,long\n')).toEqual([
      'a.csv:3 ‹2› rows must be in the order of time; "2" is before the row above',
      'a.csv:4 ‹soon› expected seconds or a time in ISO 8601; found "soon"',
      'a.csv:5 ‹x.org› these clients do not look up "x.org", only app.example.com; add it to lookup',
      'a.csv:5 ‹-1› expected a whole number from 0 to 1000000; found "-1"',
      'a.csv:5 ‹long› expected seconds or a duration such as 20ms; found "long"',
    ]);
    expect(told('at\n3\n')).toEqual([
      'a.csv:1 ‹at› expected a header with a column "time"; found "at"',
    ]);
    expect(told('time\n"3\n')).toEqual(['a.csv:2 ‹"› this quote is never closed']);
    expect(told('time\n')).toEqual([
      'a.csv:1 ‹t› no row of this file lies in the run; expected at least one',
    ]);
    expect(told(`time\n${'x\n'.repeat(1000)}`)).toHaveLength(10);
    expect(told('time\n1\n1\n', ', loop: true')).toEqual([
      'a.csv:1 ‹t› all rows are at one time: there is no telling when a loop begins anew',
    ]);
  });

  it('tells what is wrong around it', () => {
    const FILE = 'time,client\n1,a\n2,b\n';
    expect(told(FILE, '', (text) => text.replace('count: 500', 'count: 1'))).toEqual([
      '13 ‹1› a.csv tells 2 clients apart, more than 1; raise count, or leave it out',
    ]);
    expect(told(FILE, ', origin: soon')).toEqual([
      '13 ‹soon› expected seconds, or a time such as 2026-03-01T12:00:00Z; found "soon"',
    ]);
    expect(told(FILE, ', perClient: true')).toEqual([
      '13 ‹perClient› a file says itself whose requests are whose, in its column client; remove perClient',
    ]);
    expect(mistakes(sampleWith('{ poisson: 30/s }', '{ replay: b.csv }'))).toEqual([
      '13 ‹b.csv› cannot read "b.csv": b.csv: there is no such file',
    ]);
    const notes = replaying('time,client\n1,a\n8000,b\n', ', origin: 2').notes;
    expect(notes.map(({ text }) => text)).toEqual([
      '1 rows of a.csv are before its origin and are not made',
      '1 rows of a.csv are after the end of the run and are not made',
    ]);
  });

  it('enters the hash by what it holds', () => {
    const hashOf = (file: string) => replaying(file).hash;
    expect(hashOf('time,x\n1,a\n2,b\n')).toBe(hashOf('x,time\n,5.0\n"",6\n'));
    expect(hashOf('time\n1\n2\n')).not.toBe(hashOf('time\n1\n3\n'));
  });

  it('before time 0 draws rows at random, as often as they come on average', () => {
    const { scenario } = replaying('time,client\n0,a\n10,b\n20,c\n', '', (text) =>
      text.replace(', count: 500', ''),
    );
    const { arrivals } = scenario.clients[0] as Scenario['clients'][0];
    const times = byName(arrivalProcesses, 'replay').begin(
      arrivals.settings,
      streamsOf('replay', 1)('gap'),
      'stationary',
    )(-30_000);
    const before = new Float64Array(3);
    let at = times.next();
    for (; at < 0; at = times.next()) {
      const { client } = times.particulars as Particulars;
      before[client] = (before[client] as number) + 1;
    }
    for (const count of before)
      expect(Math.abs(count - 1000)).toBeLessThanOrEqual(4 * Math.sqrt(1000));
    expect([at, times.next(), times.next(), times.next()]).toEqual([
      0,
      10,
      20,
      Number.POSITIVE_INFINITY,
    ]);
  });
});
