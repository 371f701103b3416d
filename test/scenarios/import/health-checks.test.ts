import { describe, expect, it } from 'vitest';
import { mistakes, read } from '../sample.ts';
import { importing, json, listing, set, values } from './importing.ts';

const ID = '6f9e0d4c-3c1b-4b8e-9a53-0c1d2e3f4a5b';
const http = (address: string, more: object = {}) => ({
  IPAddress: address,
  Port: 80,
  Type: 'HTTP',
  ResourcePath: '/up',
  FullyQualifiedDomainName: 'app.example.net',
  RequestInterval: 10,
  FailureThreshold: 2,
  MeasureLatency: false,
  Inverted: false,
  Disabled: false,
  EnableSNI: false,
  ...more,
});
const check = (Id: string, HealthCheckConfig: object) => ({
  Id,
  CallerReference: `made-${Id}`,
  HealthCheckConfig,
  HealthCheckVersion: 1,
});
const checks = (...all: object[]) =>
  json({ HealthChecks: all, IsTruncated: false, MaxItems: '100' });
const checked = (i: number, HealthCheckId: string) =>
  set('www.example.org.', {
    SetIdentifier: `www-${i}`,
    MultiValueAnswer: true,
    HealthCheckId,
    ...values(`192.0.2.${i}`),
  });

const text = importing('{ import: [list.json, checks.json] }');
const files = (sets: object[], ...all: object[]) => ({
  'list.json': listing(...sets),
  'checks.json': checks(...all),
});
const found = (all: Record<string, string>, scenario = text) =>
  read(scenario, { files: all }).scenario.zones[0]?.healthChecks;
const notes = (all: Record<string, string>) =>
  read(text, { files: all }).notes.map(({ text: said }) => said);

describe('list-health-checks', () => {
  it('[route53 7.3] is joined with the listing by identifier and with the backends by address', () => {
    expect(found(files([checked(1, ID)], check(ID, http('192.0.2.1'))))).toMatchObject([
      {
        name: ID,
        backend: 'web-1',
        type: 'http',
        interval: 10,
        failureThreshold: 2,
        checkers: 16,
        inverted: false,
      },
    ]);
  });

  it('may be read before the listing, in pages, or as the bare array', () => {
    const page = (one: object, more: object) => ({ HealthChecks: [one], MaxItems: '1', ...more });
    const [a, b] = [check('a', http('192.0.2.1')), check('b', http('192.0.2.2'))];
    const list = listing(checked(1, 'a'), checked(2, 'b'));
    const pages = [
      page(a, { IsTruncated: true, NextMarker: 'b' }),
      page(b, { IsTruncated: false }),
    ];
    for (const text_ of [json(pages), json(pages[0]) + json(pages[1]), json([a, b])]) {
      const all = { 'list.json': list, 'checks.json': text_ };
      const turned = importing('{ import: [checks.json, list.json] }');
      expect(found(all)?.map(({ name }) => name)).toEqual(['a', 'b']);
      expect(found(all, turned)).toEqual(found(all));
    }
  });

  it('finds the backend of a domain name by the addresses that the zone gives it', () => {
    const { IPAddress: _, ...byName } = http('', { FullyQualifiedDomainName: 'One.example.org' });
    const one = set('one.example.org.', values('192.0.2.2'));
    expect(found(files([checked(1, ID), one], check(ID, byName)))).toMatchObject([
      { backend: 'web-2' },
    ]);
  });

  it('asks by name for a backend, at the endpoint, and says what to write', () => {
    const { IPAddress: _, ...byName } = http('', { FullyQualifiedDomainName: 'x.example.net' });
    const wrong = mistakes(text, {
      files: files(
        [checked(1, 'far'), checked(2, 'named'), checked(3, 'both')],
        check('far', http('203.0.113.7')),
        check('named', byName),
        check('both', { ...byName, FullyQualifiedDomainName: 'www.example.org' }),
      ),
    });
    expect(wrong).toEqual([
      'checks.json:7 ‹"203.0.113.7"› the health check "far" probes "203.0.113.7", the address of no backend; add { name: NAME, address: 203.0.113.7 } to backends, or write { name: far, backend: NAME } in healthChecks of the zone',
      'checks.json:28 ‹"x.example.net"› the health check "named" probes "x.example.net", to which no A record gives an address; write { name: named, backend: NAME } in healthChecks of the zone',
      'checks.json:45 ‹"www.example.org"› the health check "both" probes "www.example.org", which is at web-1, web-2, web-3; a check probes one, write { name: both, backend: NAME } in healthChecks of the zone',
    ]);
  });

  it('is completed by what the zone writes of a check with the same name', () => {
    const zone = importing(
      `{ import: [list.json, checks.json], healthChecks: [{ name: ${ID}, backend: web-3, failureThreshold: 7 }] }`,
    );
    expect(found(files([checked(1, ID)], check(ID, http('203.0.113.7'))), zone)).toMatchObject([
      { backend: 'web-3', interval: 10, failureThreshold: 7 },
    ]);
  });

  it('joins with backends of a range', () => {
    const ranged = text.replace(
      /backends:[\s\S]*/,
      'backends: [{ name: web, address: 192.0.2.1-192.0.2.9 }]\n',
    );
    expect(found(files([checked(1, ID)], check(ID, http('192.0.2.4'))), ranged)).toMatchObject([
      { backend: 'web-4' },
    ]);
  });

  it('leaves out checks that nothing in the zone looks at, whatever they probe', () => {
    const all = files(
      [checked(1, ID)],
      check(ID, http('192.0.2.1')),
      check('far', http('203.0.113.7')),
    );
    expect(found(all)).toHaveLength(1);
    expect(notes(all)).toContain(
      'left out, because no record set that is simulated looks at them: 1 of the health checks',
    );
  });

  it('leaves out record sets that nobody looks up with checks that lead to no backend', () => {
    const aside = { ...checked(9, 'far'), Name: 'old.example.org.' };
    const all = files(
      [checked(1, ID), aside],
      check(ID, http('192.0.2.1')),
      check('far', http('203.0.113.7')),
    );
    expect(found(all)).toHaveLength(1);
    expect(notes(all).join()).toContain('(old.example.org A)');
  });

  it('holds calculated checks with their children', () => {
    const calculated = {
      Type: 'CALCULATED',
      Inverted: false,
      Disabled: false,
      HealthThreshold: 1,
      ChildHealthChecks: ['a', 'b'],
    };
    const all = files(
      [checked(1, ID)],
      check(ID, calculated),
      check('a', http('192.0.2.1')),
      check('b', http('192.0.2.2', { Type: 'TCP' })),
    );
    expect(found(all)).toMatchObject([
      { name: ID, children: ['a', 'b'], threshold: 1 },
      { name: 'a', backend: 'web-1' },
      { name: 'b', backend: 'web-2', type: 'tcp' },
    ]);
  });

  it.each([
    ['CLOUDWATCH_METRIC', 'a CloudWatch alarm'],
    ['RECOVERY_CONTROL', 'a routing control'],
  ])('takes checks of type %s to be healthy throughout, and says so', (Type, what) => {
    const all = files([checked(1, ID)], check(ID, { Type, Inverted: true }));
    expect(found(all)).toEqual([{ name: ID, status: 'healthy', inverted: false, disabled: false }]);
    expect(notes(all)).toContain(
      `the health check "${ID}" follows ${what}, which is not simulated: it is taken to be healthy throughout`,
    );
  });

  it('needs no backend for a check that is disabled', () => {
    const all = files([checked(1, ID)], check(ID, http('203.0.113.7', { Disabled: true })));
    expect(found(all)).toMatchObject([{ name: ID, disabled: true }]);
  });

  it('has checkers in each of its regions', () => {
    const Regions = ['us-east-1', 'eu-west-1', 'sa-east-1'];
    expect(found(files([checked(1, ID)], check(ID, http('192.0.2.1', { Regions }))))).toMatchObject(
      [{ checkers: 6 }],
    );
  });

  it('tells what is wrong in the words of the API', () => {
    const wrong = mistakes(text, {
      files: files(
        [checked(1, ID)],
        check(ID, { ...http('192.0.2.1'), Type: 'HTPS' }),
        check('b', { Type: 'TCP' }),
        check('c', { ...http('192.0.2.1'), Prot: 1 }),
        { CallerReference: 'x', HealthCheckConfig: {} },
      ),
    }).map((line) => line.replace(/^.*› /, ''));
    expect(wrong).toEqual([
      expect.stringContaining('no health check is called'),
      expect.stringMatching(
        /^expected "Type" to be one of HTTP, .* found "HTPS"; did you mean "HTTPS"\?$/,
      ),
      expect.stringMatching(/^expected "IPAddress" or "FullyQualifiedDomainName"/),
      expect.stringMatching(
        /^Unknown parameter in HealthCheckConfig: "Prot".*did you mean "Port"\?$/,
      ),
      'expected "Id" in this HealthCheck, as text',
    ]);
  });
});
