/** `docs/conformance.md` from what was recorded. */
import { checks } from './checks.ts';
import { differences } from './differences.ts';
import { type Recorded, records } from './record.ts';

const INTRODUCTION = `# Conformance: the profiles against real programs

\`npm run conformance\` starts Debian's resolvers on loopback, one after the other, before a small authority, asks each
of them thousands of questions and records what it did. The test suite holds those records against the profiles: whole
orders by chi-square at 1e-6 (rotations one by one, by id and clock), clamps, the second in which an entry ends or is
prefetched, the TTLs shown on the way there, and what becomes of many questions at once. It needs root, for port 53 of
127.0.0.9 and for \`apt-get\`; a run takes some three minutes a program, and \`npm run conformance -- dnsmasq\` one alone.

Written by \`npm run docs:conformance\`.
`;

export function page(): string {
  return [
    INTRODUCTION,
    '## What was run',
    '',
    '| Program | Debian package | Profile | Hits seen | Questions at once: answered, asked upstream | A silent authority |',
    '| --- | --- | --- | --- | --- | --- |',
    ...records().map(row),
    '',
    'A silent authority: how often it was asked for a name, and what the client had in the end.',
    '',
    '## What is held against the profile',
    '',
    ...checks.map(({ what }) => `- ${what}`),
    '',
    '## What differs, and why the profile stays',
    '',
    '| Program | Check | Why |',
    '| --- | --- | --- |',
    ...differences.map(({ program, what, reason }) => `| ${program} | ${what} | ${reason} |`),
    '',
  ].join('\n');
}

function row(record: Recorded): string {
  const { program, version, profile, orders, burst, silence } = record;
  const hits = Object.values(orders)
    .flatMap(({ hits: counts }) => Object.values(counts))
    .reduce((sum, count) => sum + count, 0);
  const { answer, tries } = silence;
  const end =
    answer.seconds === null
      ? 'nothing in 45 s'
      : `${answer.code} after ${answer.seconds.toFixed(1)} s`;
  return `| ${[
    program,
    version,
    `\`${profile}\``,
    hits,
    `${burst.answered} of ${burst.questions}, ${burst.upstreamQueries}`,
    `${tries.length} times; ${end}`,
  ].join(' | ')} |`;
}
