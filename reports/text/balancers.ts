/** What balancers did: a line for each, how its requests came in by node and went out by target. */
import type { BalancerResult, Result } from '../../experiments/result.ts';
import { count, meanOf, percent } from '../numbers.ts';
import { facts } from './facts.ts';

const share = (value: number) => percent(value);
/** More nodes or targets than this are told by their extremes. */
const LISTED_AT_MOST = 4;

/** Nothing without balancers; results saved before there were any do not tell. */
export function balancerLines({ balancers }: Result, width: number): string[] {
  return (balancers ?? []).map((balancer) => facts('balancer', itemsOf(balancer), width));
}

function itemsOf({ name, layer, algorithm, requests, rejected, ...of }: BalancerResult): string[] {
  const all = requests?.mean ?? 0;
  const nodes = of.nodes.map((node) => ({
    name: node.zone ?? node.address,
    share: all > 0 ? (node.requests?.mean ?? 0) / all : 0,
  }));
  const targets = of.targets.map((target) => ({
    name: target.name,
    share: target.share?.mean ?? 0,
  }));
  return [
    `${name} (${layer}, ${algorithm})`,
    `${meanOf(requests, count)} requests`,
    ...(nodes.length > 1 ? [`by node ${parts(nodes)}`] : []),
    ...(targets.length > 1 ? [`by target ${parts(targets)}`] : []),
    ...((rejected?.mean ?? 0) > 0 ? [`no target for ${meanOf(rejected, count)}`] : []),
  ];
}

interface Part {
  readonly name: string;
  readonly share: number;
}

/** `a 50 %, b 50 %`, or `6.25 % to 25 % each`. */
function parts(all: readonly Part[]): string {
  if (all.length <= LISTED_AT_MOST)
    return all.map((part) => `${part.name} ${share(part.share)}`).join(', ');
  const shares = all.map((part) => part.share);
  return `${share(Math.min(...shares))} to ${share(Math.max(...shares))} each`;
}
