/** A scenario made of imported files says what they say. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFiles } from '../../../scenarios/format/import-files.ts';
import { parseScenario } from '../../../scenarios/format/index.ts';
import { foreignFormats } from '../../../scenarios/import/index.ts';
import { scenarioParts } from '../../../scenarios/import/scenario-parts.ts';
import { json, listing, set, values, www } from './importing.ts';

const file = (name: string) => ({
  file: name,
  text: readFileSync(new URL(`./same-zone/${name}`, import.meta.url), 'utf8'),
});
const imported = (files: Parameters<typeof readFiles>[0], zone?: string) =>
  readFiles(files, { zone, formats: foreignFormats });

/** The scenario that the emitted files hold. */
function again({ made, problems }: ReturnType<typeof imported>) {
  if (!made) throw new Error(problems.map(({ message }) => message).join('\n'));
  const texts = new Map(
    scenarioParts(made.scenario, 'files').map((part) => [part.file, part.text]),
  );
  return parseScenario(texts.get('scenario.yaml') as string, {
    file: 'scenario.yaml',
    env: {},
    read: (path) => texts.get(path) as string,
  });
}

describe('imported files', () => {
  it.each([
    ['a listing with its health checks', ['record-sets.json', 'health-checks.json']],
    ['a Terraform state', ['state.json']],
    ['a CloudFormation template', ['template.yaml']],
  ])('of %s are emitted as a scenario of the same zone, backends and all', (_what, names) => {
    const read = imported(names.map(file));
    const { scenario } = again(read);
    expect(scenario).toEqual(read.made?.study.scenario);
  });

  it('of a zone file are emitted with texts that look like variables, and names that would be taken for others', () => {
    const zone = `$ORIGIN example.org.
@ 60 SOA a. b. 1 2 3 4 5
@ 60 TXT "\${HOME} costs $$5"
x.example.org.example.org. 60 A 192.0.2.1
www 60 A 192.0.2.2
   60 A 192.0.2.3
`;
    const read = imported([{ file: 'zone', text: zone }]);
    expect(again(read).scenario).toEqual(read.made?.study.scenario);
    expect(again(read).scenario.zones[0]?.records.map(({ name }) => name)).toContain(
      'x.example.org.example.org',
    );
  });

  it('get clients of every name where load is balanced, and a backend for each of its addresses', () => {
    const { made } = imported([file('record-sets.json'), file('health-checks.json')]);
    const lookups = made?.study.scenario.clients.map(({ lookup }) => lookup[0]?.name);
    expect(lookups).toEqual(
      expect.arrayContaining(['api.example.org', 'db.example.org', 'www.example.org']),
    );
    expect(made?.study.scenario.backends.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['stable', 'canary', 'primary', 'www-1']),
    );
  });

  it('give a check of a name elsewhere the backend of the records that name it, and say so', () => {
    const checked = { ...www(1), HealthCheckId: 'up' };
    const config = { Type: 'HTTP', FullyQualifiedDomainName: 'up.example.net', Port: 80 };
    const checks = json({ HealthChecks: [{ Id: 'up', HealthCheckConfig: config }] });
    const read = imported([
      { file: 'list.json', text: listing(checked) },
      { file: 'checks.json', text: checks },
    ]);
    expect(read.made?.study.scenario.zones[0]?.healthChecks).toMatchObject([{ backend: 'www-1' }]);
    expect(read.notes.map(({ text }) => text)).toContain(
      'the health check "up" probes "up.example.net", which is not one address of the zone: it is given www-1, which a record set that names it answers; give it another if that is wrong',
    );
    expect(again(read).scenario).toEqual(read.made?.study.scenario);
  });

  it('ask for the health checks that a listing names', () => {
    const [first] = imported([file('record-sets.json')]).problems;
    expect(first?.message).toMatch(
      /^no health check is called .* or import what `aws route53 list-health-checks` prints$/,
    );
  });

  it('need the name of the zone when they tell none, or several', () => {
    const bare = { file: 'list.json', text: json([www(1)]) };
    expect(imported([bare]).problems[0]?.message).toBe(
      'nothing tells the name of the zone; give it, as with --zone example.com',
    );
    expect(imported([bare], 'example.org').problems).toEqual([]);
    const two = json([
      { ...set('a.example.', values('a. b. 1 2 3 4 5')), Type: 'SOA' },
      { ...set('b.example.', values('a. b. 1 2 3 4 5')), Type: 'SOA' },
    ]);
    expect(imported([{ file: 'two.json', text: two }]).problems[0]?.message).toBe(
      'the zones a.example, b.example are in these files; choose one, as with --zone a.example',
    );
  });
});
