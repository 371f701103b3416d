const TINY = 1e-300;
const ROUNDS = 100_000;

/**
 * Value of the continued fraction a₁/(b₁ + a₂/(b₂ + …)) by the modified Lentz method (Thompson and
 * Barnett, J. Comput. Phys. 64, 1986), to the last bit or so.
 *
 * @param term gives [aₙ, bₙ] for n from 1
 * @throws {RangeError} if it has not settled after 100,000 terms
 */
export function continuedFraction(term: (n: number) => readonly [number, number]): number {
  let value = TINY;
  let c = TINY;
  let d = 0;
  for (let n = 1; n <= ROUNDS; n++) {
    const [a, b] = term(n);
    d = b + a * d;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    c = b + a / c;
    if (Math.abs(c) < TINY) c = TINY;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) return value;
  }
  throw new RangeError('a continued fraction did not settle');
}
