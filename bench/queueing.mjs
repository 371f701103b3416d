/**
 * Requests per second where backends serve them: workers, one queue, first come first served, one core, through
 * the public API. Each run checks its own mean response time against theory.
 *
 *   npm run build && node bench/queueing.mjs
 */
import { parseScenario, simulate } from '../dist/index.mjs';

const ROUNDS = 5;
/** Utilisation of every case; service 1 s, so that theory's unit is the second. */
const LOAD = 0.7;

/** Label, workers, law of service, mean sojourn: M/M/1, M/D/1, M/M/8 with Erlang's C(8, 5.6) = 0.2706. */
const cases = [
  ['M/M/1', 1, '{ exponential: 1s }', 1 / (1 - LOAD)],
  ['M/D/1', 1, '1s', 1 + LOAD / (2 * (1 - LOAD))],
  ['M/M/8', 8, '{ exponential: 1s }', 1 + 0.2706 / (8 * (1 - LOAD))],
];

const scenario = (workers, service) => `
version: 1
name: bench
duration: ${Math.round(1_000_000 / (4 * workers * LOAD))}s
window: 1h
leadIn: 500s
zone:
  name: example.com
  ttl: 60
  records:
${Array.from({ length: 4 }, (_, i) => `    - { name: app, type: A, routing: multivalue, setIdentifier: w${i}, value: 192.0.2.${i + 1} }`).join('\n')}
resolvers:
  - { name: isp, count: 100, profile: ideal, orderOnHit: shuffle }
clients:
  - { name: users, profile: one-shot, resolvers: isp, lookup: app.example.com, arrivals: { poisson: ${4 * workers * LOAD}/s } }
backends:
${Array.from({ length: 4 }, (_, i) => `  - { name: w${i}, address: 192.0.2.${i + 1}, workers: ${workers}, service: ${service} }`).join('\n')}
`;

console.log(`requests through servers at ρ = ${LOAD}, best of ${ROUNDS} rounds\n`);
for (const [label, workers, service, sojourn] of cases) {
  const study = parseScenario(scenario(workers, service), { file: `${label}.yaml` });
  let best = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    const begun = performance.now();
    const measured = simulate(study.scenario, 'bench', round);
    const seconds = (performance.now() - begun) / 1000;
    best = Math.max(best, measured.processed.requests / seconds);
    check(label, measured, sojourn);
  }
  console.log(`${label.padEnd(28)} ${(best / 1e6).toFixed(2).padStart(6)} M requests/s`);
}

/** A million requests know the mean to about a hundredth at this load; answers held for 60 s make no difference. */
function check(label, { backends }, sojourn) {
  const times = backends.servers.responseTimes;
  const total = times.reduce((sum, t) => sum + t.total, 0);
  const mean = times.reduce((sum, t) => sum + t.sum, 0) / total;
  if (Math.abs(mean / sojourn - 1) > 0.05)
    throw new Error(`${label}: mean response ${mean} s, theory says ${sojourn} s`);
}
