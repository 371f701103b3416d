/** The few functions of jStat that serve as oracles. */
declare module 'jstat' {
  interface Law {
    cdf(x: number, ...parameters: number[]): number;
    inv(p: number, ...parameters: number[]): number;
  }
  const module: {
    readonly jStat: {
      gammaln(x: number): number;
      lowRegGamma(a: number, x: number): number;
      ibeta(x: number, a: number, b: number): number;
      readonly studentt: Law;
      readonly chisquare: Law;
      readonly normal: Law;
    };
  };
  export = module;
}
