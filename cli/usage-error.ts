/** A mistake on the command line, or a path there that cannot be read or written: exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
