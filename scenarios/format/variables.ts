/** `${VAR}`, `${VAR:-default}`, `${VAR:?message}` and `$$` in one value, as Compose has them. */
import { quoted } from './printable.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const VARIABLE = /\$(?:\$|\{([A-Za-z_][A-Za-z0-9_]*)(?:(:-|:\?)([^}]*))?\}|\{[^}]*\}?)/g;

/** The text with its variables filled in; what is wrong with one goes to `report`. */
export function substitute(
  text: string,
  env: Environment,
  report: (message: string) => void,
): string {
  return text.replace(VARIABLE, (whole: string, name?: string, operator?: string, rest = '') => {
    if (whole === '$$') return '$';
    if (name === undefined) {
      report(
        `${quoted(whole)} is no variable; expected \${NAME}, \${NAME:-default} or \${NAME:?message}, and $$ for a $`,
      );
      return whole;
    }
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (operator === ':-') return value || rest;
    if (value === undefined || (operator === ':?' && value === '')) {
      const why =
        operator === ':?' && rest ? `: ${rest}` : `; set it, or write \${${name}:-default}`;
      report(`the environment variable ${name} is not set${why}`);
      return whole;
    }
    return value;
  });
}
