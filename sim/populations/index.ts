/** Every population; a new one is a file beside this one and a line here. */
import { awsMicroservices } from './aws-microservices.ts';
import { consumerWeb } from './consumer-web.ts';
import { iotLegacy } from './iot-legacy.ts';
import type { Population } from './population.ts';

export const populations: readonly Population[] = [consumerWeb, awsMicroservices, iotLegacy];
