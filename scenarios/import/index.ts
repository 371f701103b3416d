/** Every format of other people's files; a new one is a file beside this one and a line here. */
import { changeBatch } from './change-batch.ts';
import { cloudFormation } from './cloudformation/index.ts';
import type { ForeignFormat } from './foreign-format.ts';
import { listHealthChecks } from './list-health-checks.ts';
import { listResourceRecordSets } from './list-resource-record-sets.ts';
import { terraform } from './terraform/index.ts';
import { zoneFile } from './zone-file/index.ts';

export const foreignFormats: readonly ForeignFormat[] = [
  listResourceRecordSets,
  changeBatch,
  listHealthChecks,
  cloudFormation,
  terraform,
  zoneFile,
];
