import type { Analysis } from "../../release/canary/analysis.ts";
import { evidenceOf } from "../../release/canary/canary-faults.ts";
import type { Answer } from "../../release/canary/canary-run.ts";
import { type CanaryState, canaryInWords, type Hold } from "../../traffic/canary-state.ts";
import type { VerbContext } from "../verb.ts";

const ANSWERS: Record<string, Answer> = { c: "continue", w: "wait", h: "hold", "": "hold" };

/** Asks how a canary goes on, where stdin is a terminal; `hold` where nobody can be asked, or the question is left by Ctrl-C or Ctrl-D. */
export async function askPerson(
  { output, interrupt }: VerbContext,
  why: Hold,
  state: CanaryState,
  analysis: Analysis | undefined,
): Promise<Answer> {
  if (!process.stdin.isTTY) return "hold";
  const { createInterface } = await import("node:readline/promises");
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  output.note(`${canaryInWords({ ...state, held: why })}`);
  for (const line of evidenceOf(analysis)) output.note(`  | ${line}`);
  const choices = why === "gate" ? "[c]ontinue, [H]old" : "[c]ontinue, [w]ait longer, [H]old";
  try {
    for (;;) {
      const text = await typed(
        prompt.question(`How does it go on? ${choices} `, { signal: interrupt.signal }),
      );
      interrupt.signal.throwIfAborted();
      const answer = ANSWERS[text.trim().toLowerCase().slice(0, 1)];
      if (answer && !(answer === "wait" && why === "gate")) return answer;
    }
  } finally {
    prompt.close();
  }
}

/** What was typed; nothing where the question was left by Ctrl-C or Ctrl-D. */
async function typed(question: Promise<string>): Promise<string> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError") return "";
    throw error;
  }
}
