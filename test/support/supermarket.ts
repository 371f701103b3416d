/**
 * N servers with a queue each, Poisson arrivals, exponential service of mean 1 s, every arrival to the shortest of
 * `choices` different queues drawn at random: a plain loop that has nothing in common with the simulator.
 */
import { Dice } from '../fuzz/dice.ts';

/** Mean time in the system in each of `runs` runs of so many seconds, by Little's law from the mean number there. */
export function supermarketRuns(
  servers: number,
  utilisation: number,
  choices: number,
  { runs, seconds, seed }: { runs: number; seconds: number; seed: number },
): number[] {
  const rate = servers * utilisation;
  return Array.from({ length: runs }, (_, run) => {
    const dice = new Dice(seed + run);
    const queues = new Array<number>(servers).fill(0);
    const order = [...queues.keys()];
    const warm = seconds / 4;
    let [inSystem, area, now] = [0, 0, 0];
    while (now < seconds + warm) {
      // The next arrival, or the next time that any worker would end, had it something to do.
      const span = -Math.log(1 - dice.next()) / (rate + servers);
      if (now > warm) area += inSystem * Math.min(span, seconds + warm - now);
      now += span;
      if (dice.next() * (rate + servers) < rate) {
        let best = -1;
        for (let i = 0; i < choices; i++) {
          const other = i + dice.below(servers - i);
          const drawn = order[other] as number;
          order[other] = order[i] as number;
          order[i] = drawn;
          if (best < 0 || (queues[drawn] as number) < (queues[best] as number)) best = drawn;
        }
        queues[best] = (queues[best] as number) + 1;
        inSystem += 1;
      } else {
        const worker = dice.below(servers);
        if (queues[worker] === 0) continue;
        queues[worker] = (queues[worker] as number) - 1;
        inSystem -= 1;
      }
    }
    return area / seconds / rate;
  });
}
