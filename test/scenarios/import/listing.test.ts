import { describe, expect, it } from 'vitest';
import { readFiles } from '../../../scenarios/format/import-files.ts';
import { dataOf } from '../../../scenarios/format/tree.ts';
import { foreignFormats } from '../../../scenarios/import/index.ts';
import { mistakes, read } from '../sample.ts';
import { importing, json, listing, SOA, set, values, www } from './importing.ts';

describe('a listing', () => {
  const whole = importing('{ import: list.json }');
  const names = (text: string, files: Record<string, string>) =>
    read(text, { files }).scenario.zones[0]?.records.map(({ name, type, setIdentifier }) =>
      [name, type, setIdentifier].join(' ').trim(),
    );

  it('[route53 7.1] is read whole, as a bare array, in pages, and as pages one after another', () => {
    const expected = ['example.org SOA', 'www.example.org A www-1', 'www.example.org A www-2'];
    const page = (sets: object[], more: object) => ({
      ResourceRecordSets: sets,
      MaxItems: '2',
      ...more,
    });
    const first = page([SOA, www(1)], {
      IsTruncated: true,
      NextRecordName: 'www.example.org.',
      NextRecordType: 'A',
      NextRecordIdentifier: 'www-2',
    });
    const second = page([www(2)], { IsTruncated: false });
    for (const text of [
      listing(www(1), www(2)),
      json([SOA, www(1), www(2)]),
      json([first, second]),
      json(first) + json(second),
    ]) {
      expect(names(whole, { 'list.json': text })).toEqual(expected);
    }
  });

  it('gives the zone its name and negative TTL by its SOA record', () => {
    expect(
      read(whole, { files: { 'list.json': listing(www(1)) } }).scenario.zones[0],
    ).toMatchObject({
      name: 'example.org',
      negativeTtl: 300,
    });
  });

  it('is put beside what the scenario writes, which may set options and defaults', () => {
    const text = importing(
      '{ import: list.json, order: fixed, records: [{ name: www2, type: A, ttl: 5, value: 192.0.2.9 }] }',
    );
    const [zone] = read(text, { files: { 'list.json': listing(www(1)) } }).scenario.zones;
    expect(zone?.order).toBe('fixed');
    expect(zone?.records.map(({ name }) => name)).toEqual([
      'www2.example.org',
      'example.org',
      'www.example.org',
    ]);
  });

  it('[route53 7.1] may hold wildcards in the octal form of the API', () => {
    const files = { 'list.json': listing(set('\\052.example.org.', values('192.0.2.7'))) };
    expect(names(whole, files)).toContain('*.example.org A');
  });

  it('is noted when it is truncated', () => {
    const text = json({ ResourceRecordSets: [SOA, www(1)], IsTruncated: true });
    expect(read(whole, { files: { 'list.json': text } }).notes[0]).toEqual({
      where: 'list.json:26:18',
      text: 'this listing is truncated: its later pages are missing',
    });
  });

  it('keeps out what is not simulated and nobody looks up, and says so', () => {
    const alias = set('cdn.example.org.', {
      AliasTarget: { HostedZoneId: 'Z1', DNSName: 'd.example.net.', EvaluateTargetHealth: false },
      ResourceRecords: [],
    });
    const office = set('api.example.org.', {
      SetIdentifier: 'office',
      CidrRoutingConfig: { CollectionId: 'c8c02a84', LocationName: 'office' },
      ...values('192.0.2.8'),
    });
    const { scenario, notes } = read(whole, {
      files: { 'list.json': listing(www(1), alias, office) },
    });
    expect(scenario.zones[0]?.records).toHaveLength(2);
    expect(notes.map(({ text }) => text)).toContain(
      'left out, because no client looks them up and this version does not simulate their alias or routing policy, or no health check with a backend, or no CIDR collection, is theirs: 2 of the record sets (cdn.example.org A, api.example.org A)',
    );
  });

  it('is joined with health checks by their identifiers', () => {
    const id = '6f9e0d4c-3c1b-4b8e-9a53-0c1d2e3f4a5b';
    const checked = { ...www(1), HealthCheckId: id };
    const aside = set('old.example.org.', {
      SetIdentifier: 'old',
      MultiValueAnswer: true,
      HealthCheckId: 'gone',
      ...values('192.0.2.9'),
    });
    const text = importing(
      `{ import: list.json, healthChecks: [{ name: ${id}, backend: web-1 }] }`,
    );
    const { scenario, notes } = read(text, { files: { 'list.json': listing(checked, aside) } });
    expect(scenario.zones[0]?.records.map(({ healthCheck }) => healthCheck)).toEqual([null, id]);
    expect(notes.map(({ text: said }) => said).join()).toContain('(old.example.org A)');
  });

  it('refuses by name, at its place, what is not simulated and could be answered', () => {
    const checked = { ...www(1), HealthCheckId: 'abc' };
    const wildcard = set('\\052.example.org.', {
      SetIdentifier: 'a',
      CidrRoutingConfig: { CollectionId: 'c8c02a84', LocationName: 'office' },
      ...values('192.0.2.8'),
    });
    const mistakesIn = (...sets: object[]) =>
      mistakes(whole, { files: { 'list.json': listing(...sets) } });
    const unchecked =
      'list.json:24 ‹"abc"› no health check is called "abc"; describe it in healthChecks of the zone, or import what `aws route53 list-health-checks` prints';
    expect(mistakesIn(checked)).toEqual([unchecked]);
    expect(mistakesIn(wildcard)).toEqual([
      expect.stringContaining(
        '‹"CollectionId"› no CIDR collection of this zone is called c8c02a84',
      ),
    ]);
    // The name that is looked up is there: the wildcard does not reach it.
    expect(mistakesIn(checked, wildcard)).toEqual([unchecked]);
  });

  it('has an alias to a load balancer lead to the balancer of that name, or asks for one', () => {
    const alias = set('www.example.org.', {
      AliasTarget: {
        HostedZoneId: 'Z1',
        DNSName: 'dualstack.LB-1.eu-west-1.elb.amazonaws.com.',
        EvaluateTargetHealth: true,
      },
    });
    const files = { 'list.json': listing(alias, { ...alias, Name: 'other.example.org.' }) };
    const balancer =
      'balancers: [{ name: lb, dnsName: lb-1.eu-west-1.elb.amazonaws.com, layer: l7, nodes: [{ address: 198.51.100.1 }], targets: web-* }]\n';
    const { scenario, notes } = read(`${whole}${balancer}`, { files });
    expect(notes).toEqual([]);
    expect(scenario.zones[0]?.records.flatMap(({ alias: to }) => to?.target ?? [])).toEqual([
      'lb-1.eu-west-1.elb.amazonaws.com',
      'lb-1.eu-west-1.elb.amazonaws.com',
    ]);
    expect(mistakes(whole, { files })[0]).toMatch(
      /is a resource of AWS that this scenario does not have; a load balancer goes into balancers, with this dnsName$/,
    );
  });

  it.each([
    ['in any case', 'WWW.Example.ORG.', 'www.example.org.'],
    ['without its dot', 'www.example.org', 'www.example.org.'],
    [
      'with dualstack. before a load balancer',
      'dualstack.lb-1.eu-west-1.elb.amazonaws.com.',
      'lb-1.eu-west-1.elb.amazonaws.com.',
    ],
    ['with dualstack. that is its own', 'dualstack.example.org.', 'dualstack.example.org.'],
    ['with a wildcard in octal', '\\052.example.org.', '*.example.org.'],
  ])('[route53 7.1] may show the target of an alias %s', (_how, DNSName, target) => {
    const alias = set('a.example.org.', {
      AliasTarget: { HostedZoneId: 'Z1', DNSName, EvaluateTargetHealth: true },
      ResourceRecords: [],
    });
    const files = [{ file: 'list.json', text: listing(alias) }];
    const { findings } = readFiles(files, { zone: undefined, formats: foreignFormats });
    const [found] = findings.filter((finding) => finding.kind === 'record').slice(1);
    expect(found && dataOf(found.record)).toEqual({
      name: 'a.example.org.',
      type: 'A',
      alias: { target, evaluateTargetHealth: true },
    });
  });

  it('[route53 7.1] keeps record sets of a traffic policy out, and refuses one that is looked up', () => {
    const instance = (name: string) => set(name, { TrafficPolicyInstanceId: 'a1' });
    const aside = { 'list.json': listing(www(1), instance('old.example.org.')) };
    expect(names(whole, aside)).toEqual(['example.org SOA', 'www.example.org A www-1']);
    expect(
      mistakes(whole, { files: { 'list.json': listing(instance('www.example.org.')) } }),
    ).toEqual([
      expect.stringMatching(
        /^list.json:\d+ ‹"TrafficPolicyInstanceId"› what a traffic policy answers is not in this file; write the record sets/,
      ),
    ]);
  });

  it('tells what is wrong in the words of the API', () => {
    const wrong = {
      ...www(1),
      Wieght: 5,
      Weight: 5,
      ResourceRecords: [{ Value: '192.0.2.1' }, { Value: '192.0.2.300' }, { Vlaue: '' }],
    };
    const found = mistakes(whole, { files: { 'list.json': listing(wrong) } });
    expect(found).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/"Vlaue", must be one of: Value; did you mean "Value"\?$/),
        expect.stringMatching(
          /^list.json:\d+ ‹"Wieght"› Unknown parameter in ResourceRecordSet: "Wieght", must be one of: Name, .*; did you mean "Weight"\?$/,
        ),
        expect.stringMatching(
          /^list.json:\d+ ‹"Weight"› routing weighted beside routing multivalue/,
        ),
        expect.stringMatching(/^list.json:\d+ ‹"192.0.2.300"› expected an IPv4 address/),
      ]),
    );
  });
});
