import { describe, expect, it } from 'vitest';
import { mistakesAbout, peopled } from './peopled.ts';

const IOT =
  '{ mix: iot-legacy, resolvers: 50, clients: 1000, lookup: app.example.com, arrivals: { poisson: 30/s } }';

describe('a population', () => {
  it('becomes groups of resolvers and one mix of clients', () => {
    const { scenario } = peopled(IOT);
    const { resolvers, clients, population } = scenario;
    // Behind the provider are the 70 % at home, who have a router for three.
    expect(
      resolvers.map(({ name, profile, count, upstream }) => [name, profile, count, upstream]),
    ).toEqual([
      ['isp', 'isp-pool', 35, null],
      ['homes', 'dnsmasq-home', 234, 'isp'],
      ['extenders', 'isp-ttl-extender', 15, null],
    ]);
    expect(resolvers.map(({ popularity }) => popularity.kind)).toEqual(['zipf', 'uniform', 'zipf']);
    expect(clients.map(({ name, count, arrivals }) => [name, count, arrivals.settings])).toEqual([
      ['users/one-shot', 400, 12],
      ['users/jvm-forever', 200, 6],
      ['users/python-requests', 200, 6],
      ['users/legacy-rule9', 200, 6],
    ]);
    expect(clients[0]?.resolvers).toEqual([
      { group: 'homes', share: 0.7 },
      { group: 'extenders', share: 0.3 },
    ]);
    expect(population).toBe('iot-legacy');
  });

  it('may have other resolvers and clients beside it, who may ask its resolvers', () => {
    const { scenario } = peopled(
      IOT,
      'clients:\n  - { name: probes, profile: one-shot, resolvers: isp, lookup: app.example.com, arrivals: { poisson: 1/s } }\n',
    );
    expect(scenario.clients.map(({ name }) => name)).toContain('probes');
    expect(scenario.clients[0]?.resolvers).toEqual([{ group: 'isp', share: 1 }]);
  });

  it('has values that --set and sweeps can reach', () => {
    const { scenario } = peopled(IOT, '', [
      'population.popularity=uniform',
      'population.clients=100',
    ]);
    expect(scenario.resolvers[0]?.popularity).toEqual({ kind: 'uniform' });
    expect(scenario.clients[0]?.count).toBe(40);
  });

  it('says what is wrong with it at its line', () => {
    const said = (population: string, more = '') => mistakesAbout(population, more);
    expect(said(IOT.replace('iot-legacy', 'iot-legasy'))).toEqual([
      expect.stringMatching(/^9 ‹iot-legasy› expected one of .*; did you mean "iot-legacy"\?$/),
    ]);
    expect(said(IOT.replace('resolvers: 50', 'resolvers: 1'))).toEqual([
      '9 ‹1› of 1 resolvers none are left for extenders of iot-legacy; give more',
    ]);
    expect(said(IOT.replace('clients: 1000', 'clients: 2'))).toContain(
      '9 ‹iot-legacy› 20% of 2 clients is none of them; raise the share or the count, or take the profile out',
    );
    expect(said(IOT.replace('app.example.com', 'app.example.org'))).toEqual([
      '9 ‹app.example.org› "app.example.org" is in no zone of this scenario (example.com); write an absolute name; did you mean "app.example.com"?',
    ]);
    expect(said(IOT.replace('poisson', 'regular'))).toEqual([
      expect.stringMatching(/^9 ‹regular› arrivals: regular of a group cannot be divided/),
    ]);
    expect(said(IOT.replace('lookup: app.example.com, ', ''))).toEqual([
      expect.stringMatching(/^9 ‹population› missing key "lookup"/),
    ]);
    expect(said(IOT, 'resolvers:\n  - { name: isp, profile: unbound }\n')).toEqual([
      '11 ‹isp› a group of population iot-legacy is already called "isp"; choose another name for this resolver group',
    ]);
    expect(said(IOT, 'detail: counts\n')).toContain(
      '9 ‹iot-legacy› detail: counts cannot run pool: how long a connection is used depends on every request before; write detail: requests, or auto',
    );
  });
});
