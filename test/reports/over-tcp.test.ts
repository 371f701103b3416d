/** Queries made again over TCP, as a user meets them: in the result, in the text, and in what is expected. */
import { expect, it } from 'vitest';
import { run } from '../../experiments/index.ts';
import { textReport } from '../../reports/text.ts';
import { read } from '../scenarios/sample.ts';

const style = { width: 100, unicode: true, colour: false };

/** One simple record set of that many addresses, asked for without EDNS: 512 bytes fit. */
function answerOf(count: number): string {
  const addresses = Array.from({ length: count }, (_, i) => `192.0.2.${i + 1}`);
  return `version: 1
name: long-answer
duration: 1h
replications: 2
zone:
  name: example.com
  records:
    - { name: app, type: A, ttl: 60, values: [${addresses.join(', ')}] }
resolvers:
  - { name: old-firewall, profile: unbound, count: 5, ednsBuffer: 0 }
  - { name: isp, profile: unbound, count: 5 }
clients:
  - { name: users, profile: one-shot, resolvers: { old-firewall: 50%, isp: 50% }, lookup: app.example.com, arrivals: { poisson: 1/s } }
backends:
${addresses.map((address, i) => `  - { name: web-${i + 1}, address: ${address} }`).join('\n')}
expect:
  - { metric: tcp-retries, resolver: old-firewall, below: 100 }
`;
}

it('are half of the queries upstream where no answer fits, and none where all do', async () => {
  const long = await run(read(answerOf(40)));
  const short = await run(read(answerOf(8)));
  const [old, isp] = long.resolvers;
  const upstream = (old?.upstreamQueriesPerSecond?.mean ?? 0) * 3600;
  expect(old?.tcpRetries?.mean).toBeGreaterThan(100);
  expect(old?.tcpRetries?.mean).toBeCloseTo(upstream / 2, 6);
  expect(isp?.tcpRetries?.mean).toBe(0);
  expect(short.resolvers.map(({ tcpRetries }) => tcpRetries?.mean)).toEqual([0, 0]);

  expect(long.expectations.map(({ verdict }) => verdict)).toEqual(['failed']);
  expect(short.expectations.map(({ verdict }) => verdict)).toEqual(['met']);

  const again = Math.round(old?.tcpRetries?.mean ?? 0);
  expect(textReport(long, style, 'full')).toMatch(
    new RegExp(`^over TCP {4}old-firewall ${again} .*queries made again$`, 'm'),
  );
  expect(textReport(short, style, 'full')).not.toContain('over TCP');
  expect(textReport(long, style, 'compact')).not.toContain('over TCP');
});
