/** `npm run fuzz -- importers|scenarios [COUNT] [SEED]`: a fuzz test with other numbers than in CI. */
import { spawnSync } from 'node:child_process';

const [what = 'importers', count = '100000', seed = '1'] = process.argv.slice(2);
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--project', 'rooms', `test/fuzz/${what}.test.ts`],
  { stdio: 'inherit', env: { ...process.env, FUZZ_COUNT: count, FUZZ_SEED: seed } },
);
process.exitCode = status ?? 1;
