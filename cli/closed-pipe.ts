/** A reader that has seen enough (`skew53 … | head`) is no error: what else there is to write is dropped. */
export function quietWhenClosed(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
