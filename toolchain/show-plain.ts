import type { ShowStep } from "./step.ts";

/** A step that says nothing for this long is said to be still at it, so that a CI log shows life. */
const QUIET_SECONDS = 15;

/** Shows steps as plain lines, for logs and pipes; on stderr unless another stream is given. */
export function showPlain(
  out: { write(text: string): unknown } = process.stderr,
  quietSeconds: number = QUIET_SECONDS,
): ShowStep {
  return async (title, work) => {
    const started = performance.now();
    const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
    out.write(`- ${title} ...\n`);
    let lastLine = "still at it";
    const heartbeat = setInterval(() => out.write(`    ${lastLine} (${seconds()})\n`), quietSeconds * 1000);
    try {
      const result = await work((line) => {
        lastLine = line;
        heartbeat.refresh();
        out.write(`    ${line}\n`);
      });
      out.write(`✓ ${title} (${seconds()})\n`);
      return result;
    } catch (error) {
      out.write(`✗ ${title} (${seconds()})\n`);
      throw error;
    } finally {
      clearInterval(heartbeat);
    }
  };
}
