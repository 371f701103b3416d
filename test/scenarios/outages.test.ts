/** What a scenario says of outages, and what is wrong with it. */
import { describe, expect, it } from 'vitest';
import { mistakes, read, sampleAnd, sampleWith } from './sample.ts';

const withEvent = (event: string) => sampleAnd(`events:\n  - ${event}\n`);
const withResolver = (more: string) => sampleWith('count: 20 }', `count: 20, ${more} }`);

describe('an outage', () => {
  it('is of all that there is, and silent, unless something else is said', () => {
    const { events } = read(
      sampleAnd(
        'events:\n  - { at: 1m, authorityOutage: {} }\n  - { at: 2m, for: 1m, resolverOutage: { resolver: isp } }\n',
      ),
    ).scenario;
    expect(events).toMatchObject([
      { name: 'authorityOutage example.com', answer: 'silent', servers: 4, edges: 16, lasts: null },
      { name: 'resolverOutage isp', answer: 'silent', members: 20 },
    ]);
  });

  it('takes a whole number for a count and anything else for a share, of at least one', () => {
    const membersOf = (members: string) =>
      read(withEvent(`{ at: 1m, resolverOutage: { resolver: isp, members: ${members} } }`)).scenario
        .events;
    expect(membersOf('1')).toMatchObject([{ members: 1 }]);
    expect(membersOf('100%')).toMatchObject([{ members: 20 }]);
    expect(membersOf('0.25')).toMatchObject([{ members: 5 }]);
    expect(membersOf('1%')).toMatchObject([{ members: 1 }]);
  });

  it.each([
    [
      'of no group',
      '{ at: 1m, resolverOutage: { resolver: ips } }',
      '19 ‹ips› no resolver group is called "ips"; they are isp; did you mean "isp"?',
    ],
    [
      'of more members than there are',
      '{ at: 1m, resolverOutage: { resolver: isp, members: 21 } }',
      '19 ‹21› there are only 20 members; lower it to 20 at most, or leave it out for all',
    ],
    [
      'of more edges than there are',
      '{ at: 1m, authorityOutage: { edges: 17 } }',
      '19 ‹17› there are only 16 edges; lower it to 16 at most, or leave it out for all',
    ],
    [
      'of more servers than there are',
      '{ at: 1m, authorityOutage: { servers: 5 } }',
      '19 ‹5› expected a whole number from 1 to 4; found 5',
    ],
    [
      'of none',
      '{ at: 1m, authorityOutage: { edges: 0% } }',
      '19 ‹0%› a share of 0 strikes none; raise it, or remove the event',
    ],
    [
      'of more than all',
      '{ at: 1m, authorityOutage: { edges: 120% } }',
      '19 ‹120%› expected a share of at most 100%; found "120%"',
    ],
  ])('%s is a mistake', (_title, event, said) => {
    expect(mistakes(withEvent(event))).toEqual([said]);
  });

  it.each([
    ['servfailTtl: 0', '11 ‹0› expected whole seconds from 1 to 300, as RFC 9520 has it; found 0'],
    [
      'serveStale: maybe',
      '11 ‹maybe› expected none, or { window: 1d, ttl: 30, serve: onFailure, recheck: 30s }, any of them left out; found "maybe"',
    ],
    [
      'serveStale: { serve: later }',
      '11 ‹later› expected atOnce, onFailure or { after: 1.8s }; found "later"',
    ],
    ['serveStale: { serve: { after: 0s } }', '11 ‹0s› expected a duration above 0; found "0s"'],
    [
      'serveStale: { ttl: old }',
      '11 ‹old› expected whole seconds, original, or { atMost: 30 }: the original TTL, or 30 if it was longer; found "old"',
    ],
    ['serveStale: { window: 0s }', '11 ‹0s› expected a duration above 0; found "0s"'],
    [
      'joinLimit: 10',
      '11 ‹10› expected none, or { start: 10, growth: 5, most: 100, overflow: drop }, any of them left out; found 10',
    ],
    ['joinLimit: { start: 0 }', '11 ‹0› expected a whole number from 1 to 1000000000; found 0'],
    ['capacity: 0', '11 ‹0› expected a whole number from 1 to 1000000000; found 0'],
    ['rateLimit: 0/s', '11 ‹0/s› expected a rate above 0, or none for no limit; found "0/s"'],
    ['upstreamRetry: { giveUp: 0s }', '11 ‹0s› expected a duration above 0; found "0s"'],
    ['upstreamRetry: { servers: 9 }', '11 ‹9› expected a whole number from 1 to 4; found 9'],
  ])('a resolver with %s is a mistake', (more, said) => {
    expect(mistakes(withResolver(more))).toEqual([said]);
  });

  it('needs single requests', () => {
    expect(
      mistakes(
        withEvent('{ at: 1m, authorityOutage: {} }').replace(
          'duration',
          'detail: counts\nduration',
        ),
      ),
    ).not.toEqual([]);
  });
});
