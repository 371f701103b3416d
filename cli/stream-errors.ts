/** What happens when the process's own streams cannot be written to. */
import { EXIT } from './exit-codes.ts';
import { systemReason } from './system-reason.ts';

/**
 * A reader that has seen enough (`skew53 … | head`) is no error: what else there is to write is dropped
 * and the exit code stays. Anything else, a full disk for one, ends the process as an unwritable path would.
 */
export function endOnStreamErrors(streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') return;
      const reason = systemReason(error) ?? error.message;
      if (stream !== process.stderr)
        process.stderr.write(`error: cannot write standard output: ${reason}\n`);
      process.exit(EXIT.usage);
    });
  }
}
