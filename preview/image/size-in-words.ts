/** `1.2 MiB` (1 MiB = 1 048 576 bytes). */
export function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

/** The same with its sign: `+1.2 MiB`, `−1.2 MiB`. */
export function signedMebibytes(bytes: number): string {
  return `${bytes < 0 ? "−" : "+"}${mebibytes(Math.abs(bytes))}`;
}
