/**
 * What a health check is said to be, given what its checkers found: inverted, disabled, settled, or worked out from other
 * checks (route53.md sections 4.1 and 4.2). Every edge does this with what it has heard (section 4.4).
 */
import type { EndpointCheckSpec, HealthCheckSpec } from '../../scenario.ts';
import type { Told } from '../balancer-names.ts';
import type { Passes } from '../walk.ts';

/** The checks that probe something, disabled ones excepted: those are not performed. */
export function probing(checks: readonly HealthCheckSpec[]): EndpointCheckSpec[] {
  return checks.filter(
    (check): check is EndpointCheckSpec => 'backend' in check && !check.disabled,
  );
}

export class StatusRules {
  readonly #checks: readonly HealthCheckSpec[];
  readonly told: readonly Told[];
  readonly #rows: ReadonlyMap<string, number>;

  /** @param told rows after those of the checks */
  constructor(checks: readonly HealthCheckSpec[], told: readonly Told[] = []) {
    this.#checks = checks;
    this.told = told;
    this.#rows = new Map([...checks, ...told].map(({ name }, row) => [name, row]));
  }

  get count(): number {
    return this.#checks.length + this.told.length;
  }

  /** What is found of a row as the run begins: that nothing is wrong, or what has been told. */
  atStart(row: number): boolean {
    return this.told[row - this.#checks.length]?.healthy ?? true;
  }

  rowOf(name: string): number {
    const row = this.#rows.get(name);
    if (row === undefined) throw new RangeError(`no health check is called ${name}`);
    return row;
  }

  /**
   * Disabled: healthy, inverted or not. Calculated: healthy while at least `threshold` children are.
   *
   * @param passes by row, what the checkers of a check that probes found
   */
  isHealthy(name: string, passes: (row: number) => boolean): boolean {
    const row = this.rowOf(name);
    const check = this.#checks[row];
    if (!check) return passes(row);
    if (check.disabled) return true;
    if ('backend' in check) return passes(row) !== check.inverted;
    if ('status' in check) return (check.status === 'healthy') !== check.inverted;
    const healthy = check.children.filter((child) => this.isHealthy(child, passes));
    return healthy.length >= check.threshold !== check.inverted;
  }

  /** The check itself and those that are worked out from it. */
  followersOf(name: string): readonly string[] {
    const parents = this.#checks.filter(
      (check) => 'children' in check && check.children.includes(name),
    );
    return [name, ...parents.map((parent) => parent.name)];
  }
}

/** Which record sets are healthy before any checker has found fault: an inverted check is not (section 4.1). */
export function healthyAtStart(rules: StatusRules): Passes {
  const found = (row: number) => rules.atStart(row);
  return ({ healthCheck }) => healthCheck === null || rules.isHealthy(healthCheck, found);
}
