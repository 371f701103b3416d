/** How long one attempt at one address may take. */
import type { ClientBehaviour } from '../../scenario.ts';
import type { Seconds } from '../../settings.ts';

/**
 * Linux gives up an unanswered connection after its first SYN and `tcp_syn_retries` = 6 more, at 1 s doubling:
 * 1 + 2 + … + 64 = 127 s (ip-sysctl; about 131 s from Linux 6.5 on, whose first repeats come evenly).
 */
export const KERNEL_CONNECT: Seconds = 127;

/**
 * @param left time left for connecting; Infinity: no limit over all addresses, so the parts of it are the kernel's
 * @param triesLeft this attempt and those that may follow it
 */
export function attemptLimit(
  limit: ClientBehaviour['attemptTimeout'],
  left: Seconds,
  triesLeft: number,
): Seconds {
  if (typeof limit === 'object')
    return left === Number.POSITIVE_INFINITY
      ? KERNEL_CONNECT
      : Math.max(limit.share.atLeast, left / triesLeft);
  switch (limit) {
    case 'kernel':
      return KERNEL_CONNECT;
    case 'share':
      return left === Number.POSITIVE_INFINITY ? KERNEL_CONNECT : left / triesLeft;
    case 'half':
      if (left === Number.POSITIVE_INFINITY) return KERNEL_CONNECT;
      return triesLeft > 1 ? left / 2 : left;
    default:
      return limit;
  }
}
