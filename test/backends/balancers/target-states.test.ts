import { describe, expect, it } from 'vitest';
import { TargetState } from '../../../sim/backends/balancers/targets/target-state.ts';
import { ProbeAnswer } from '../../../sim/backends/reception.ts';
import { groupOfTargets, plainGroup } from './group-of-targets.ts';

const { passes, fails, silent, later } = ProbeAnswer;

describe('a health check of a balancer', () => {
  const dialogue = (script: string, healthCheck = plainGroup.healthCheck) => {
    const world = groupOfTargets({ group: { targets: ['web-1'], healthCheck } });
    let probe = 0;
    const sent: number[] = [];
    world.target.answer = () => {
      sent.push(world.engine.now);
      return script[probe++] === '-' ? fails : passes;
    };
    world.begin();
    world.engine.run(script.length * healthCheck.interval);
    const probeAt = (time: number) => sent.indexOf(time) + 1;
    return world.states.transitions().map(({ at, to }) => [probeAt(at), to]);
  };

  it('changes its mind with the last of so many probes in a row, and not before', () => {
    expect(dialogue('++--+++++')).toEqual([
      [4, TargetState.unhealthy],
      [9, TargetState.healthy],
    ]);
    expect(dialogue('-+-+-+')).toEqual([]);
    expect(dialogue('--++++-+++++')).toEqual([
      [2, TargetState.unhealthy],
      [12, TargetState.healthy],
    ]);
    for (let threshold = 2; threshold <= 10; threshold++)
      expect(
        dialogue(`${'-'.repeat(threshold)}${'+'.repeat(threshold)}`, {
          ...plainGroup.healthCheck,
          healthyThreshold: threshold,
          unhealthyThreshold: threshold,
        }),
      ).toEqual([
        [threshold, TargetState.unhealthy],
        [2 * threshold, TargetState.healthy],
      ]);
  });

  it('makes a target that was registered healthy with its first passed probe, however many failed', () => {
    const world = groupOfTargets({ absent: [2] });
    let passing = false;
    world.target.answer = (row) => (row === 2 && !passing ? fails : passes);
    world.begin();
    world.at(100, () => world.states.register(2));
    world.at(109.999, () => {
      expect(world.states.stateOf(2)).toBe(TargetState.initial);
      expect(world.eligible()).toEqual(['web-1', 'web-2']);
      passing = true;
    });
    world.engine.run(200);
    const [first, second] = world.states.transitions();
    expect([first?.to, first?.at, second?.to]).toEqual([
      TargetState.initial,
      100,
      TargetState.healthy,
    ]);
    expect((second?.at as number) - 100).toBeLessThan(20);
  });

  it('sends its probes at the interval from request to request, whatever they wait for', () => {
    const world = groupOfTargets({ group: { targets: ['web-1'] } });
    const sent: number[] = [];
    world.target.answer = () => {
      sent.push(world.engine.now);
      return sent.length % 2 === 0 ? silent : passes;
    };
    world.begin();
    world.engine.run(1000);
    for (const [i, at] of sent.entries()) expect(at).toBeCloseTo((sent[0] as number) + 10 * i, 9);
    expect(sent).toHaveLength(100);
    expect(world.heard).toEqual([]);
  });

  it('gives a probe up that waits in a queue for longer than the time-out, and takes no later answer', () => {
    const world = groupOfTargets({ group: { targets: ['web-1'] } });
    const sent: number[] = [];
    world.target.answer = () => {
      sent.push(world.engine.now);
      return later;
    };
    world.begin();
    world.engine.run(25);
    expect(world.states.transitions()).toEqual([
      {
        at: (sent[1] as number) + 5,
        target: 0,
        from: TargetState.healthy,
        to: TargetState.unhealthy,
      },
    ]);
    expect(world.target.givenUp).toEqual([0, 0]);
  });

  it('hears of a queued probe that is answered in time', () => {
    const world = groupOfTargets({ group: { targets: ['web-1'] } });
    world.target.answer = () => {
      world.at(world.engine.now + 4.9, () => world.target.tell(0, true));
      return later;
    };
    world.begin();
    world.engine.run(100);
    expect([world.heard, world.target.givenUp]).toEqual([[], []]);
  });
});

describe('the time to detection', () => {
  /** Of a crash at 0, over many runs: uniform phase U, so (k − 1)·I + U·I, and the time-out more where nothing comes back. */
  const detections = (answer: ProbeAnswer, unhealthyThreshold: number) =>
    Array.from({ length: 2000 }, (_, i) => {
      const world = groupOfTargets({
        seed: i,
        group: {
          targets: ['web-1'],
          healthCheck: { ...plainGroup.healthCheck, unhealthyThreshold },
        },
      });
      world.target.answer = () => answer;
      world.begin();
      world.engine.run(100);
      return world.states.transitions()[0]?.at as number;
    });

  it.each([
    ['refused', fails, 2, 0],
    ['refused', fails, 3, 0],
    ['silent', silent, 2, 5],
  ] as const)('of a %s probe is uniform over one interval', (_, answer, threshold, timeOut) => {
    const times = detections(answer, threshold);
    const from = (threshold - 1) * 10 + timeOut;
    for (const time of times) {
      expect(time).toBeGreaterThanOrEqual(from);
      expect(time).toBeLessThan(from + 10);
    }
    const n = times.length;
    const mean = times.reduce((sum, time) => sum + time, 0) / n;
    expect(Math.abs(mean - from - 5)).toBeLessThan((4 * 10) / Math.sqrt(12 * n));
    // Kolmogorov: P(D√n > 2.7) < 1e-6.
    const sorted = times.map((time) => (time - from) / 10).sort((a, b) => a - b);
    const distance = Math.max(...sorted.map((u, i) => Math.max((i + 1) / n - u, u - i / n)));
    expect(distance * Math.sqrt(n)).toBeLessThan(2.7);
  });
});

describe('who may be sent requests', () => {
  it('is the healthy ones; with none of them all that are registered, or with failOpen off nobody', () => {
    for (const failOpen of [true, false]) {
      const { states, eligible } = groupOfTargets({ balancer: { failOpen }, absent: [2] });
      states.judge(0, false);
      expect(eligible()).toEqual(['web-2']);
      states.judge(1, false);
      expect(eligible()).toEqual(failOpen ? ['web-1', 'web-2'] : []);
      states.deregister(0);
      expect(eligible()).toEqual(failOpen ? ['web-2'] : []);
      states.judge(1, true);
      expect(eligible()).toEqual(['web-2']);
    }
  });

  it('fails open zone by zone where nodes keep to their own', () => {
    const { states, eligible } = groupOfTargets({
      zones: ['a', 'a', 'b'],
      balancer: {
        crossZone: false,
        nodes: [
          { zone: 'a', address: '198.51.100.1' },
          { zone: 'b', address: '198.51.100.2' },
        ],
      },
    });
    expect([eligible(0), eligible(1)]).toEqual([['web-1', 'web-2'], ['web-3']]);
    expect([states.isEligible(2, 0), states.isEligible(2, 1)]).toEqual([false, true]);
    states.judge(2, false);
    expect([eligible(1), states.isOpen(1), states.hasHealthy(1)]).toEqual([['web-3'], true, false]);
    expect([eligible(0), states.isOpen(0), states.hasHealthy(0)]).toEqual([
      ['web-1', 'web-2'],
      false,
      true,
    ]);
    expect(states.isEligible(2, 1)).toBe(true);
  });
});

describe('a target that is deregistered', () => {
  it('gets nothing new at once, and is done with when its delay is over, to the second', () => {
    const world = groupOfTargets();
    world.begin();
    world.at(50, () => {
      world.states.deregister(1);
      expect(world.eligible()).toEqual(['web-1', 'web-3']);
    });
    world.engine.run(1000);
    expect(world.heard).toEqual(['web-2 draining 50', 'web-2 unused 350']);
  });

  it('is done with at once where there is no delay', () => {
    const world = groupOfTargets({ group: { deregistrationDelay: 0 } });
    world.states.deregister(1);
    expect(world.heard).toEqual(['web-2 draining 0', 'web-2 unused 0']);
  });

  it('that is registered again meanwhile begins anew, and the old delay ends nothing', () => {
    const world = groupOfTargets();
    world.begin();
    world.at(50, () => world.states.deregister(1));
    world.at(60, () => world.states.register(1));
    world.at(100, () => world.states.deregister(1));
    world.engine.run(1000);
    expect(world.heard.map((line) => line.replace(/healthy .*/, 'healthy'))).toEqual([
      'web-2 draining 50',
      'web-2 initial 60',
      'web-2 healthy',
      'web-2 draining 100',
      'web-2 unused 400',
    ]);
  });

  it('is probed no more, not even by the probe under way', () => {
    const world = groupOfTargets({ group: { targets: ['web-1'] } });
    world.target.answer = () => later;
    world.begin();
    world.at(12, () => {
      world.states.deregister(0);
      world.target.probes = 0;
    });
    world.engine.run(1000);
    expect(world.target.probes).toBe(0);
    expect(world.heard).toEqual(['web-1 draining 12', 'web-1 unused 312']);
  });
});
