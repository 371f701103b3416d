import { describe, expect, it } from 'vitest';
import { type ChoiceId, clientOf, Followers } from '../../sim/metrics/followers.ts';
import type { RecordChanges } from '../../sim/metrics/record-changes.ts';
import { simulate } from '../../sim/simulate.ts';
import { clientGroup, poolOf, resolverGroup, scenarioOf, sum } from '../support/scenarios.ts';

const unchanged = { stateOf: () => 0 } as unknown as RecordChanges;
const CLIENTS = 3;
const RESOLVERS = 2;
const COUNTER = { by: 'counter', step: 1, per: 'entry', first: 0 };

/** A request, by what it shares with others; an order or a look-up of its own has a number of its own. */
interface Followed {
  readonly answer: number;
  readonly order: number;
  readonly lookup: number;
  readonly client: number;
}

/** Every pair of requests put down to the nearest thing that the two share, as the parts of the first one's group. */
function byPairs(requests: readonly Followed[], content: number, choice: number) {
  const parts = { chance: 0, kept: 0, order: 0, content: 0 };
  const of = Array.from({ length: CLIENTS }, () => ({ ...parts }));
  for (const one of requests)
    for (const other of requests) {
      const part = of[one.client] as typeof parts;
      if (one.answer !== other.answer) continue;
      if (one === other) part.chance += content + choice;
      else if (one.lookup === other.lookup) part.kept += content + choice;
      else {
        part.content += content;
        if (one.order === other.order) part.order += choice;
      }
    }
  return of;
}

describe('the causes of expected CV²', () => {
  it.each([1, CLIENTS])(
    'put every pair of requests down to what the two share first, with %s client groups',
    (clients) => {
      const [content, choice] = [0.7, 2.3];
      const followers = new Followers(
        [{ content, choice }],
        Int32Array.of(0),
        4,
        Int32Array.of(0, 1),
        { clients, resolvers: RESOLVERS, backends: 0 },
        unchanged,
      );
      const requests: Followed[] = [];
      let [rows, seed] = [0, 7];
      const below = (count: number) => {
        seed = (seed * 48_271) % 2_147_483_647;
        return seed % count;
      };
      // What comes before the measured span counts for nothing.
      const past = followers.answered(0, 0, 0, 0);
      followers.followOwn(past, 0, 5);
      followers.closeWindow(false);
      followers.releaseAnswer(past);
      for (let answer = 0; answer < 12; answer++) {
        const row = followers.answered(0, answer % 2, 0, 0);
        const order = followers.chosen(row, Int32Array.of(1, 2, 3), 3, answer % RESOLVERS);
        const kept: { row: ChoiceId; client: number; lookup: number; order: number }[] = [];
        for (let i = 0; i < 40; i++) {
          const client = below(clients);
          const own = { answer, order: ++rows, lookup: rows, client };
          switch (below(5)) {
            case 0:
              followers.followOwn(row, client);
              requests.push(own);
              break;
            case 1:
              followers.follow(order, client);
              requests.push({ ...own, order: -1 - answer });
              break;
            case 2:
              kept.push({
                row: followers.keptBy(client, order),
                client,
                lookup: rows,
                order: -1 - answer,
              });
              break;
            case 3: {
              const alone = followers.chosen(row, Int32Array.of(1), 1, clientOf(client));
              kept.push({
                row: followers.keptBy(client, alone),
                client,
                lookup: rows,
                order: rows,
              });
              followers.release(alone);
              break;
            }
            default: {
              const one = kept[below(kept.length || 1)];
              if (!one) break;
              followers.follow(one.row, one.client);
              requests.push({ answer, ...one });
            }
          }
          if (i % 13 === 0) followers.closeWindow(true);
          if (i % 17 === 0 && kept.length > 2)
            followers.release((kept.shift() as { row: ChoiceId }).row);
        }
        if (answer % 3 !== 0) for (const { row: held } of kept) followers.release(held);
        followers.release(order);
        followers.releaseAnswer(row);
      }
      followers.closeWindow(true);
      const whole = followers.finish();
      const expected = byPairs(requests, content, choice);
      for (const cause of ['chance', 'kept', 'order', 'content'] as const)
        for (let client = 0; client < clients; client++) {
          const part = sum(
            whole.causes[cause].subarray(client * RESOLVERS, (client + 1) * RESOLVERS),
          );
          expect(part).toBeCloseTo((expected[client] as { [cause]: number })[cause], 6);
        }
      expect(sum(whole.causes.requests)).toBe(requests.length);
      const { chance, kept, order, content: contents } = whole.causes;
      expect(sum(chance) + sum(kept) + sum(order) + sum(contents)).toBeCloseTo(whole.weight, 6);
    },
  );

  const groups = (name: string, settings: unknown = null) => ({
    resolvers: [
      resolverGroup('isp', 3, { orderOnHit: { name, settings } }),
      resolverGroup('office', 2),
    ],
    clients: [
      clientGroup(5, null),
      { ...clientGroup(5, 40, { dns: { kind: 'fixed', seconds: 30 } }), name: 'keepers' },
      {
        ...clientGroup(5, 20, { pool: poolOf({ idle: 20 }) }),
        name: 'pools',
        resolvers: [
          { group: 'isp', share: 0.5 },
          { group: 'office', share: 0.5 },
        ],
      },
    ],
  });

  it.each(['base', 'shuffle', 'filling', 'rotate'])(
    'add up to what expected CV² is made of, and to the requests, where hits are in order %s',
    (hit) => {
      const { skew, backends } = simulate(
        scenarioOf({ duration: 600 }, groups(hit, hit === 'rotate' ? COUNTER : null)),
        's',
        1,
      );
      const { chance, kept, order, content, requests } = skew.causes;
      const all = sum(chance) + sum(kept) + sum(order) + sum(content);
      expect(all / skew.wholeWeight).toBeCloseTo(1, 9);
      expect(sum(requests)).toBe(skew.wholeRequests);
      expect(sum(kept)).toBeGreaterThan(0);
      for (const [b, load] of Array.from({ length: 3 }, (_, i) => i).entries())
        expect(sum(skew.loads?.map((pair) => pair.requests[load] as number) ?? [])).toBe(
          sum(backends.requests.filter((_, i) => i % 3 === b)),
        );
    },
  );

  it('leave to chance what as many independent requests would give', () => {
    const { skew } = simulate(scenarioOf({ duration: 600 }, groups('base')), 's', 1);
    expect(sum(skew.causes.chance)).toBeCloseTo(2 * skew.wholeRequests, 6);
  });
});
