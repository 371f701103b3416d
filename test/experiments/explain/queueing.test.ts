import { describe, expect, it } from 'vitest';
import { queueing } from '../../../experiments/explain/predictions/queueing.ts';
import { settingOf } from '../../../experiments/explain/setting.ts';
import type { ServerSpec } from '../../../sim/scenario.ts';
import { type Shape, scenarioOf } from '../../support/scenarios.ts';

const exponential = (seconds: number) => ({ name: 'exponential', settings: seconds });

/** 10 requests a second over three backends, 200 ms of work each: two thirds of one worker. */
function rows(more: Partial<ServerSpec>, shape: Shape = { client: { pick: 'random' } }) {
  const scenario = scenarioOf({ rate: 10, ...shape });
  const server: ServerSpec = {
    workers: 1,
    service: exponential(0.2),
    discipline: 'fifo',
    queueLimit: Number.POSITIVE_INFINITY,
    overflow: '503',
    abandoned: 'finish',
    timeout: Number.POSITIVE_INFINITY,
    slowStart: 0,
    ...more,
  };
  const backends = scenario.backends.map((backend) => ({ ...backend, server }));
  const found = queueing.predict(settingOf({ ...scenario, backends }));
  return Object.fromEntries(
    found.map((row) => [row.what, 'value' in row ? row.value : row.reason]),
  );
}

describe('servers alike are told once', () => {
  it('with utilisation and the waits of M/M/1, M/D/1 and M/M/c', () => {
    expect(rows({})).toEqual({
      utilisation: expect.closeTo(2 / 3, 9),
      'mean wait': expect.closeTo(0.4, 9),
      'mean response time': expect.closeTo(0.6, 9),
    });
    expect(rows({ service: { name: 'constant', settings: 0.2 } })['mean wait']).toBeCloseTo(0.2, 9);
    // M/M/2 at 2/3: C = 8/15, wait C·s/(c−a).
    expect(rows({ workers: 2, service: exponential(0.4) })['mean wait']).toBeCloseTo(
      (8 / 15) * 0.6,
      9,
    );
  });

  it('which is no steady state above 1', () => {
    expect(rows({ service: exponential(0.36) })).toEqual({
      utilisation: expect.stringContaining('1.20 times'),
    });
  });
});

it('a wait is not predicted where requests are no Poisson stream', () => {
  const frozen = { orderOnHit: { name: 'filling', settings: null } };
  expect(rows({}, { resolver: frozen })['mean wait']).toContain('waves');
  expect(rows({}, { backends: 12, client: { pick: 'random' } })['mean wait']).toContain('waves');
  expect(rows({ queueLimit: 5 })['mean wait']).toContain('turns requests away');
  expect(rows({ workers: 2, service: { name: 'constant', settings: 0.2 } })['mean wait']).toContain(
    'not exponential',
  );
});
