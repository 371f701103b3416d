/**
 * A rolling deployment: some backends at a time are taken out of DNS or out of balancers, or not, drain for a while,
 * are stopped, and come back: `deploy: { backends: web-*, batch: 2, every: 10m, deregister: dns, wait: 5m, down: 30s }`.
 */
import * as z from 'zod/mini';
import { duration, oneOf, span, whole } from '../../../sim/settings.ts';
import { described } from '../schema/documented.ts';
import { printedTarget, resolveTarget, target } from '../targets.ts';
import { child } from '../tree.ts';
import { leave } from './leaving.ts';
import { areTargets, registration } from './registering.ts';
import { type Scene, type Step, verb } from './verb.ts';

export const deploy = verb({
  name: 'deploy',
  summary:
    'Batch by batch: the backends leave DNS, or balancers, or neither, drain for a while, are down, and come back, cold and where they were.',
  schema: z.strictObject({
    backends: described('Those that are deployed, in the order of the file.', target),
    batch: z._default(described('How many at a time.', whole(1, 65_536)), 1),
    every: described('From the beginning of one batch to that of the next.', span),
    deregister: z._default(
      described(
        'Whether record sets stop answering with a batch when its turn comes, or balancers take it out of their target groups; when it is back they have it again.',
        oneOf('dns', 'balancer', 'none'),
      ),
      'dns',
    ),
    wait: z.prefault(
      described('How long it serves on, failing its probes, before it is stopped.', duration),
      '0s',
    ),
    down: described('How long it is stopped: connections are refused.', span),
    close: z._default(
      described(
        'Whether it closes connections after the response while it waits.',
        z.boolean({ error: 'expected true or false' }),
      ),
      true,
    ),
  }),
  target: (written) => printedTarget(child(written, 'backends')),
  resolve({ backends: written, batch, every, deregister, wait, down, close }, scene) {
    const { context, path } = scene;
    const { targets, share } = resolveTarget(
      written,
      scene.backends,
      [...path, 'backends'],
      context,
    );
    if (share !== undefined)
      context.wrong([...path, 'backends'], 'a deployment is of all that it names; remove share');
    if (targets.length === 0 || share !== undefined) return undefined;
    if (batch > targets.length) {
      context.wrong(
        [...path, 'batch'],
        `only ${targets.length} ${targets.length === 1 ? 'backend is' : 'backends are'} deployed; lower batch to ${targets.length} at most`,
      );
      return undefined;
    }
    if (wait + down > every)
      context.wrong(
        [...path, 'every'],
        `a batch takes ${wait + down}s (wait and down), longer than the ${every}s to the next one; raise every`,
      );
    const steps: Step[] = [];
    for (let first = 0; first < targets.length; first += batch) {
      const now = targets.slice(first, first + batch);
      const after = (first / batch) * every;
      const own = stepsOf(now, { deregister, wait, down, close }, scene);
      if (!own) return undefined;
      steps.push(...own.map((step) => ({ ...step, after: after + step.after })));
    }
    return steps;
  },
});

interface Manner {
  readonly deregister: 'dns' | 'balancer' | 'none';
  readonly wait: number;
  readonly down: number;
  readonly close: boolean;
}

/** What happens to one batch, from its turn on. */
function stepsOf(
  batch: readonly string[],
  { deregister, wait, down, close }: Manner,
  scene: Scene,
): Step[] | undefined {
  const who = batch.join(', ');
  const ways = waysOf(batch, deregister, scene);
  if (!ways) return undefined;
  const fault = (name: string, settings: unknown, seconds: number): Step['deed'] => ({
    verb: 'fault',
    fault: { name, settings },
    targets: batch,
    lasts: { name: 'constant', settings: seconds },
  });
  const steps: Step[] = [];
  if (ways.out) steps.push({ after: 0, part: `${who} out`, deed: ways.out });
  if (wait > 0)
    steps.push({ after: 0, part: `${who} drain`, deed: fault('drain', { close }, wait) });
  steps.push({ after: wait, part: `${who} down`, deed: fault('crash', null, down) });
  if (ways.back) steps.push({ after: wait + down, part: `${who} back`, deed: ways.back });
  return steps;
}

/** What takes a batch out and puts it back, null where nothing does; undefined, and reported, if it cannot be done. */
function waysOf(
  batch: readonly string[],
  deregister: Manner['deregister'],
  scene: Scene,
): Record<'out' | 'back', Step['deed'] | null> | undefined {
  if (deregister === 'none') return { out: null, back: null };
  if (deregister === 'dns') {
    const leaving = leave(batch, scene);
    if (!leaving) return undefined;
    return {
      out: { verb: 'change', changes: leaving.out },
      back: { verb: 'change', changes: leaving.back },
    };
  }
  if (!areTargets(batch, [...scene.path, 'backends'], scene)) return undefined;
  return { out: registration('deregister', batch), back: registration('register', batch) };
}
