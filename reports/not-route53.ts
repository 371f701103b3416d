/** What every report says where a routing policy is used that Route 53 does not have. */
export function notRoute53(policies: readonly string[]): string {
  return `not Route 53 (${policies.join(', ')})`;
}
