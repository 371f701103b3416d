/**
 * A mixed zone of 10,000 record sets through the command line, and twice as many: the time from start to end, the
 * processor's time, and their ratio, which tells a step that grows with the square.
 *
 *   npm run bench
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/main.mjs', import.meta.url));
const COUNT = 10_000;
const ROUNDS = 3;

/** Groups of several policies in turn, until there are so many record sets. */
function listing(count) {
  const soa = 'a. b. 1 7200 900 1209600 300';
  const sets = [{ Name: 'example.org.', Type: 'SOA', TTL: 900, ResourceRecords: [{ Value: soa }] }];
  for (let i = 0; sets.length < count; i++) {
    const record = (last, more) => ({
      Name: `n${i}.example.org.`,
      Type: 'A',
      TTL: 60,
      ResourceRecords: [{ Value: `203.${(i >> 8) & 255}.${i & 255}.${last}` }],
      ...more,
    });
    const groups = [
      [1, 2, 3, 4].map((last) =>
        record(last, { SetIdentifier: `s${last}`, MultiValueAnswer: true }),
      ),
      [1, 2].map((last) => record(last, { SetIdentifier: `s${last}`, Weight: 10 * last })),
      ['PRIMARY', 'SECONDARY'].map((role, last) =>
        record(last, { SetIdentifier: role, Failover: role }),
      ),
      [record(1, {}), record(1, { Type: 'TXT', ResourceRecords: [{ Value: '"v=spf1 -all"' }] })],
    ];
    sets.push(...groups[i % groups.length]);
  }
  return JSON.stringify({ ResourceRecordSets: sets }, null, 2);
}

const folder = mkdtempSync(join(tmpdir(), 'skew53-bench-'));
try {
  const [once, twice] = [COUNT, 2 * COUNT].map((count) => {
    const file = join(folder, `${count}.json`);
    writeFileSync(file, listing(count));
    const seconds = Array.from({ length: ROUNDS }, () => {
      const before = performance.now();
      const { status, stderr } = spawnSync(process.execPath, [MAIN, 'import', file], {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      });
      if (status !== 0) throw new Error(stderr);
      return (performance.now() - before) / 1000;
    });
    return Math.min(...seconds);
  });
  console.log(`\n${COUNT} record sets imported, best of ${ROUNDS} rounds\n`);
  console.log(`${once.toFixed(2)} s, start of the program included`);
  console.log(`${(twice / once).toFixed(2)} times that for twice as many`);
} finally {
  rmSync(folder, { recursive: true });
}
