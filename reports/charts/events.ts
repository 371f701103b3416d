/** The events of a result as marks on the time of the run, with what follows from them. */
import type { EventResult, Result } from '../../experiments/result.ts';
import { deploySteps } from './deployments.ts';
import { struck } from './event-curve.ts';
import type { Happening } from './marks.ts';

/** What lasts for a while, and takes no backend away that could come back. */
const STRIKES_NOBODY = ['surge', 'authorityOutage', 'resolverOutage'];

/** When events happen, at their mean times, in seconds of the virtual clock. */
export function happenings({ events }: Result): Happening[] {
  return events.flatMap(({ name, at }) => (at === null ? [] : [{ at: at.mean, label: name }]));
}

/**
 * The same, when the first edge knew of a fault, and when it ended. Of a deployment only when the turn of each batch
 * comes: its steps follow each other fast, and alike.
 */
export function story({ events }: Result): Happening[] {
  const steps = deploySteps(events.map(({ name }) => name));
  const begun = new Set<string>();
  const told = new Set<string>();
  return events.flatMap((event, i): Happening[] => {
    const { at, name } = event;
    const step = steps[i] ?? null;
    if (at === null) return [];
    if (step === null) return [{ at: at.mean, label: name }, ...sequel(event)];
    const { deployment, batch } = step;
    const key = JSON.stringify([deployment, batch]);
    if (told.has(key)) return [];
    told.add(key);
    const label = begun.has(deployment) ? batch : `${deployment}: ${batch}`;
    begun.add(deployment);
    return [{ at: at.mean, label }];
  });
}

function sequel(event: EventResult): Happening[] {
  const { at, detectionSeconds, lastsSeconds } = event;
  if (!at) return [];
  const { who, are } = struck(event);
  const end = STRIKES_NOBODY.includes(event.kind) ? `${event.name} ends` : `${who} ${are} back`;
  // A result saved before these were measured has neither.
  const detected = detectionSeconds?.firstEdge ?? null;
  return [
    ...(detected ? [{ at: at.mean + detected.mean, label: 'detected', isMinor: true }] : []),
    ...(lastsSeconds ? [{ at: at.mean + lastsSeconds.mean, label: end, isMinor: true }] : []),
  ];
}
