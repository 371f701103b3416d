/** What open connections, new ones and requests meet behind each kind of balancer while a target or a node is struck. */
import { describe, expect, it } from 'vitest';
import { Outcome, Reception } from '../../../sim/backends/reception.ts';
import type { BalancerSpec, FaultSpec } from '../../../sim/scenario.ts';
import { backend, fault } from '../../support/backends.ts';
import { balancerOf } from '../../support/balancers.ts';
import { destinationsOf } from '../../support/destinations.ts';

const NODE = '198.51.100.1';
const nobody: readonly string[] = [];

/** What a request hears, and how long after it was sent; `nothing`: it waits on. */
type Told = readonly [after: number, outcome: Outcome] | 'nothing';

/**
 * One target that needs a second for each request, behind one node. Request 1 is in hand when the fault strikes at
 * 10.5 s, 2 comes over a connection opened before, 3 over one opened after; those who hear nothing are given 100 s.
 */
function struck(layer: BalancerSpec['layer'], event: FaultSpec) {
  const rig = destinationsOf(
    [backend('web-1', '192.0.2.1', {})],
    [balancerOf(['web-1'], { layer })],
    {
      events: [event],
    },
  );
  const { destinations } = rig;
  let way = -1;
  let met: Reception = Reception.accepted;
  rig.at(0, () => {
    way = rig.dial(NODE);
    for (const _ of [1, 2]) {
      destinations.reception(way, 0);
      destinations.connected(way);
    }
  });
  rig.at(10, () => rig.serve(way, 1));
  rig.at(10.5, () => rig.strike(event));
  rig.at(20, () => rig.serve(way, 2));
  rig.at(30, () => {
    const other = rig.dial(NODE);
    met = destinations.reception(other, 0);
    if (met !== Reception.accepted) return;
    destinations.connected(other);
    rig.serve(other, 3);
  });
  const { heard } = rig.finish();
  const sentAt = [0, 10, 20, 30];
  const told = (request: number): Told => {
    const found = heard.find(([, what, who]) => what === 'outcome' && who === request);
    return found ? [found[0] - (sentAt[request] as number), found[3] as Outcome] : 'nothing';
  };
  return {
    inHand: told(1),
    overOpen: told(2),
    met,
    overNew: told(3),
    lost: heard.flatMap(([, what, who]) => (what === 'lost' ? [who] : [])),
    closes: destinations.closesAfterResponse(way),
    isSilent: destinations.isSilent(way, 0),
  };
}

const { accepted, refused, silent, unreachable } = Reception;
const { completed, error, reset } = Outcome;
const [TARGET, THE_NODE] = [0, 1];
const unharmed = { met: accepted, lost: [], closes: false, isSilent: false };
/** No answer for a minute, then that of the node. */
const late: Told = [60, error];

describe('a target that is struck', () => {
  const after = { name: 'constant', settings: 3 };
  it.each([
    {
      what: fault('crash', ['web-1']),
      l4: {
        inHand: [0.5, reset],
        overOpen: [0, reset],
        met: refused,
        overNew: 'nothing',
        lost: [TARGET],
      },
      l7: { inHand: [0.5, error], overOpen: [0, error], overNew: [0, error], lost: [TARGET] },
    },
    {
      what: fault('blackhole', ['web-1']),
      l4: {
        inHand: 'nothing',
        overOpen: 'nothing',
        met: silent,
        overNew: 'nothing',
        isSilent: true,
      },
      l7: { inHand: late, overOpen: late, overNew: late },
    },
    {
      what: fault('unreachable', ['web-1'], { after }),
      l4: {
        inHand: 'nothing',
        overOpen: 'nothing',
        met: unreachable,
        overNew: 'nothing',
        isSilent: true,
      },
      l7: { inHand: late, overOpen: late, overNew: late },
    },
    {
      what: fault('drain', ['web-1'], { close: true }),
      l4: {
        inHand: [1, completed],
        overOpen: [1, completed],
        overNew: [1, completed],
        closes: true,
      },
      l7: { inHand: [1, completed], overOpen: [1, completed], overNew: [1, completed] },
    },
    {
      what: fault('slow', ['web-1'], { factor: 3 }),
      l4: { inHand: [2, completed], overOpen: [3, completed], overNew: [3, completed] },
      l7: { inHand: [2, completed], overOpen: [3, completed], overNew: [3, completed] },
    },
    {
      what: fault('errors', ['web-1'], { share: 1 }),
      l4: { inHand: [1, error], overOpen: [1, error], overNew: [1, error] },
      l7: { inHand: [1, error], overOpen: [1, error], overNew: [1, error] },
    },
  ] as const)(
    'is met as itself behind l4, and as an error response at worst behind l7: $what.name',
    ({ what, l4, l7 }) => {
      expect(struck('l4', what)).toEqual({ ...unharmed, ...l4 });
      expect(struck('l7', what)).toEqual({ ...unharmed, ...l7 });
    },
  );
});

describe('a node that is struck', () => {
  const struckNode = (name: string, settings: unknown = null): FaultSpec => ({
    ...fault(name, nobody, settings),
    nodes: [NODE],
  });
  it.each(['l4', 'l7'] as const)('is met as a backend would be, at %s', (layer) => {
    expect(struck(layer, struckNode('crash'))).toEqual({
      ...unharmed,
      inHand: [0.5, reset],
      overOpen: [0, reset],
      met: refused,
      overNew: 'nothing',
      lost: [THE_NODE],
    });
    const silence = {
      inHand: 'nothing',
      overOpen: 'nothing',
      overNew: 'nothing',
      lost: [],
      closes: false,
      isSilent: true,
    };
    expect(struck(layer, struckNode('blackhole'))).toEqual({ ...silence, met: silent });
    const after = { name: 'constant', settings: 3 };
    const cut = struckNode('unreachable', { after });
    expect(struck(layer, cut)).toEqual({ ...silence, met: unreachable });
    expect(struck(layer, struckNode('drain', { close: true }))).toEqual({
      ...unharmed,
      inHand: [1, completed],
      overOpen: [1, completed],
      overNew: [1, completed],
      closes: true,
    });
  });
});
