/** How long responses to the questions of a run are, before the OPT record that EDNS adds. */
import type { LookedUp } from './looked-up.ts';
import { bytesOfAddress, MessageSize } from './message-size.ts';
import type { NameAndType } from './question.ts';

export class ResponseSizes {
  readonly #questions: readonly NameAndType[];
  /** By question: of an answer of the authority without addresses, of one of a resolver, and of each address. */
  readonly #bare: Float64Array;
  readonly #relayed: Float64Array;
  readonly #each: Float64Array;
  readonly #zones: readonly (readonly [name: string, servers: readonly string[]] | null)[];

  /** @param elsewhere names of zones whose name servers nobody knows: those of others */
  constructor(questions: readonly LookedUp[], elsewhere: ReadonlySet<string>) {
    this.#questions = questions.map(({ question }) => question);
    this.#zones = questions.map(({ zone: name, states: [found] }) => {
      const apex = found?.zone.records.filter((one) => one.name === name && one.type === 'NS');
      return elsewhere.has(name)
        ? null
        : [name, (apex ?? []).flatMap(({ values }) => values.map(withoutDot))];
    });
    this.#bare = Float64Array.from(this.#questions, (_, row) => this.#answer(row, []));
    this.#relayed = Float64Array.from(this.#questions, ({ name }) => new MessageSize(name).bytes);
    this.#each = Float64Array.from(this.#questions, ({ type }) => bytesOfAddress(type));
  }

  /** Of an answer of the authority: `count` addresses, or a CNAME that leads to a question; −1: it is none. */
  ofAuthority(question: number, count: number, link: number): number {
    if (link >= 0) return this.#answer(question, [link]);
    return (this.#bare[question] as number) + count * (this.#each[question] as number);
  }

  /** Of an answer of a resolver: addresses. */
  ofResolver(question: number, count: number): number {
    return (this.#relayed[question] as number) + count * (this.#each[question] as number);
  }

  /** Of an answer of a resolver: CNAMEs from each of the questions to the next one, and addresses of the last. */
  ofChain(questions: readonly number[], count: number): number {
    const [first, ...rest] = questions.map((row) => this.#questions[row] as NameAndType);
    const message = new MessageSize((first as NameAndType).name);
    let owner = first as NameAndType;
    for (const next of rest) {
      message.link(owner.name, next.name);
      owner = next;
    }
    return message.addresses(owner.type, count).bytes;
  }

  #answer(question: number, links: readonly number[]): number {
    const { name } = this.#questions[question] as NameAndType;
    const message = new MessageSize(name);
    for (const link of links) message.link(name, (this.#questions[link] as NameAndType).name);
    const zone = this.#zones[question];
    return (zone ? message.nameServers(...zone) : message).bytes;
  }
}

function withoutDot(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
