import { describe, expect, it } from 'vitest';
import { explain } from '../../../experiments/explain/index.ts';
import { explainQuery } from '../../../experiments/explain/query/index.ts';
import { explainReport } from '../../../reports/explain.ts';
import { leadInOf } from '../../../sim/start/lead-in.ts';
import { pooledSojourn } from '../../../theory/queueing/pooled-servers.ts';
import { read } from '../../scenarios/sample.ts';

/** Four servers of 20 ms, at 80 %. */
const text = (balancer: string, events = '') => `version: 1
name: balanced
duration: 20m
zone:
  name: example.com
  ttl: 5
  records: [{ name: app, type: A, alias: { target: lb, evaluateTargetHealth: true } }]
resolvers: [{ name: isp, profile: ideal }]
clients: [{ name: users, profile: one-shot, resolvers: isp, lookup: app.example.com, arrivals: { poisson: 160/s } }]
backends: [{ name: web, address: 192.0.2.1-192.0.2.4, service: { exponential: 20ms } }]
balancers:
  - name: lb
    dnsName: lb.elb.test
    layer: l7
    nodes: [{ address: 198.51.100.1 }, { address: 198.51.100.2 }]
    ${balancer}
events: [${events}]
`;
const TARGETS = 'targets: web-*';
const explained = (balancer: string, events = '') => explain(read(text(balancer, events)));
const rowsOf = (balancer: string, topic: string) =>
  explained(balancer).predictions.find((one) => one.topic === topic)?.rows ?? [];

describe('explain tells of a balancer', () => {
  it('its nodes, its targets, and when it finds out about them', () => {
    const [lb] = explained(
      'targetGroups: [{ name: x, targets: web-1, weight: 3, healthCheck: { interval: 10s, timeout: 4s } }, { name: y, targets: [web-2, web-3], weight: 1 }]',
    ).balancers;
    expect(lb).toMatchObject({
      dnsName: 'lb.elb.test',
      algorithm: 'round-robin',
      nodes: [
        { address: '198.51.100.1', targets: 3 },
        { address: '198.51.100.2', targets: 3 },
      ],
      targetGroups: [
        {
          share: 0.75,
          refusedSeconds: { least: 10, most: 20 },
          silentSeconds: { least: 14, most: 24 },
          healthyAgainSeconds: { least: 40, most: 50 },
        },
        { share: 0.25 },
      ],
    });
    const style = { colour: false, unicode: true, width: 100 };
    expect(explainReport(explained(TARGETS), style)).toContain(
      'node 198.51.100.2 sends to 4 targets',
    );
  });

  it('what one queue for all its servers would do, as the bound', () => {
    const found = rowsOf(TARGETS, 'balancers').find(({ what }) => what.includes('at best'));
    expect(found).toMatchObject({ value: pooledSojourn(4, 3.2) * 0.02 });
    expect(rowsOf(TARGETS, 'servers').find(({ what }) => what === 'utilisation')).toMatchObject({
      value: 0.8,
    });
    expect(rowsOf(TARGETS, 'servers').find(({ what }) => what === 'mean wait')).toMatchObject({
      reason: 'a balancer chooses where each of them goes',
    });
    expect(
      rowsOf(`${TARGETS}\n    algorithm: consistent-hash`, 'servers').every(
        (row) => 'reason' in row,
      ),
    ).toBe(true);
  });

  it('the shares that its targets are meant to get', () => {
    expect(explained(TARGETS).names[0]?.intended.map(({ share }) => share)).toEqual([
      0.25, 0.25, 0.25, 0.25,
    ]);
  });

  it('that queries through its alias are free', () => {
    const [month, standing] = rowsOf(TARGETS, 'bill');
    expect(month).toMatchObject({ value: standing && 'value' in standing ? standing.value : null });
  });

  it('how its name is answered, step by step', () => {
    const query = { name: 'app.example.com', type: 'A', atSeconds: 60, from: 'isp' };
    const told = JSON.stringify(explainQuery(read(text(TARGETS)), query));
    expect(told).toContain('lb.elb.test');
    expect(told).toContain('in service at lb');
    const answersAt = (atSeconds: number, events: string) =>
      explainQuery(read(text(TARGETS, events)), { ...query, atSeconds }).answers.flatMap(
        ({ values }) => [...values].sort(),
      );
    const nodes = ['198.51.100.1', '198.51.100.2'];
    expect(answersAt(99, '{ at: 60s, blackhole: lb, for: 5m }')).toEqual(nodes);
    expect(
      explainQuery(read(text(TARGETS, '{ at: 60s, crash: web-*, for: 5m }')), {
        ...query,
        atSeconds: 130,
      })
        .steps.map(({ text: step }) => step)
        .join(),
    ).toContain('not in service at lb');
  });
});

it('queues of targets fill during the lead-in as their load behind the balancer wants', () => {
  const { scenario } = read(text(TARGETS).replace('160/s', '194/s'));
  // 20/(1−ρ)² service times.
  expect(leadInOf(scenario).seconds).toBeCloseTo((20 * 0.02) / (0.03 * 0.03), 6);
});
