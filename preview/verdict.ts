import { code } from "./markdown/code.ts";
import { shortened } from "./markdown/room.ts";
import type { EnginePreview } from "./plan/engine-preview.ts";
import { type Action, isLoss } from "./plan/planned-resource.ts";

/** How a preview came out, the worst first. */
export type Verdict = "failed" | "refused" | "loses" | "warned" | "changes" | "unchanged";

const MAX_REASON_LENGTH = 120;

export function verdictOf({ errors, policies, resources }: EnginePreview): Verdict {
  if (errors.length > 0) return "failed";
  if (policies.some(({ mandatory }) => mandatory)) return "refused";
  if (resources.some(isLoss)) return "loses";
  if (policies.some(({ deferred }) => !deferred) && resources.length > 0) return "warned";
  return resources.length > 0 ? "changes" : "unchanged";
}

const MARKS: Record<Verdict, string> = {
  failed: "❌",
  refused: "❌",
  loses: "⚠️",
  warned: "⚠️",
  changes: "✅",
  unchanged: "✅",
};

/** The comment's first line: what would happen, in one sentence. */
export function verdictLine(preview: EnginePreview): string {
  const verdict = verdictOf(preview);
  return `## ${MARKS[verdict]} ${code(preview.stack)}: ${sentence(verdict, preview)}`;
}

function sentence(verdict: Verdict, preview: EnginePreview): string {
  const counted = countedChanges(preview);
  const mandatory = preview.policies.filter((policy) => policy.mandatory).length;
  const warnings = preview.policies.filter((policy) => !policy.mandatory && !policy.deferred).length;
  switch (verdict) {
    case "failed":
      return `the preview failed: ${firstLine(preview)}`;
    case "refused":
      return `refused by ${plural(mandatory, "policy", "policies")}, \`up\` would not run (${counted})`;
    case "loses":
      return `${counted}; something is lost`;
    case "warned":
      return `${counted}, with ${plural(warnings, "warning of a policy", "warnings of policies")}`;
    case "changes":
      return counted;
    case "unchanged":
      return "no changes, the stack is as the settings and the source say";
  }
}

const WORDS: Record<Action, (count: number) => string> = {
  delete: (count) => `${count} deleted`,
  discard: (count) => `${plural(count, "old copy", "old copies")} deleted`,
  replace: (count) => `${count} replaced`,
  update: (count) => `${count} updated`,
  create: (count) => `${count} created`,
  import: (count) => `${count} imported`,
};

/** `1 replaced, 2 updated, 11 unchanged`. */
function countedChanges({ resources, unchanged }: EnginePreview): string {
  const counts = Object.entries(WORDS).flatMap(([action, words]) => {
    const count = resources.filter((resource) => resource.action === action).length;
    return count === 0 ? [] : [words(count)];
  });
  if (counts.length === 0) return "nothing would change";
  return [...counts, `${unchanged} unchanged`].join(", ");
}

function firstLine({ errors }: EnginePreview): string {
  const line = errors[0]?.message.split("\n").find((text) => text.trim() !== "") ?? "";
  return code(shortened(line, MAX_REASON_LENGTH));
}

function plural(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}
