/** What can only be shown by single requests is refused by name, at its line, all at once. */
import { describe, expect, it } from 'vitest';
import { arrivalProcesses } from '../../sim/clients/arrivals/index.ts';
import { picks } from '../../sim/clients/picks/index.ts';
import { orders } from '../../sim/resolvers/orders/index.ts';
import { mistakes, read, SAMPLE } from '../scenarios/sample.ts';

const COUNTABLE = SAMPLE.replace('chrome-windows', 'one-shot').replace(
  '1h\n',
  '1h\ndetail: counts\n',
);
const written = (passage: string, instead: string) => {
  expect(COUNTABLE).toContain(passage);
  return COUNTABLE.replace(passage, instead);
};

it('accepts what can be counted', () => {
  expect(read(COUNTABLE).scenario.detail).toBe('counts');
});

describe('detail: counts refuses', () => {
  it.each([
    [
      '{ poisson: 30/s }',
      '{ regular: 30/s }',
      '‹regular› detail: counts cannot run arrivals: its arrivals are not Poisson',
    ],
    [
      'count: 500',
      'count: 500, pool: none, session: { pages: 20, thinkTime: 15s }',
      '‹pages› detail: counts cannot run session: the requests of a session follow one another',
    ],
    [
      'count: 500',
      'count: 500, pool: { idle: 5s }',
      '‹idle› detail: counts cannot run pool: how long a connection is used depends on every request before',
    ],
    [
      'backends:',
      'network: { rtt: 20ms }\nbackends:',
      '‹20ms› detail: counts cannot run rtt: requests take their time',
    ],
    [
      'count: 20 }',
      'count: 20, latency: { client: 5ms } }',
      '‹client› detail: counts cannot run latency: look-ups take their time',
    ],
    [
      'count: 20 }',
      'count: 20, rateLimit: 5/s }',
      '‹5/s› detail: counts cannot run rateLimit: each query counts against its client',
    ],
    [
      'count: 20 }',
      'count: 20, prefetch: { share: 10%, minHits: 3 } }',
      '‹share› detail: counts cannot run prefetch: an answer is refreshed by how many hits it has had',
    ],
  ])('%s → %s', (passage, instead, said) => {
    const [first, ...others] = mistakes(written(passage, instead));
    expect(first).toContain(said);
    expect(first).toContain('; write detail: requests, or auto');
    expect(others).toEqual([]);
  });

  it('a cache too small for all that is asked, and only that', () => {
    const lookup = 'lookup: { app.example.com: 50%, www.example.com: 50% }';
    const text = written('lookup: app.example.com', lookup);
    expect(mistakes(text.replace('count: 20 }', 'count: 20, capacity: 1 }'))).toEqual([
      expect.stringContaining('capacity: which record makes room depends on every request before'),
    ]);
    expect(read(text.replace('count: 20 }', 'count: 20, capacity: 2 }')).scenario.detail).toBe(
      'counts',
    );
  });

  it('a counter that several names share', () => {
    const lookup = 'lookup: { app.example.com: 50%, www.example.com: 50% }';
    const text = written('lookup: app.example.com', lookup);
    const perCache = 'count: 20, orderOnHit: { rotate: { by: counter, per: cache } } }';
    expect(mistakes(text.replace('count: 20 }', perCache))).toEqual([
      expect.stringContaining('orderOnHit: several names move one counter on'),
    ]);
  });

  it('every reason at once', () => {
    const text = written('{ poisson: 30/s }', '{ regular: 30/s }');
    const both = mistakes(text.replace('count: 20 }', 'count: 20, latency: { upstream: 5ms } }'));
    expect(both).toHaveLength(2);
  });
});

describe('a plug-in either can be counted or says why not', () => {
  it.each(orders)('order $name', ({ memoryless, leads, needsRequests, forJoins, name }) => {
    // Nobody waits for a query where nothing takes time.
    const isKept = name === 'base' || name === 'filling' || forJoins === true;
    expect(isKept || needsRequests !== undefined || (memoryless && leads !== undefined)).toBe(true);
  });

  it.each(picks)('pick $name', ({ settled, evenly, needsRequests }) => {
    expect(settled || evenly || needsRequests !== undefined).toBe(true);
  });

  it.each(arrivalProcesses)('arrivals $name', ({ poisson, course, needsRequests }) => {
    expect(poisson || course !== undefined || needsRequests !== undefined).toBe(true);
  });
});
