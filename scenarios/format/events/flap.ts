/** A fault that comes and goes: `flap: { target: web-1, up: { exponential: 5m }, down: 20s, as: crash }`. */
import * as z from 'zod/mini';
import { faults } from '../../../sim/backends/faults/index.ts';
import { byName } from '../../../sim/plugin.ts';
import { law, meanOf } from '../../../sim/random/index.ts';
import { oneOf } from '../../../sim/settings.ts';
import { described } from '../schema/documented.ts';
import { printedTarget, target } from '../targets.ts';
import { child } from '../tree.ts';
import { plainSettings, resolveStruck } from './faults.ts';
import { type Scene, verb } from './verb.ts';

/** More than so many times it would hardly be the flapping that was meant. */
const MOST = 100_000;

const KINDS = faults.filter((fault) => plainSettings(fault)).map(({ name }) => name);

export const flap = verb({
  name: 'flap',
  summary: 'A fault that comes and goes, at all its targets together; it begins with being there.',
  schema: z.strictObject({
    target: described('The backends that it strikes.', target),
    up: described('How long they are well in between, drawn anew each time.', law),
    down: described('How long they are struck, drawn anew each time.', law),
    as: z._default(
      described('The fault that comes and goes.', oneOf(...(KINDS as [string, ...string[]]))),
      'crash',
    ),
  }),
  lasts: true,
  target: (written) => printedTarget(child(written, 'target')),
  resolve({ target: struck, up, down, as }, scene) {
    checkTurns(meanOf(up) + meanOf(down), scene);
    const kind = byName(faults, as);
    const fault = { name: as, settings: plainSettings(kind)?.settings };
    return {
      verb: 'fault',
      fault,
      flap: { down, up },
      ...resolveStruck(kind, fault.settings, struck, [...scene.path, 'target'], scene),
      lasts: scene.lasts,
    };
  },
});

function checkTurns(cycle: number, { duration, context, path }: Scene): void {
  if (!context.isIntact(['duration']) || duration / cycle <= MOST) return;
  context.wrongKey(
    path,
    cycle === 0
      ? 'up and down are both 0, so it would never come to an end; give it some time'
      : `it would come and go some ${Math.round(duration / cycle)} times; at most ${MOST} are followed; lengthen up or down`,
  );
}
