/** Every population; a new one is a file beside this one and a line here. */
import { iotLegacy } from './iot-legacy.ts';
import type { Population } from './population.ts';

export const populations: readonly Population[] = [iotLegacy];
