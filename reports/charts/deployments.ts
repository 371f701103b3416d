/** Which events are steps of one deployment: `deploy web-*: web-1 out`, `… drain`, `… down`, `… back`. */

const STEP = /^(.*): (.+) (out|drain|down|back)$/;

export interface DeployStep {
  /** The deployment's own name. */
  readonly deployment: string;
  /** Who is deployed in this step. */
  readonly batch: string;
  readonly step: string;
}

/** By event; null for those that are not steps of a deployment. */
export function deploySteps(events: readonly string[]): (DeployStep | null)[] {
  const steps = events.map((name): DeployStep | null => {
    const [, deployment, batch, step] = STEP.exec(name) ?? [];
    return deployment === undefined ? null : ({ deployment, batch, step } as DeployStep);
  });
  // A name that somebody gave may look like one; every batch of a deployment goes down.
  const isDown = new Set(steps.flatMap((step) => (step?.step === 'down' ? [keyOf(step)] : [])));
  return steps.map((step) => (step !== null && isDown.has(keyOf(step)) ? step : null));
}

/** For each event whether it stands for its deployment: its first step; so does all that is no step. */
export function standsAlone(events: readonly string[]): boolean[] {
  const seen = new Set<string>();
  return deploySteps(events).map((step) => {
    if (step === null) return true;
    const isFirst = !seen.has(step.deployment);
    seen.add(step.deployment);
    return isFirst;
  });
}

const keyOf = ({ deployment, batch }: DeployStep) => JSON.stringify([deployment, batch]);
