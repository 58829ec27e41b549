import type * as z from "zod";
import type { Finding } from "../faults/fault.ts";
import { createRedact } from "../validation/redaction/redact.ts";

const SHOWN_CHARACTERS = 60;

/** What of a document is not as the schema of results has it: what is expected in each place, and what stands there. */
export function resultFindings(
  document: unknown,
  name: string,
  issues: readonly z.core.$ZodIssue[],
): Finding[] {
  return issues.map((issue) => ({ path: issue.path.join(".") || name, ...mismatch(document, issue) }));
}

/** In zod's words, without what it says around them; a rule of our own says what is wrong, not what would be right. */
function mismatch(document: unknown, issue: z.core.$ZodIssue): Pick<Finding, "expected" | "actual"> {
  const [, expected] = /expected (.+?)(?:, received .+)?$/.exec(issue.message) ?? [];
  if (expected !== undefined) return { expected, actual: inWords(valueAt(document, issue.path)) };
  return { expected: "what docs/validation-result.schema.json says", actual: issue.message };
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    document,
  );
}

function inWords(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a map";
  const text = createRedact()(typeof value === "string" ? JSON.stringify(value) : String(value));
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
