import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { folderWithScenario, start } from './skew53.ts';

const MANY = ['run', 'small.yaml', '-n', '100000', '--json', 'result.json'];
/** One replication that takes far longer than any test may. */
const LONG = ['run', 'small.yaml', '-n', '1', '--max-events', '1e15', '--json', 'result.json'];

async function ended(child: ChildProcess): Promise<{ code: number | null; stderr: string }> {
  const stderr = text(child.stderr as NodeJS.ReadableStream);
  child.stdout?.resume();
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, stderr: await stderr };
}

describe('the first signal stops after the replication under way', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s exits %d and keeps what is finished', async (signal, expected) => {
    const cwd = folderWithScenario();
    const child = start(MANY, cwd);
    const end = ended(child);
    await setTimeout(1500);
    child.kill(signal);
    // npm passes the terminal's signal on: the same one, at once.
    child.kill(signal);
    const { code, stderr } = await end;
    expect(code).toBe(expected);
    expect(stderr).toContain('once more stops at once');
    const result = JSON.parse(readFileSync(join(cwd, 'result.json'), 'utf8'));
    expect(result.outcome).toBe('aborted');
    expect(result.scenario.replications).toBeGreaterThan(0);
    expect(result.scenario.replications).toBeLessThan(100_000);
  });
});

test('a second signal ends at once, in the middle of a replication, and leaves no file', async () => {
  const cwd = folderWithScenario({ duration: '10000d', window: '1d' });
  const child = start(LONG, cwd);
  const end = ended(child);
  await setTimeout(1200);
  child.kill('SIGINT');
  await setTimeout(600);
  const asked = Date.now();
  child.kill('SIGINT');
  const { code } = await end;
  expect(code).toBe(130);
  expect(Date.now() - asked).toBeLessThan(3000);
  expect(readdirSync(cwd)).toEqual(['small.yaml']);
});

test('a reader that leaves early is no error', async () => {
  const child = start(['run', 'small.yaml', '--json'], folderWithScenario());
  child.stdout?.destroy();
  const { code, stderr } = await ended(child);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
