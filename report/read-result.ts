import { Fault } from "../faults/fault.ts";
import { type ValidationResult, validationResultSchema } from "../validation/result.ts";
import { resultFindings } from "./result-findings.ts";

const SHOWN = 10;

/** A result from its JSON. Fails with the Fault `result-unreadable`, naming everything that is not as the schema has it. */
export function readResult(json: string, name: string): ValidationResult {
  const document = parsedJson(json, name);
  const parsed = validationResultSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw unreadable(name, resultFindings(document, name, parsed.error.issues.slice(0, SHOWN)));
}

function parsedJson(json: string, name: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw unreadable(name, [{ path: name, expected: "JSON", actual: "something else" }]);
  }
}

function unreadable(name: string, findings: Fault["findings"]): Fault {
  return new Fault({
    code: "result-unreadable",
    outcome: "usage",
    summary: `${name} is no result of a validation.`,
    findings,
    next: "stage validate --json > result.json makes one",
  });
}
