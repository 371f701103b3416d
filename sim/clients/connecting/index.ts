/** Every way to connect; a new one is a file beside this one and a line here. */
import type { Connect } from './connect.ts';
import { sequential } from './sequential.ts';
import { single } from './single.ts';
import { stagger } from './stagger.ts';

export const connects: readonly Connect<unknown>[] = [single, sequential, stagger];
