/**
 * Requests of one client that share a connection, which is closed after `idle` seconds without one. Requests are
 * Poisson, are over at once, and use the open connection if there is one.
 */

/** Steps into which the shortest of idle limit, window and ten mean gaps is divided; the error falls with their square. */
const STEPS = 512;
const MOST_STEPS = 2_000_000;

const stepOf = (rate: number, idle: number, window: number) =>
  Math.min(idle, window, 10 / rate) / STEPS;

/** Whether the equation can be solved over a window in a second or so. */
export function canSumConnectionPairs(rate: number, idle: number, window: number): boolean {
  return rate === 0 || idle === 0 || window / stepOf(rate, idle, window) <= MOST_STEPS;
}

/**
 * Expected ordered pairs of requests, in a window, over one connection. At lag u such pairs come at μm(u), where
 * m(u) is the density of a request at u reached through gaps shorter than d: the renewal equation
 * m(u) = μe^(−μu)1{u<d} + ∫ μe^(−μx) m(u−x) dx over 0 < x < d (Cox, Renewal Theory, 1962, its law cut at d),
 * solved by the trapezoidal rule.
 *
 * @param rate μ, requests per second of the client; see {@link canSumConnectionPairs}
 */
export function connectionPairs(rate: number, idle: number, window: number): number {
  if (rate === 0 || idle === 0) return 0;
  const step = stepOf(rate, idle, window);
  const reach = Math.max(1, Math.round(idle / step));
  const steps = Math.ceil(window / step);
  const density = new Float64Array(steps + 1);
  density[0] = rate;
  const decay = Math.exp(-rate * step);
  const gone = Math.exp(-rate * step * reach);
  const half = (rate * step) / 2;
  let through = 0;
  let sum = 0;
  for (let i = 1; i <= steps; i++) {
    // The jump at u = d counts half on either side.
    const first = i < reach ? 1 : i === reach ? 0.5 : 0;
    through = decay * (through + half * (density[i - 1] as number));
    // What a single gap no longer reaches.
    if (i > reach)
      through -=
        half * gone * ((density[i - reach] as number) + decay * (density[i - reach - 1] as number));
    density[i] = (first * rate * Math.exp(-rate * i * step) + through) / (1 - half);
    through += half * (density[i] as number);
    const [from, to] = [window - (i - 1) * step, Math.max(0, window - i * step)];
    sum += (step * (from * (density[i - 1] as number) + to * (density[i] as number))) / 2;
  }
  return 2 * rate * sum;
}
