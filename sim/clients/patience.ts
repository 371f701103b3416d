import type { Seconds } from '../settings.ts';

/**
 * Linux gives up an open connection on which nothing is acknowledged after `tcp_retries2` = 15 repeats, from
 * 0.2 s doubling to 120 s: 924.6 s in all (ip-sysctl, tcp_retries2). A client without a limit of its own waits
 * so long for a silent host, and for a slow one for ever.
 */
export const KERNEL_RESPONSE: Seconds = 924.6;
