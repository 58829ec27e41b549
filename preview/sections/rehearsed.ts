import { code } from "../markdown/code.ts";
import { table } from "../markdown/table.ts";
import { redact } from "../redaction/redact.ts";
import type { RehearsalStep } from "../rehearsal-result.ts";
import type { Section } from "../section.ts";

/** How a rehearsal of the change went: real containers on the workflow's machine, no fact about the cloud. */
export const rehearsed: Section = {
  render({ rehearsal }) {
    if (!rehearsal) return undefined;
    const heading = "### Rehearsal on the runner";
    const { deployed, validated, rolledBack } = rehearsal;
    if (!deployed && !validated && !rolledBack) return `${heading}\n\n❌ It ended before it had a result.`;
    const rows = [row("deployed", deployed), row("validated", validated), row("rolled back", rolledBack)];
    return [heading, table(["step", "result", "took", ""], rows)].join("\n\n");
  },
};

function row(name: string, step: RehearsalStep | undefined): string[] {
  if (!step) return [name, "not tried", "", ""];
  const { passed, seconds, note } = step;
  return [name, passed ? "✅ yes" : "❌ no", `${seconds.toFixed(1)} s`, note ? code(redact(note)) : ""];
}
