/** `npm run skew53`: the built command line, or what to run when it is not built. */
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.mjs', import.meta.url);
if (existsSync(main)) {
  // npm starts scripts in the package's folder; paths are meant from where the user stands.
  if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  await import(main.href);
} else {
  console.error('skew53 is not built yet (no dist/). Run: npm ci --include=dev');
  process.exitCode = 2;
}
