/**
 * What a health check is said to be, given what its checkers found: inverted, disabled, settled, or worked out from other
 * checks (route53.md sections 4.1 and 4.2). Every edge does this with what it has heard (section 4.4).
 */
import type { EndpointCheckSpec, HealthCheckSpec, RecordSpec, ZoneSpec } from '../../scenario.ts';

/** The checks that probe something, disabled ones excepted: those are not performed. */
export function probing(checks: readonly HealthCheckSpec[]): EndpointCheckSpec[] {
  return checks.filter(
    (check): check is EndpointCheckSpec => 'backend' in check && !check.disabled,
  );
}

export class StatusRules {
  readonly #checks: readonly HealthCheckSpec[];
  readonly #rows: ReadonlyMap<string, number>;

  constructor(checks: readonly HealthCheckSpec[]) {
    this.#checks = checks;
    this.#rows = new Map(checks.map(({ name }, row) => [name, row]));
  }

  get count(): number {
    return this.#checks.length;
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
    const check = this.#checks[row] as HealthCheckSpec;
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
export function healthyAtStart(zones: readonly ZoneSpec[]): (record: RecordSpec) => boolean {
  const rules = new StatusRules(zones.flatMap(({ healthChecks }) => healthChecks));
  return ({ healthCheck }) => healthCheck === null || rules.isHealthy(healthCheck, () => true);
}
