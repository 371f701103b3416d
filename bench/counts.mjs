/**
 * A day of a billion requests by number: 1,000 resolvers, TTL 60, eight of forty backends in an answer, windows of
 * five minutes. Prints the time for a DNS decision and for a stretch of requests counted at one address.
 *
 *   npm run bench
 */
import { parseScenario, simulate } from '../dist/index.mjs';

const BACKENDS = 40;
const WINDOWS = 288;
const RESOLVERS = 1000;
const ROUNDS = 3;
const list = (line) => Array.from({ length: BACKENDS }, (_, i) => line(i + 1)).join('\n');

const { scenario } = parseScenario(
  `
version: 1
name: billion
detail: counts
duration: 1d
window: 5m
zone:
  name: example.com
  ttl: 60
  records:
${list((i) => `    - { name: app, type: A, routing: multivalue, setIdentifier: w${i}, value: 192.0.2.${i} }`)}
resolvers:
  - { name: isp, count: ${RESOLVERS}, profile: unbound }
clients:
  - { name: users, profile: one-shot, resolvers: isp, lookup: app.example.com, arrivals: { poisson: 11574/s } }
backends:
${list((i) => `  - { name: w${i}, address: 192.0.2.${i} }`)}
`,
  { file: 'billion.yaml' },
);

let seconds = Number.POSITIVE_INFINITY;
let decisions = 0;
let requests = 0;
for (let round = 1; round <= ROUNDS; round++) {
  const begun = performance.now();
  const { processed } = simulate(scenario, 'bench', round);
  seconds = Math.min(seconds, (performance.now() - begun) / 1000);
  decisions = processed.events;
  requests = processed.requests;
}
const stretches = 8 * (decisions + WINDOWS * RESOLVERS);
console.log(
  `\n${(requests / 1e9).toFixed(3)} billion requests by number, best of ${ROUNDS} rounds\n`,
);
console.log(`${seconds.toFixed(2)} s   ${(requests / seconds / 1e6).toFixed(0)} M requests/s`);
console.log(`${((seconds / decisions) * 1e9).toFixed(0)} ns a DNS decision (${decisions} of them)`);
console.log(`${((seconds / stretches) * 1e9).toFixed(0)} ns a stretch at one address`);
