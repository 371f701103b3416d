import * as z from 'zod/mini';
import { awsRegionNames } from './aws-regions.ts';

/** An AWS Region, by its name. */
export const regionName = z.enum(awsRegionNames, {
  error: 'expected an AWS Region such as eu-central-1',
});
