import { describe, expect, it } from 'vitest';
import { mistakes, read } from '../sample.ts';
import { importing, json } from './importing.ts';

const text = importing('{ import: tf.json }');
const zone = resource('aws_route53_zone', 'main', { name: 'example.org', zone_id: 'Z1' });
const www = (i: number, more: object = {}) =>
  resource(
    'aws_route53_record',
    'www',
    {
      zone_id: 'Z1',
      name: 'www',
      fqdn: 'www.example.org',
      type: 'A',
      ttl: 60,
      records: [`192.0.2.${i}`],
      set_identifier: `www-${i}`,
      multivalue_answer_routing_policy: true,
      ...more,
    },
    `w${i}`,
  );

function resource(type: string, name: string, values: object, index?: string) {
  const address = `${type}.${name}${index === undefined ? '' : `["${index}"]`}`;
  return { address, mode: 'managed', type, name, index, values };
}
const state = (...resources: object[]) =>
  json({ format_version: '1.0', values: { root_module: { resources } } });
const plan = (resources: object[], configured: object[]) =>
  json({
    format_version: '1.2',
    planned_values: { root_module: { resources } },
    configuration: { root_module: { resources: configured } },
  });
const expression = (address: string, expressions: Record<string, string>) => ({
  address,
  expressions: Object.fromEntries(
    Object.entries(expressions).map(([key, reference]) => [key, { references: [reference] }]),
  ),
});
const records = (content: string) =>
  read(text, { files: { 'tf.json': content } }).scenario.zones[0]?.records;
const notes = (content: string) =>
  read(text, { files: { 'tf.json': content } }).notes.map(({ text: said }) => said);
const wrong = (content: string) => mistakes(text, { files: { 'tf.json': content } });

describe('terraform show -json', () => {
  it('[route53 7.5] of a state gives the zone its name and its records, of all modules', () => {
    const below = {
      address: 'module.a',
      resources: [www(2)],
      child_modules: [{ address: 'module.a.module.b', resources: [www(3)] }],
    };
    const content = json({
      format_version: '1.0',
      values: { root_module: { resources: [zone, www(1)], child_modules: [below] } },
    });
    expect(records(content)?.map(({ setIdentifier }) => setIdentifier)).toEqual([
      'www-1',
      'www-2',
      'www-3',
    ]);
  });

  it('takes the zone of a data source, and leaves the records of other zones out', () => {
    const data = { ...zone, address: 'data.aws_route53_zone.main', mode: 'data' };
    const other = resource('aws_route53_zone', 'other', { name: 'example.net', zone_id: 'Z2' });
    const elsewhere = www(2, { zone_id: 'Z2', fqdn: 'www.example.net' });
    expect(records(state(data, www(1)))).toHaveLength(1);
    const content = state(zone, other, www(1), elsewhere);
    expect(wrong(content)).toEqual([
      expect.stringMatching(
        /what is imported is of the zones example.org, example.net; write zone.name/,
      ),
    ]);
    const named = importing('{ name: example.org, import: tf.json }');
    const study = read(named, { files: { 'tf.json': content } });
    expect(study.scenario.zones[0]?.records).toHaveLength(1);
    expect(study.notes.map(({ text: said }) => said)).toContain(
      'left out, because they are not of the zone example.org: 1 of the record sets',
    );
  });

  it('takes a zone with VPCs for a private one', () => {
    const inside = { ...zone, values: { ...zone.values, vpc: [{ vpc_id: 'vpc-1' }] } };
    const isPrivate = (content: string) =>
      read(text, { files: { 'tf.json': content } }).scenario.zones[0]?.isPrivate;
    expect([isPrivate(state(zone, www(1))), isPrivate(state(inside, www(1)))]).toEqual([
      false,
      true,
    ]);
  });

  it('ends names with the name of the zone, as the provider does, where a plan has no more', () => {
    const content = plan(
      [
        { ...zone, values: { name: 'example.org' } },
        www(1, { zone_id: undefined, fqdn: undefined }),
        www(2, { zone_id: undefined, fqdn: undefined, name: 'www.example.org' }),
      ],
      [expression('aws_route53_record.www', { zone_id: 'aws_route53_zone.main.zone_id' })],
    );
    expect(records(content)?.map(({ name }) => name)).toEqual([
      'www.example.org',
      'www.example.org',
    ]);
  });

  it('of a plan follows references to health checks, by their index', () => {
    const check = (i: number) =>
      resource(
        'aws_route53_health_check',
        'up',
        { type: 'TCP', ip_address: `192.0.2.${i}`, port: 80, request_interval: 10 },
        `w${i}`,
      );
    const content = plan(
      [zone, www(1, { health_check_id: undefined }), www(2), check(1), check(2)],
      [expression('aws_route53_record.www', { health_check_id: 'aws_route53_health_check.up' })],
    );
    const [found] = read(text, { files: { 'tf.json': content } }).scenario.zones;
    expect(found?.records.map(({ healthCheck }) => healthCheck)).toEqual(['up-w1', 'up-w2']);
    expect(found?.healthChecks).toMatchObject([{ backend: 'web-1' }, { backend: 'web-2' }]);
  });

  it('tells what a plan does not know yet, at the resource', () => {
    const content = plan(
      [zone, www(1, { records: undefined })],
      [expression('aws_route53_record.www', { records: 'aws_eip.web.public_ip' })],
    );
    expect(wrong(content).join('\n')).toMatch(
      /tf.json:\d+ ‹"aws_route53_record.www\[\\"w1\\"\]"› records of aws_route53_record.www\["w1"\] is made from aws_eip.web.public_ip, which is known only after apply/,
    );
  });

  it('[route53 7.5] puts the quotes around texts that the provider leaves out', () => {
    const txt = (value: string) =>
      state(
        zone,
        www(1, {
          type: 'TXT',
          records: [value],
          set_identifier: '',
          multivalue_answer_routing_policy: null,
        }),
      );
    expect(records(txt('v=spf1 -all'))?.[0]?.values).toEqual(['"v=spf1 -all"']);
    expect(records(txt('a" "b'))?.[0]?.values).toEqual(['"a" "b"']);
  });

  it('does not lose a routing policy or an attribute of a later provider without a word', () => {
    expect(wrong(state(zone, www(1, { orbital_routing_policy: [{ orbit: 1 }] }))).join()).toContain(
      'the routing policy orbital_routing_policy is not known',
    );
    expect(notes(state(zone, www(1, { colour: 'red' })))).toContain(
      'the attribute colour is not known and left out',
    );
  });

  it('without resources of Route 53 is refused', () => {
    expect(wrong(state()).join()).toContain('no Route 53 resources are in this');
    expect(wrong(json({ format_version: '1.0', terraform_version: '1.9' })).join()).toContain(
      'no Route 53 resources are in this',
    );
  });
});
