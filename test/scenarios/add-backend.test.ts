import { describe, expect, it } from 'vitest';
import { mistakes, read, sampleAnd } from './sample.ts';

const FOURTH =
  '{ name: app, type: A, routing: multivalue, ttl: 60, setIdentifier: web-4, value: 192.0.2.4 }';
/** The sample with a fourth backend, and events; they begin in line 20. */
const growing = (...events: string[]) =>
  sampleAnd(
    `  - { name: web-4, address: 192.0.2.4 }\nevents:\n${events.map((event) => `  - ${event}\n`).join('')}`,
  );
const adding = (records: string, at = '10m', backend = 'web-4') =>
  `{ at: ${at}, addBackend: { backend: ${backend}, records: [${records}] } }`;

describe('an event that adds a backend', () => {
  it('creates record sets as a zone would have them', () => {
    const { scenario, notes } = read(growing(adding(FOURTH)));
    expect(scenario.events).toMatchObject([
      {
        name: 'addBackend web-4',
        at: { name: 'constant', settings: 600 },
        verb: 'addBackend',
        backend: 'web-4',
        records: [
          {
            name: 'app.example.com',
            type: 'A',
            ttl: 60,
            routing: 'multivalue',
            setIdentifier: 'web-4',
            values: ['192.0.2.4'],
            healthCheck: null,
          },
        ],
      },
    ]);
    expect(notes).toEqual([]);
  });

  it('may bring a name into being, and addresses that no backend owns', () => {
    const simple = '{ name: new, type: A, ttl: 5, values: [192.0.2.4, 192.0.2.9] }';
    const text = growing(adding(simple)).replace('lookup: app.', 'lookup: new.');
    const { scenario, notes } = read(text);
    expect(scenario.backends.map(({ name }) => name).at(-1)).toBe('192.0.2.9');
    expect(notes.map(({ text: said }) => said)).toEqual([
      '192.0.2.9, answered for new.example.com, belongs to no backend; its requests are counted as backend "192.0.2.9"',
    ]);
  });

  it.each([
    [
      'an unknown backend',
      [adding(FOURTH, '10m', 'web-44')],
      '20 ‹web-44› no backend is called "web-44"; add it to backends, with its address; did you mean "web-4"?',
    ],
    [
      'a backend that the name has',
      [adding(FOURTH.replace('192.0.2.4', '192.0.2.1'), '10m', 'web-1')],
      '20 ‹web-1› app.example.com answers with web-1 already; an event adds a backend that it does not name yet',
    ],
    [
      'no records, and no balancer that lists it',
      ['{ at: 10m, addBackend: { backend: web-4 } }'],
      '20 ‹backend› missing key "records": no balancer has "web-4" among its targets, so expected the record sets created',
    ],
    [
      'records of another backend',
      [adding(FOURTH.replace('192.0.2.4', '192.0.2.5'))],
      '20 ‹web-4› no record here answers with web-4 (192.0.2.4)',
    ],
    [
      'another policy than the name has',
      [adding('{ name: app, type: A, ttl: 60, value: 192.0.2.4 }')],
      '20 ‹app› RRSet with DNS name app.example.com., type A cannot be created because a multivalue rrset exists with the same name and type; give them all one routing',
    ],
    [
      'a set identifier that is taken',
      [adding(FOURTH.replace('setIdentifier: web-4', 'setIdentifier: web-2'))],
      '20 ‹web-2› the set identifier "web-2" is already used for app.example.com A; give each record set its own',
    ],
    [
      'the same again',
      [adding(FOURTH, '20m'), adding(FOURTH)],
      '20 ‹web-4› app.example.com answers with web-4 already; an event adds a backend that it does not name yet',
    ],
    [
      'a key of no record',
      [adding(FOURTH.replace('ttl: 60', 'ttl: 60, trafficPolicyInstance: www'))],
      '20 ‹trafficPolicyInstance› unknown key "trafficPolicyInstance"; expected one of name, type, ttl, value, values, alias, routing, setIdentifier, healthCheck',
    ],
    [
      'an unknown health check',
      [adding(FOURTH.replace('ttl: 60', 'ttl: 60, healthCheck: up'))],
      '20 ‹up› no health check is called "up"; describe it in healthChecks of the zone, or import what `aws route53 list-health-checks` prints',
    ],
    [
      'no record at all',
      ['{ at: 1m, set: { name: app, ttl: 5 }, addBackend: { backend: web-4, records: [] } }'],
      '20 ‹[]› expected at least one record; found an empty list',
    ],
  ])('is refused with %s', (_title, events, said) => {
    expect(mistakes(growing(...events))[0]).toBe(said);
  });

  it('has no other verb beside it', () => {
    const both = adding(FOURTH).replace('at: 10m', 'at: 10m, set: { name: app, ttl: 5 }');
    expect(mistakes(growing(both))).toEqual([
      '20 ‹addBackend› an event has one verb, and set is here already; make this an event of its own',
    ]);
  });

  it('comes before what changes the records it creates, whatever the order of the file', () => {
    const change = (at: string) =>
      `{ at: ${at}, set: { name: app, setIdentifier: web-4, ttl: 5 } }`;
    const missing =
      '20 ‹web-4› app.example.com A has no set identifier "web-4"; it has web-1, web-2, web-3; did you mean "web-1"?';
    expect(mistakes(growing(change('20m'), adding(FOURTH)))).toEqual([]);
    expect(mistakes(growing(change('5m'), adding(FOURTH)))).toEqual([missing]);
    // Its time may come first.
    expect(mistakes(growing(change('{ uniform: [5m, 20m] }'), adding(FOURTH)))).toEqual([missing]);
  });

  it('must fit the records as earlier events leave them', () => {
    const weighted = (text: string) =>
      text.replaceAll('routing: multivalue', 'routing: weighted, weight: 1');
    const shorten = '{ at: 5m, set: { name: app, ttl: 5 } }';
    expect(mistakes(weighted(growing(shorten, adding(FOURTH))))).toEqual([
      '21 ‹60› weighted sets must contain the same TTL',
    ]);
    expect(mistakes(weighted(growing(shorten, adding(FOURTH.replace('60', '5')))))).toEqual([]);
  });
});
