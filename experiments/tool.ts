import manifest from '../package.json' with { type: 'json' };

/** This program, as results name it. */
export const tool = { name: 'skew53', version: manifest.version } as const;
