import type { Result } from '../experiments/result.ts';
import { charts } from './charts/index.ts';

export interface RenderedChart {
  /** The chart's name, such as `share`. */
  readonly name: string;
  /** 2400 × 1350 pixels; the same bytes for the same result. */
  readonly png: Uint8Array;
}

/**
 * Draws charts of a result.
 *
 * @param names which ones; all when left out
 * @throws {RangeError} if no chart has one of the names
 */
export async function renderCharts(
  result: Result,
  names: readonly string[] = charts.map(({ name }) => name),
): Promise<RenderedChart[]> {
  const { renderPng } = await import('./png.ts');
  return names.map((name) => {
    const chart = charts.find((candidate) => candidate.name === name);
    if (!chart)
      throw new RangeError(
        `no chart is called "${name}" among ${charts.map((c) => c.name).join(', ')}`,
      );
    return { name, png: renderPng(chart.configuration(result)) };
  });
}
