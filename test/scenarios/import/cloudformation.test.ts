// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub looks like this
import { describe, expect, it } from 'vitest';
import { mistakes, read } from '../sample.ts';
import { importing, json } from './importing.ts';

const text = importing('{ name: example.org, import: stack }');
const www = (properties: object, more: object = {}) => ({
  Type: 'AWS::Route53::RecordSet',
  Properties: {
    HostedZoneId: 'Z1',
    Name: 'www.example.org.',
    Type: 'A',
    TTL: '60',
    ResourceRecords: ['192.0.2.1'],
    ...properties,
  },
  ...more,
});
const stack = (resources: object, more: object = {}) => json({ Resources: resources, ...more });
const records = (content: string) =>
  read(text, { files: { stack: content } }).scenario.zones[0]?.records;
const notes = (content: string) =>
  read(text, { files: { stack: content } }).notes.map(({ text: said }) => said);
const wrong = (content: string) => mistakes(text, { files: { stack: content } });
const firstValue = (value: unknown, more: object = {}) =>
  records(stack({ Www: www({ ResourceRecords: [value] }) }, more))?.[0]?.values[0];

describe('a CloudFormation template', () => {
  it('[route53 7.4] is read as JSON and as YAML alike, numbers in quotes or not', () => {
    const yaml = `Resources:
  Www:
    Type: AWS::Route53::RecordSet
    Properties: { HostedZoneId: Z1, Name: www.example.org, Type: A, TTL: 60, ResourceRecords: [192.0.2.1] }
`;
    const all = stack({ Www: www({}) });
    expect(records(all)).toMatchObject([
      { name: 'www.example.org', ttl: 60, values: ['192.0.2.1'] },
    ]);
    expect(records(yaml)).toEqual(records(all));
  });

  it.each([
    ['Ref of a parameter', { Ref: 'A' }],
    ['Fn::Sub', { 'Fn::Sub': '192.0.2.${Last}' }],
    ['Fn::Sub with values of its own', { 'Fn::Sub': ['${X}.0.2.${Last}', { X: 192 }] }],
    ['Fn::Join', { 'Fn::Join': ['.', ['192', '0.2', { Ref: 'Last' }]] }],
    ['Fn::Select of Fn::Split', { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'x/192.0.2.7/y'] }] }],
    ['Fn::Select of a list parameter', { 'Fn::Select': [1, { Ref: 'All' }] }],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['By', { Ref: 'Stage' }, 'A'] }],
    ['Fn::If', { 'Fn::If': ['IsLive', '192.0.2.7', { Ref: 'Unknown' }] }],
  ])('works out %s', (_name, value) => {
    expect(
      firstValue(value, {
        Parameters: {
          A: { Type: 'String', Default: '192.0.2.7' },
          Last: { Type: 'Number', Default: 7 },
          All: { Type: 'CommaDelimitedList', Default: '192.0.2.1, 192.0.2.7' },
          Stage: { Type: 'String', Default: 'live' },
        },
        Mappings: { By: { live: { A: '192.0.2.7' } } },
        Conditions: {
          IsLive: {
            'Fn::And': [
              { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] }] },
              { Condition: 'Is' },
            ],
          },
          Is: { 'Fn::Or': [{ 'Fn::Equals': ['a', 'b'] }, { 'Fn::Equals': ['a', 'a'] }] },
        },
      }),
    ).toBe('192.0.2.7');
  });

  it('leaves out resources whose condition does not hold', () => {
    const all = stack(
      { A: www({}), B: www({ Name: 'b.example.org' }, { Condition: 'Never' }) },
      { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } },
    );
    expect(records(all)).toHaveLength(1);
  });

  it.each([
    [{ Ref: 'A' }, 'A: the parameter A has no default that is its value; write one'],
    [{ 'Fn::GetAtt': ['Web', 'PublicIp'] }, 'Web.PublicIp: it is known only after deployment'],
    [{ 'Fn::Sub': '${Web.PublicIp}' }, 'Web.PublicIp: it is known only after deployment'],
    [{ 'Fn::ImportValue': 'x' }, 'Fn::ImportValue: it cannot be worked out'],
    [{ 'Fn::If': ['Circle', '192.0.2.1', '192.0.2.2'] }, 'Circle: its condition is not known'],
    [{ 'Fn::Join': ['.', ['192.0.2', { Ref: 'Web' }]] }, 'Web: it is known only after deployment'],
    [{ 'Fn::Select': [9, ['a']] }, 'Fn::Select: it cannot be worked out'],
  ])('says of %j where it stands that it is not known, once, and the way out', (value, said) => {
    const all = stack(
      { Www: www({ ResourceRecords: [value] }), Web: { Type: 'AWS::EC2::EIP' } },
      { Parameters: { A: { Type: 'String' } }, Conditions: { Circle: { Condition: 'Circle' } } },
    );
    const found = wrong(all);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^stack:\d+ /);
    expect(found[0]).toContain(`› ${said}`);
    expect(found[0]).toContain(
      'or import the deployed zone (aws route53 list-resource-record-sets)',
    );
  });

  it('does not need to know the zone that records are put into', () => {
    expect(records(stack({ Www: www({ HostedZoneId: { Ref: 'AParameter' } }) }))).toHaveLength(1);
  });

  it('takes a zone with VPCs for a private one', () => {
    const hosted = (more: object) => ({
      Type: 'AWS::Route53::HostedZone',
      Properties: { Name: 'example.org', ...more },
    });
    const isPrivate = (more: object) =>
      read(text, { files: { stack: stack({ Zone: hosted(more), Www: www({}) }) } }).scenario
        .zones[0]?.isPrivate;
    expect([
      isPrivate({}),
      isPrivate({ VPCs: [{ VPCId: 'vpc-1', VPCRegion: 'us-east-1' }] }),
    ]).toEqual([false, true]);
  });

  it('lets a name that cannot be taken for another stand for a load balancer of the stack', () => {
    const alias = {
      Type: 'AWS::Route53::RecordSet',
      Properties: {
        Name: 'lb.example.org',
        Type: 'A',
        AliasTarget: {
          DNSName: { 'Fn::GetAtt': 'Balancer.DNSName' },
          HostedZoneId: { 'Fn::GetAtt': ['Balancer', 'CanonicalHostedZoneID'] },
        },
      },
    };
    const all = stack({ Www: www({}), Lb: alias, Balancer: { Type: 'AWS::EC2::LB' } });
    expect(notes(all)).toContain(
      'Balancer.DNSName is known only after deployment: balancer.dnsname.invalid stands for it',
    );
  });

  it('without resources of Route 53 is refused', () => {
    expect(wrong(stack({ B: { Type: 'AWS::S3::Bucket', Properties: {} } })).join()).toContain(
      'no Route 53 resources are in this template',
    );
  });

  it('is not led in circles by names that are made of each other', () => {
    const zone = (Name: unknown) => ({ Type: 'AWS::Route53::HostedZone', Properties: { Name } });
    const twice = (id: string) => ({ 'Fn::Join': ['', [{ Ref: id }, { Ref: id }]] });
    const chain = Object.fromEntries(
      Array.from({ length: 64 }, (_, i) => [`Z${i}`, zone(i === 0 ? 'a' : twice(`Z${i - 1}`))]),
    );
    const all = stack({ A: zone({ Ref: 'B' }), B: zone({ Ref: 'A' }), ...chain, Www: www({}) });
    const nested = Array.from({ length: 60 }).reduce<unknown>(
      (x) => ({ 'Fn::Sub': ['${x}${x}', { x }] }),
      'ab',
    );
    expect(wrong(stack({ Www: www({ Name: nested }) })).join()).toContain('its text is too long');
    expect(wrong(all).join()).toContain('B: its name is made of itself');
    expect(wrong(all).join()).toContain('its name is too long');
  });

  it('is refused where its YAML is broken', () => {
    expect(wrong('Resources:\n  A: [\n').join()).toMatch(/stack:\d/);
  });
});
