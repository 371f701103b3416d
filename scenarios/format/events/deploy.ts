/**
 * A rolling deployment: some backends at a time are taken out of DNS, or not, drain for a while, are stopped, and come
 * back: `deploy: { backends: web-*, batch: 2, every: 10m, deregister: dns, wait: 5m, down: 30s }`.
 */
import * as z from 'zod/mini';
import { duration, oneOf, span, whole } from '../../../sim/settings.ts';
import { described } from '../schema/documented.ts';
import { printedTarget, resolveTarget, target } from '../targets.ts';
import { child } from '../tree.ts';
import { leave } from './leaving.ts';
import { type Scene, type Step, verb } from './verb.ts';

export const deploy = verb({
  name: 'deploy',
  summary:
    'Batch by batch: the backends leave DNS or not, drain for a while, are down, and come back, cold and in the records.',
  schema: z.strictObject({
    backends: described('Those that are deployed, in the order of the file.', target),
    batch: z._default(described('How many at a time.', whole(1, 65_536)), 1),
    every: described('From the beginning of one batch to that of the next.', span),
    deregister: z._default(
      described(
        'Whether record sets stop answering with a batch when its turn comes, and answer again when it is back.',
        oneOf('dns', 'none'),
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
        `only ${targets.length} backends are deployed; lower batch to ${targets.length} at most`,
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
  readonly deregister: 'dns' | 'none';
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
  const leaving = deregister === 'dns' ? leave(batch, scene) : null;
  if (leaving === undefined) return undefined;
  const fault = (name: string, settings: unknown, seconds: number): Step['deed'] => ({
    verb: 'fault',
    fault: { name, settings },
    targets: batch,
    lasts: { name: 'constant', settings: seconds },
  });
  const steps: Step[] = [];
  if (leaving)
    steps.push({
      after: 0,
      part: `${who} out`,
      deed: { verb: 'change', changes: leaving.out },
    });
  if (wait > 0)
    steps.push({ after: 0, part: `${who} drain`, deed: fault('drain', { close }, wait) });
  steps.push({ after: wait, part: `${who} down`, deed: fault('crash', null, down) });
  if (leaving)
    steps.push({
      after: wait + down,
      part: `${who} back`,
      deed: { verb: 'change', changes: leaving.back },
    });
  return steps;
}
