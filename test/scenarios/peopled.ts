/** A scenario whose resolvers and clients are a population. */
import type { Study } from '../../experiments/study.ts';
import { mistakes, read } from './sample.ts';

const text = (population: string, more = '') => `version: 1
name: peopled
duration: 2m
zone:
  name: example.com
  records:
    - { name: app, type: A, routing: multivalue, ttl: 60, setIdentifier: web-1, value: 192.0.2.1 }
    - { name: app, type: A, routing: multivalue, ttl: 60, setIdentifier: web-2, value: 192.0.2.2 }
population: ${population}
${more}`;

export function peopled(population: string, more = '', set: readonly string[] = []): Study {
  return read(text(population, more), { set });
}

export function mistakesAbout(population: string, more = ''): string[] {
  return mistakes(text(population, more));
}
