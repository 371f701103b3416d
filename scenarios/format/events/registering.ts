/** Backends as targets of balancers: who is one, and the event that registers them or takes them out. */
import { quoted } from '../printable.ts';
import type { Path } from '../tree.ts';
import type { Deed, Scene } from './verb.ts';

/** Whether a balancer lists a backend among its targets. */
export function isTargetOfBalancer(backend: string, { balancers }: Pick<Scene, 'balancers'>) {
  return balancers.some(({ targetGroups }) =>
    targetGroups.some(({ targets }) => targets.includes(backend)),
  );
}

/** Whether all are targets of some balancer; if not, that is reported. */
export function areTargets(backends: readonly string[], path: Path, scene: Scene): boolean {
  const stranger = backends.find((backend) => !isTargetOfBalancer(backend, scene));
  if (stranger === undefined) return true;
  if (scene.context.isIntact(['balancers']))
    scene.context.wrong(
      path,
      `no balancer has ${quoted(stranger)} among its targets; list it in one, or choose another way to deregister`,
    );
  return false;
}

export function registration(verb: 'register' | 'deregister', backends: readonly string[]): Deed {
  return { verb, backends };
}
