import { Fault } from "../faults/fault.ts";

/**
 * Asks for a yes where stdin is a terminal; where nobody can be asked, it is taken as given. Fails with `not-confirmed` (exit
 * code 2) on anything but yes, and with the signal's reason (130) on Ctrl-C.
 */
export async function confirm(question: string, signal: AbortSignal): Promise<void> {
  if (!process.stdin.isTTY) return;
  const { createInterface } = await import("node:readline/promises");
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  // In a terminal that readline has, Ctrl-C is a key, not a signal.
  prompt.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    const answer = await prompt.question(`${question} [y/N] `, { signal });
    if (/^y(es)?$/i.test(answer.trim())) return;
  } catch (error) {
    signal.throwIfAborted();
    // Ctrl-D ends the question by an AbortError of readline's own.
    if (!(error instanceof Error && error.name === "AbortError")) throw error;
  } finally {
    prompt.close();
  }
  throw new Fault({ code: "not-confirmed", outcome: "usage", summary: "Nothing was changed." });
}
