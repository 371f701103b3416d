import { assumptionsOf } from '../assumptions/index.ts';
import type { Study } from '../study.ts';
import { tool } from '../tool.ts';
import { balancersOf } from './balancers.ts';
import type { Explanation } from './explanation.ts';
import { lifetimesOf } from './lifetimes.ts';
import { namesOf } from './names.ts';
import { predictionTopics } from './predictions/index.ts';
import { runPlanOf } from './run-plan.ts';
import { settingOf } from './setting.ts';
import { storyOf } from './story.ts';

/** What can be said of a study without running it. */
export function explain(study: Study): Explanation {
  const { scenario, seed, replications, hash } = study;
  const setting = settingOf(scenario);
  const run = runPlanOf(study);
  return {
    schemaVersion: 1,
    tool,
    scenario: {
      name: scenario.name,
      description: scenario.description,
      hash,
      seed,
      replications,
      durationSeconds: scenario.duration,
      warmupSeconds: scenario.warmup,
      windowSeconds: scenario.window,
    },
    story: storyOf(scenario),
    names: namesOf(setting),
    balancers: balancersOf(scenario),
    lifetimes: lifetimesOf(setting),
    predictions: predictionTopics
      .map(({ name, predict }) => ({ topic: name, rows: predict(setting) }))
      .filter(({ rows }) => rows.length > 0),
    assumptions: assumptionsOf(scenario, run.leadInSeconds),
    run,
  };
}
