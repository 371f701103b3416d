/** Every table that a result can be written as; a new one is a file beside this one and a line here. */
import { bins } from './bins.ts';
import { measures } from './measures.ts';
import { series } from './series.ts';
import type { Table } from './table.ts';

export const tables: readonly Table[] = [measures, series, bins];
