/** One verb for each fault of a backend: `crash: web-1`, or `drain: { target: web-*, close: false }`. */
import * as z from 'zod/mini';
import type { Fault } from '../../../sim/backends/faults/fault.ts';
import { faults } from '../../../sim/backends/faults/index.ts';
import { described } from '../schema/documented.ts';
import { printedTarget, resolveTarget, type Target, target } from '../targets.ts';
import { child } from '../tree.ts';
import { type Verb, verb } from './verb.ts';

/** With the settings of the fault beside the target, if it has any. */
type Written = Target | { readonly target: Target };

function verbOf(fault: Fault<unknown>): Verb {
  const { name, summary, fields } = fault;
  const settings = z.strictObject({
    target: described('The backends that it strikes.', target),
    ...fields,
  });
  const defaults = () => (fields ? z.strictObject(fields).parse({}) : null);
  return verb<Written>({
    name,
    summary,
    schema: z.union([target, settings], {
      error: `expected the backends that it strikes, or { target: …${Object.keys(fields ?? {})
        .map((key) => `, ${key}: …`)
        .join('')} }`,
    }) as z.ZodMiniType<Written>,
    lasts: true,
    target: (written) => printedTarget(written) ?? printedTarget(child(written, 'target')),
    resolve(input, { backends, path, lasts, context }) {
      const isShort = typeof input === 'string' || 'length' in input;
      const { target: struck, ...own } = isShort
        ? { target: input as Target }
        : (input as Exclude<Written, Target>);
      return {
        verb: 'fault',
        fault: { name, settings: isShort ? defaults() : fields && own },
        targets: resolveTarget(
          struck,
          backends.map((backend) => backend.name),
          isShort ? path : [...path, 'target'],
          context,
        ),
        lasts,
      };
    },
  });
}

export const faultVerbs: readonly Verb[] = faults.map(verbOf);
