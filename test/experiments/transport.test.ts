import { expect, it } from 'vitest';
import { baselineOf, LostReplication, run } from '../../experiments/index.ts';
import { pack, unpack } from '../../experiments/transport.ts';
import { simulate } from '../../sim/simulate.ts';
import { scenarioOf } from '../support/scenarios.ts';
import { studyOf } from './synthetic.ts';

it('measurements come out of a thread as they went in', async () => {
  const scenario = scenarioOf({ duration: 600, rate: 5 });
  const there = await run(studyOf({ scenario }));
  const andBack = await run(studyOf({ scenario }), {
    simulate: (...given) => unpack(structuredClone(pack(simulate(...given)))),
  });
  expect(baselineOf(andBack)).toEqual(baselineOf(there));
  expect(andBack.ageOfAnswers).toEqual(there.ageOfAnswers);
  expect(andBack.series).toEqual(there.series);
});

it('a thread that runs out of memory says which replication it was and what helps', () => {
  const cause = Object.assign(new Error('limit'), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
  expect(new LostReplication(7, { jobs: 4 }, cause).message).toBe(
    'replication 7 ran out of memory; fewer jobs (-j 1) leave more for each',
  );
  expect(new LostReplication(7, { jobs: 1 }, new Error('gone')).message).toBe(
    'replication 7 did not finish: gone',
  );
});
