/** Every verb of an event; a new one is a file beside this one and a line here. */
import { at, type Tree } from '../tree.ts';
import { addBackend } from './add-backend.ts';
import { authorityOutage } from './authority-outage.ts';
import { change } from './change.ts';
import { deploy } from './deploy.ts';
import { faultVerbs } from './faults.ts';
import { flap } from './flap.ts';
import { flush } from './flush.ts';
import { removeBackend } from './remove-backend.ts';
import { resolverOutage } from './resolver-outage.ts';
import { set } from './set.ts';
import { surge } from './surge.ts';
import type { Verb } from './verb.ts';

export const verbs: readonly Verb[] = [
  set,
  change,
  addBackend,
  removeBackend,
  deploy,
  ...faultVerbs,
  flap,
  surge,
  flush,
  authorityOutage,
  resolverOutage,
];

/** What results call an event without a name, `VERB TARGET`; undefined when too little of it is written. */
export function defaultName(event: Tree | undefined, zone: string): string | undefined {
  const written = verbs.find(({ name }) => at(event, [name]));
  const target = written?.target(at(event, [written.name]), zone);
  return written && target !== undefined ? `${written.name} ${target}` : undefined;
}
