import type { Plugin } from '../../plugin.ts';

/** How a stub resolver sorts the addresses it received before its client sees them. */
export interface Sort extends Plugin {
  /** Whether it can change the order received, so that choices no longer follow the answer alone. */
  readonly reorders: boolean;
  /**
   * Whether an IPv4 address may sort otherwise than where it was received, for some client of a subnet.
   *
   * @param subnet its first address, as a number, and prefix length
   */
  heeds(
    destination: number,
    subnet: { readonly first: number; readonly prefix: number },
    interfacePrefix: number,
  ): boolean;
  /**
   * The key an address sorts by, smaller first; equal keys keep the order received.
   *
   * @param source the client's own IPv4 address, as a number
   * @param prefix prefix length of the client's interface
   */
  key(destination: number, source: number, prefix: number): number;
}
