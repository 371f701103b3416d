// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub looks like this
/** Small files of every format, right as they are: what mutations begin from. */

const www = (i: number, more: object = {}) => ({
  Name: 'www.example.org.',
  Type: 'A',
  SetIdentifier: `www-${i}`,
  MultiValueAnswer: true,
  TTL: 60,
  HealthCheckId: 'up',
  ResourceRecords: [{ Value: `192.0.2.${i}` }],
  ...more,
});
const SOA = {
  Name: 'example.org.',
  Type: 'SOA',
  TTL: 900,
  ResourceRecords: [{ Value: 'a. b. 1 7200 900 1209600 300' }],
};

export const listing = {
  ResourceRecordSets: [
    SOA,
    { Name: '\\052.example.org.', Type: 'A', TTL: 5, ResourceRecords: [{ Value: '192.0.2.9' }] },
    {
      Name: 'a.example.org.',
      Type: 'A',
      SetIdentifier: 'x',
      Weight: 10,
      TTL: 60,
      ResourceRecords: [{ Value: '192.0.2.3' }],
    },
    {
      Name: 'f.example.org.',
      Type: 'A',
      SetIdentifier: 'y',
      Failover: 'PRIMARY',
      TTL: 60,
      ResourceRecords: [{ Value: '192.0.2.3' }],
    },
    {
      Name: 'l.example.org.',
      Type: 'A',
      SetIdentifier: 'z',
      Region: 'us-east-1',
      TTL: 60,
      ResourceRecords: [{ Value: '192.0.2.3' }],
    },
    {
      Name: 'g.example.org.',
      Type: 'A',
      SetIdentifier: 'z',
      GeoLocation: { CountryCode: 'US', SubdivisionCode: 'CA' },
      TTL: 60,
      ResourceRecords: [{ Value: '192.0.2.3' }],
    },
    {
      Name: 'p.example.org.',
      Type: 'A',
      SetIdentifier: 'z',
      GeoProximityLocation: { Coordinates: { Latitude: '1.5', Longitude: '-2' }, Bias: 5 },
      TTL: 60,
      ResourceRecords: [{ Value: '192.0.2.3' }],
    },
    {
      Name: 'c.example.org.',
      Type: 'A',
      SetIdentifier: 'z',
      CidrRoutingConfig: { CollectionId: 'offices', LocationName: '*' },
      TTL: 60,
      ResourceRecords: [{ Value: '192.0.2.3' }],
    },
    {
      Name: 'example.org.',
      Type: 'A',
      AliasTarget: { HostedZoneId: 'Z1', DNSName: 'www.example.org.', EvaluateTargetHealth: true },
    },
    www(1),
    www(2, { HealthCheckId: 'any' }),
  ],
  IsTruncated: false,
  MaxItems: '300',
};
const batch = {
  Comment: 'c',
  Changes: [
    { Action: 'UPSERT', ResourceRecordSet: SOA },
    { Action: 'CREATE', ResourceRecordSet: www(1) },
    { Action: 'DELETE', ResourceRecordSet: www(1) },
    {
      Action: 'UPSERT',
      ResourceRecordSet: {
        Name: 'www.example.org',
        Type: 'A',
        TTL: 5,
        RoutingPolicy: { Type: 'MULTIVALUE' },
        ResourceRecords: [{ Value: '192.0.2.1' }],
      },
    },
  ],
};
export const checks = {
  HealthChecks: [
    {
      Id: 'up',
      CallerReference: 'r',
      HealthCheckVersion: 1,
      HealthCheckConfig: {
        Type: 'HTTP',
        IPAddress: '192.0.2.1',
        Port: 80,
        RequestInterval: 10,
        FailureThreshold: 2,
        Inverted: false,
        Disabled: false,
        Regions: ['us-east-1', 'eu-west-1', 'sa-east-1'],
      },
    },
    {
      Id: 'any',
      CallerReference: 'r',
      HealthCheckVersion: 1,
      HealthCheckConfig: {
        Type: 'CALCULATED',
        HealthThreshold: 1,
        ChildHealthChecks: ['up', 'alarm'],
      },
    },
    {
      Id: 'alarm',
      CallerReference: 'r',
      HealthCheckVersion: 1,
      HealthCheckConfig: {
        Type: 'CLOUDWATCH_METRIC',
        AlarmIdentifier: { Region: 'us-east-1', Name: 'a' },
      },
    },
    {
      Id: 'name',
      CallerReference: 'r',
      HealthCheckVersion: 1,
      HealthCheckConfig: { Type: 'TCP', FullyQualifiedDomainName: 'www.example.org', Port: 443 },
    },
  ],
};
const resource = (type: string, name: string, values: object) => ({
  address: `${type}.${name}`,
  mode: 'managed',
  type,
  name,
  values,
});
const tfRecord = {
  zone_id: 'Z1',
  name: 'www',
  type: 'A',
  ttl: 60,
  records: ['192.0.2.1'],
  set_identifier: 'w',
  weighted_routing_policy: [{ weight: 3 }],
  alias: [],
  health_check_id: 'up',
};
const state = {
  format_version: '1.0',
  terraform_version: '1.9.8',
  values: {
    root_module: {
      resources: [
        resource('aws_route53_zone', 'main', { name: 'example.org', zone_id: 'Z1' }),
        resource('aws_route53_record', 'www', tfRecord),
        resource('aws_route53_record', 'geo', {
          ...tfRecord,
          name: 'g',
          weighted_routing_policy: [],
          geolocation_routing_policy: [{ continent: 'EU', country: '', subdivision: '' }],
        }),
        resource('aws_route53_record', 'apex', {
          zone_id: 'Z1',
          name: '',
          type: 'A',
          alias: [{ name: 'www.example.org', zone_id: 'Z1', evaluate_target_health: true }],
        }),
        resource('aws_route53_health_check', 'up', {
          id: 'up',
          type: 'TCP',
          ip_address: '192.0.2.1',
          port: 80,
          request_interval: 30,
          failure_threshold: 3,
        }),
        resource('aws_route53_cidr_collection', 'offices', { id: 'c', name: 'offices' }),
        resource('aws_route53_cidr_location', 'office', {
          cidr_collection_id: 'c',
          name: 'office',
          cidr_blocks: ['198.51.100.0/24'],
        }),
      ],
      child_modules: [
        {
          address: 'module.a',
          resources: [
            resource('aws_route53_record', 'txt', {
              zone_id: 'Z1',
              name: 't',
              type: 'TXT',
              ttl: 5,
              records: ['v=spf1'],
            }),
          ],
        },
      ],
    },
  },
};
const plan = {
  format_version: '1.2',
  planned_values: {
    root_module: {
      resources: [
        resource('aws_route53_zone', 'main', { name: 'example.org' }),
        resource('aws_route53_record', 'www', {
          ...tfRecord,
          zone_id: undefined,
          health_check_id: undefined,
        }),
        resource('aws_route53_health_check', 'up', {
          type: 'TCP',
          ip_address: '192.0.2.1',
          port: 80,
        }),
      ],
    },
  },
  configuration: {
    root_module: {
      resources: [
        {
          address: 'aws_route53_record.www',
          expressions: {
            zone_id: { references: ['aws_route53_zone.main.zone_id'] },
            health_check_id: { references: ['aws_route53_health_check.up.id'] },
          },
        },
      ],
      module_calls: {},
    },
  },
};
const template = {
  AWSTemplateFormatVersion: '2010-09-09',
  Parameters: {
    Domain: { Type: 'String', Default: 'example.org' },
    All: { Type: 'CommaDelimitedList', Default: 'a,b' },
  },
  Mappings: { By: { live: { A: '192.0.2.1' } } },
  Conditions: {
    Is: { 'Fn::Equals': [{ Ref: 'Domain' }, 'example.org'] },
    Not: { 'Fn::Not': [{ Condition: 'Is' }] },
  },
  Resources: {
    Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: { Ref: 'Domain' } } },
    Up: {
      Type: 'AWS::Route53::HealthCheck',
      Properties: { HealthCheckConfig: { Type: 'TCP', IPAddress: '192.0.2.1', Port: '80' } },
    },
    Www: {
      Type: 'AWS::Route53::RecordSet',
      Condition: 'Is',
      Properties: {
        HostedZoneId: { Ref: 'Zone' },
        Name: { 'Fn::Sub': 'www.${Domain}' },
        Type: 'A',
        TTL: '60',
        ResourceRecords: [{ 'Fn::FindInMap': ['By', 'live', 'A'] }],
        SetIdentifier: 'w',
        Weight: { 'Fn::If': ['Is', 1, { Ref: 'AWS::NoValue' }] },
        HealthCheckId: { Ref: 'Up' },
      },
    },
    Group: {
      Type: 'AWS::Route53::RecordSetGroup',
      Properties: {
        HostedZoneName: 'example.org.',
        RecordSets: [
          {
            Name: { 'Fn::Join': ['.', ['b', { Ref: 'Domain' }]] },
            Type: 'A',
            TTL: 5,
            ResourceRecords: { 'Fn::Split': [',', '192.0.2.1,192.0.2.2'] },
          },
          {
            Name: 'lb.example.org',
            Type: 'A',
            AliasTarget: { DNSName: { 'Fn::GetAtt': ['Lb', 'DNSName'] }, HostedZoneId: 'Z2' },
          },
        ],
      },
    },
  },
};
const yamlTemplate = `AWSTemplateFormatVersion: 2010-09-09
Parameters: { Domain: { Type: String, Default: example.org } }
Conditions:
  Is: !Equals [!Ref Domain, example.org]
Resources:
  Up:
    Type: AWS::Route53::HealthCheck
    Properties: { HealthCheckConfig: { Type: TCP, IPAddress: 192.0.2.1, Port: '80' } }
  Www: &www
    Type: AWS::Route53::RecordSet
    Properties:
      HostedZoneName: !Sub '\${Domain}.'
      Name: !Join [., [www, !Ref Domain]]
      Type: A
      TTL: '60'
      SetIdentifier: w
      Weight: !If [Is, 1, !Ref AWS::NoValue]
      HealthCheckId: !GetAtt Up.HealthCheckId
      ResourceRecords: [!Select [0, !Split [',', '192.0.2.1,192.0.2.2']]]
  Other: *www
`;
const zoneFile = `$TTL 1h
$ORIGIN example.org.
@ IN SOA ns1 hostmaster (
  1 ; serial
  2h 15m 2w 5m )
  NS ns1
www 60 IN A 192.0.2.1
    IN 60 A 192.0.2.2
*.x A 192.0.2.3
a\\.b\\042 CNAME www
@ MX 10 mail
t TXT "v=DKIM1; k=rsa" plain "say \\"hi\\""
z TYPE65534 \\# 2 0a0b
`;

/** Documents that are data first. */
export const DOCUMENTS: readonly object[] = [listing, batch, checks, state, plan, template];
/** Every file as text. */
export const TEXTS: readonly string[] = [
  ...DOCUMENTS.map((document) => JSON.stringify(document, null, 2)),
  yamlTemplate,
  zoneFile,
];
/** Those whose lines mean something. */
export const LINED: readonly string[] = [yamlTemplate, zoneFile];
