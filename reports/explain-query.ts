/** What `skew53 explain --query` prints: the walk step by step, and the answers with their probabilities. */
import { createColors } from 'picocolors';
import type { PossibleAnswer, QueryExplanation } from '../experiments/explain/query-explanation.ts';
import { percent, span } from './numbers.ts';
import { columns, wrapped } from './text/columns.ts';
import { inAscii, type TextStyle } from './text/style.ts';

/** Values listed of one answer. */
const LISTED = 8;

/** @returns lines without a newline at the end */
export function queryReport(
  { query, state, steps, answers }: QueryExplanation,
  style: TextStyle,
): string {
  const { bold } = createColors(style.colour);
  const { width } = style;
  const title = `${query.name} ${query.type}   asked from ${query.from}   at ${span(query.atSeconds)}`;
  const indented = ({ depth, text }: { depth: number; text: string }) => {
    const indent = '  '.repeat(depth);
    return wrapped(text, Math.max(20, width - indent.length)).map((line) => `${indent}${line}`);
  };
  const text = [
    bold(title),
    ...(state.length > 0 ? ['', bold('As things stand then')] : []),
    ...state.flatMap((remark) => wrapped(remark, width)),
    '',
    bold('Step by step'),
    ...steps.flatMap(indented),
    '',
    bold('Answers'),
    ...columns(answers.map(answerRow), width),
  ].join('\n');
  return style.unicode ? text : inAscii(text);
}

function answerRow({ probability, code, by, values, size, ttlSeconds }: PossibleAnswer): string[] {
  const listed = values.slice(0, LISTED).join(' ') + (values.length > LISTED ? ' …' : '');
  const what = code === 'NOERROR' ? listed : code;
  const some = size < values.length ? `${size} of ` : '';
  const ttl = ttlSeconds.map((seconds) => span(seconds)).join(', ');
  return [percent(probability, 1), `${some}${what}`, ttl && `TTL ${ttl}`, by.join(' → ')];
}
