/** What Route 53 says to one step of a change batch that it cannot do. */
import { quoted } from './printable.ts';

/** What tells a record set from others. */
export interface Label {
  readonly name: string;
  readonly type: string;
  /** Empty for a simple one. */
  readonly setIdentifier: string;
}

/**
 * Why one step of a change batch is refused, in the words of the API; null when it is not.
 *
 * @param isThere whether there is a record set of that label
 * @param isSame whether that is equal
 */
export function refusalOf(
  action: 'create' | 'delete' | 'upsert',
  label: Label,
  isThere: boolean,
  isSame: boolean,
): string | null {
  if (action === 'delete' && !isSame) {
    const why = isThere
      ? 'the values provided do not match the current values'
      : 'it was not found';
    return `Tried to delete resource record set ${described(label)} but ${why}`;
  }
  return action === 'create' && isThere
    ? `Tried to create resource record set ${described(label)} but it already exists; write UPSERT to replace it`
    : null;
}

function described({ name, type, setIdentifier }: Label): string {
  return `[name=${quoted(name)}, type=${quoted(type)}${setIdentifier ? `, set identifier=${quoted(setIdentifier)}` : ''}]`;
}
