/**
 * Mixes of profiles: a mix is several groups, its *parts*, that stand side by side and bear its name besides their own.
 * Whoever names the mix means all of them.
 */
export interface Named {
  readonly name: string;
  readonly mix?: { readonly of: string };
}

/** Whether a name means a group: it is its own, or that of the mix it is a part of. */
export function isMeantBy(group: Named, name: string | null): boolean {
  return group.name === name || group.mix?.of === name;
}

/** What a scenario calls the whole that a group is, or is a part of. */
export function wholeName({ name, mix }: Named): string {
  return mix?.of ?? name;
}

/** The groups, those of one mix together. */
export function wholesOf<G extends Named>(groups: readonly G[]): (readonly G[])[] {
  const wholes: G[][] = [];
  for (const group of groups) {
    const last = wholes.at(-1);
    if (group.mix && last?.[0]?.mix?.of === group.mix.of) last.push(group);
    else wholes.push([group]);
  }
  return wholes;
}
