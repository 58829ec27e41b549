/** What macOS takes for the path of a Unix socket, in bytes; Linux takes 107. */
const LONGEST_BYTES = 103;

/** Whether a Unix socket can have this path. */
export function fitsSocket(path: string): boolean {
  return Buffer.byteLength(path) <= LONGEST_BYTES;
}
