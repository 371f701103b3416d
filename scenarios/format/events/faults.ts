/** One verb for each fault of a backend: `crash: web-1`, or `drain: { target: web-*, close: false }`. */
import * as z from 'zod/mini';
import type { Fault } from '../../../sim/backends/faults/fault.ts';
import { faults } from '../../../sim/backends/faults/index.ts';
import { Reception } from '../../../sim/backends/reception.ts';
import { nodesStruck } from '../nodes-struck.ts';
import { quoted } from '../printable.ts';
import { checkPlace } from '../resolve/network.ts';
import { described } from '../schema/documented.ts';
import {
  isTarget,
  printedTarget,
  resolveTarget,
  type Target,
  target,
  targetForms,
} from '../targets.ts';
import { child, type Path } from '../tree.ts';
import { type Scene, type Verb, verb } from './verb.ts';

/** With the settings of the fault beside the target, if it has any. */
type Written = Target | { readonly target: Target };

/** Settings of a fault of which none is written; undefined when it needs some. */
export function plainSettings({
  fields,
}: Fault<unknown>): { readonly settings: unknown } | undefined {
  if (!fields) return { settings: null };
  const { success, data } = z.strictObject(fields).safeParse({});
  return success ? { settings: data } : undefined;
}

/** What a fault strikes, mistakes reported. */
export function resolveStruck(
  { name, needsServer, effect }: Fault<unknown>,
  settings: unknown,
  struck: Target,
  path: Path,
  { backends, balancers, context }: Pick<Scene, 'backends' | 'balancers' | 'context'>,
) {
  const { newConnections, cutFrom } = effect(settings);
  const takesHosts = newConnections !== Reception.accepted || cutFrom !== undefined;
  const names = balancers.map((balancer) => balancer.name);
  const zones = balancers.flatMap(({ nodes }) => nodes.flatMap(({ zone }) => zone ?? []));
  const others = takesHosts ? [...names, ...zones] : names;
  const meant = resolveTarget(struck, backends, path, context, others);
  const nodes = nodesStruck(struck, { backends, balancers });
  const balancer = names.find(
    (one) => struck === one || (Array.isArray(struck) && struck.includes(one)),
  );
  if (balancer !== undefined && !takesHosts)
    context.wrong(
      path,
      `${quoted(balancer)} is a balancer, whose nodes can be lost but are never ${name}; strike its targets`,
    );
  const idle = backends.find((one) => one.server === null && meant.targets.includes(one.name));
  if (needsServer && idle && context.isIntact(['backends']))
    context.wrong(
      path,
      `${idle.name} answers at once and cannot be ${name}; give it a service time, such as service: 20ms`,
    );
  return takesHosts && nodes.length > 0 ? { ...meant, nodes } : meant;
}

function verbOf(fault: Fault<unknown>): Verb {
  const { name, summary, fields } = fault;
  const plain = plainSettings(fault);
  const settings = z.strictObject({
    target: described('The backends that it strikes.', target),
    ...fields,
  });
  const long = `{ target: …${Object.keys(fields ?? {})
    .map((key) => `, ${key}: …`)
    .join('')} }`;
  const schema = plain
    ? z.union([...targetForms, settings], {
        error: `expected the backends that it strikes, or ${long}`,
      })
    : z.strictObject(settings.shape, { error: `expected ${long}` });
  return verb<Written>({
    name,
    summary,
    schema: schema as z.ZodMiniType<Written>,
    lasts: true,
    target: (written) => printedTarget(child(written, 'target')) ?? printedTarget(written),
    resolve(input, scene) {
      const { path, lasts } = scene;
      const isShort = isTarget(input);
      const { target: struck, ...own } = isShort ? { target: input } : input;
      const given = isShort ? plain?.settings : fields && own;
      for (const place of fault.places?.(given) ?? [])
        checkPlace(place, scene.places, [...path, 'from'], scene.context);
      return {
        verb: 'fault',
        fault: { name, settings: given },
        ...resolveStruck(fault, given, struck, isShort ? path : [...path, 'target'], scene),
        lasts,
      };
    },
  });
}

export const faultVerbs: readonly Verb[] = faults.map(verbOf);
