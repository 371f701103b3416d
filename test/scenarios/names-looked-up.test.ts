/** What search lists make of the names that clients look up (resolv.conf(5)). */
import { describe, expect, it } from 'vitest';
import { explain } from '../../experiments/explain/index.ts';
import { mistakes, read, sampleWith } from './sample.ts';

const LOOKUP = 'lookup: app.example.com';
const lookupOf = (text: string) => read(text).scenario.clients[0]?.lookup;
const looking = (instead: string) => lookupOf(sampleWith(LOOKUP, instead));

describe('a name without a trailing dot', () => {
  it('is asked for as it is first with as many dots as ndots, which is 1', () => {
    const tries = ['app.example.com', 'app.example.com.lan', 'app.example.com.home.arpa'];
    const expected = [{ name: 'app.example.com', share: 1, tries }];
    const list = 'search: [lan, home.arpa]';
    expect(looking(`${LOOKUP}, ${list}`)).toEqual(expected);
    expect(looking(`${LOOKUP}, ${list}, ndots: 2`)).toEqual(expected);
    expect(looking(`${LOOKUP}, ${list}, ndots: 0`)).toEqual(expected);
  });

  it('is asked for as it is last with fewer', () => {
    expect(looking(`${LOOKUP}, search: [lan, Home.Arpa.], ndots: 3`)).toEqual([
      {
        name: 'app.example.com',
        share: 1,
        tries: ['app.example.com.lan', 'app.example.com.home.arpa', 'app.example.com'],
      },
    ]);
  });

  it('may have one suffix that brings it into a zone', () => {
    expect(looking('lookup: app, search: [lan, example.com]')).toEqual([
      { name: 'app.example.com', share: 1, tries: ['app.lan', 'app.example.com', 'app'] },
    ]);
  });

  it('has the first of several names that have records', () => {
    const text = sampleWith(
      'resolvers:',
      'external: [{ name: app.lan, type: A, ttl: 60, value: 192.0.2.9 }]\nresolvers:',
    ).replace(LOOKUP, 'lookup: app, search: [home.arpa, lan, example.com]');
    expect(lookupOf(text)?.[0]?.name).toBe('app.lan');
  });

  it('is caught by a wildcard of the zone where the suffix is that of the zone', () => {
    const text = sampleWith(
      'resolvers:',
      "    - { name: '*', type: A, ttl: 60, value: 192.0.2.9 }\nresolvers:",
    ).replace(LOOKUP, `${LOOKUP}, search: [example.com], ndots: 5`);
    expect(lookupOf(text)?.[0]?.name).toBe('app.example.com.example.com');
  });
});

it('a name with a trailing dot is not searched for', () => {
  const one = { name: 'app.example.com', share: 1 };
  expect(looking(LOOKUP)).toEqual([one]);
  expect(
    looking('lookup: { app.example.com.: 50%, web-1.example.com: 50% }, search: [lan]'),
  ).toEqual([
    { name: 'app.example.com', share: 0.5 },
    {
      name: 'web-1.example.com',
      share: 0.5,
      tries: ['web-1.example.com', 'web-1.example.com.lan'],
    },
  ]);
});

it('explain says what a look-up asks for in vain', () => {
  const study = read(sampleWith(LOOKUP, `${LOOKUP}, search: [a.lan, lan], ndots: 5`));
  expect(explain(study).story).toContain(
    'For app.example.com browsers ask for app.example.com.a.lan, then app.example.com.lan in vain first: 3 queries a look-up.',
  );
});

it('counts are refused, as a look-up asks for one name after the other', () => {
  const text = sampleWith('duration: 1h', 'duration: 1h\ndetail: counts').replace(
    'profile: chrome-windows, count: 500, resolvers: isp, lookup: app.example.com',
    'profile: one-shot, resolvers: isp, lookup: app.example.com, search: [lan]',
  );
  expect(mistakes(text).join()).toContain('a look-up asks for one name after the other');
});
