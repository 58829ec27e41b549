import type { InputFile } from "./input-file.ts";

const EVERY_MILLISECONDS = 250;
const CLEAR_LINE = "\r\u001b[K";

/** How far a long input has been read, on one line of a terminal; silent anywhere else. `stop` takes the line away. */
export function showBytes(
  input: Pick<InputFile, "bytesRead" | "totalBytes">,
  terminal: { isTTY?: boolean; write(text: string): unknown } = process.stderr,
): { stop(): void } {
  if (!terminal.isTTY) return { stop: () => undefined };
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const seconds = (performance.now() - startedAt) / 1000;
    terminal.write(`${CLEAR_LINE}${progressText(input.bytesRead(), input.totalBytes, seconds)}`);
  }, EVERY_MILLISECONDS);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      terminal.write(CLEAR_LINE);
    },
  };
}

/** `512 MiB of 1024 MiB (50 %), 60 MiB/s, 9 s left`. */
export function progressText(read: number, total: number | undefined, seconds: number): string {
  const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
  const speed = `${mebibytes(read / Math.max(seconds, 0.001))}/s`;
  if (!total) return `${mebibytes(read)}, ${speed}`;
  const left = read === 0 ? "" : `, ${Math.round((seconds * (total - read)) / read)} s left`;
  return `${mebibytes(read)} of ${mebibytes(total)} (${Math.floor((read / total) * 100)} %), ${speed}${left}`;
}
