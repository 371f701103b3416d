/** A backend that is taken away: `removeBackend: { backend: web-3, records: remove, stopAfter: 5m }`. */
import * as z from 'zod/mini';
import { duration, name, oneOf } from '../../../sim/settings.ts';
import { quoted } from '../printable.ts';
import { described } from '../schema/documented.ts';
import { suggest } from '../suggest.ts';
import { child, textOf } from '../tree.ts';
import { isAnswered, leave } from './leaving.ts';
import { isTargetOfBalancer, registration } from './registering.ts';
import { type Step, verb } from './verb.ts';

export const removeBackend = verb({
  name: 'removeBackend',
  summary:
    'A backend leaves the records, and the balancers that have it, and is stopped some time after; then it refuses connections.',
  schema: z.strictObject({
    backend: described('Name of the backend.', name),
    records: z._default(
      described(
        'Whether the record sets stop answering with it, each edge after its own lag, and balancers take it out, or are forgotten.',
        oneOf('remove', 'keep'),
      ),
      'remove',
    ),
    stopAfter: z.prefault(described('For how long it is still there.', duration), '0s'),
  }),
  target: (written) => textOf(child(written, 'backend')),
  resolve({ backend, records, stopAfter }, scene) {
    const { backends, context, path } = scene;
    const names = backends.map((one) => one.name);
    if (!names.includes(backend)) {
      if (context.isIntact(['backends']))
        context.wrong(
          [...path, 'backend'],
          `no backend is called ${quoted(backend)}; add it to backends, with its address`,
          suggest(backend, names),
        );
      return undefined;
    }
    const isTarget = records === 'remove' && isTargetOfBalancer(backend, scene);
    const leaves = records === 'remove' && (!isTarget || isAnswered(backend, scene));
    const leaving = leaves ? leave([backend], scene) : null;
    if (leaving === undefined) return undefined;
    const out: Step[] = [];
    if (leaving) out.push({ after: 0, part: '', deed: { verb: 'change', changes: leaving.out } });
    if (isTarget)
      out.push({
        after: 0,
        part: leaving ? 'deregister' : '',
        deed: registration('deregister', [backend]),
      });
    const crash = { name: 'crash', settings: null };
    const stop: Step = {
      after: stopAfter,
      part: out.length > 0 ? 'stop' : '',
      deed: { verb: 'fault', fault: crash, targets: [backend], lasts: null },
    };
    return [...out, stop];
  },
});
