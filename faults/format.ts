import { Fault, type Finding } from "./fault.ts";

/** A fault as plain text for a terminal or a log: summary, findings, evidence, next step. No colours, no stack. */
export function formatFault(fault: Fault): string {
  return [
    `${fault.message} [${fault.code}]`,
    ...fault.findings.map(formatFinding),
    ...fault.evidence.map((line) => `  | ${line}`),
    ...(fault.next ? [`  next: ${fault.next}`] : []),
  ].join("\n");
}

/** Any thrown value as text: a fault without its stack, a bug with it. */
export function formatError(error: unknown): string {
  if (error instanceof Fault) return formatFault(error);
  if (error instanceof Error) return error.stack ?? error.message;
  return String(error);
}

function formatFinding({ path, expected, actual, example }: Finding): string {
  const tail = example === undefined ? "" : `, for example ${example}`;
  return `  ${path}: expected ${expected}${tail}; found ${actual}`;
}
