import { createRedact, redactAll } from "../validation/redaction/redact.ts";
import type { ValidationResult } from "../validation/result.ts";
import { compareResults } from "./compare/compare-results.ts";
import { comparisonDocument } from "./compare/comparison-document.ts";
import type { ReportDocument } from "./document.ts";
import type { ReportFormat } from "./formats.ts";
import { reportDocument } from "./report-document.ts";

/**
 * A report on a validation's result. Whatever looks like a secret is taken out first, and the `secrets` that are known by their
 * values. What draws and writes is only loaded for the format that needs it.
 */
export async function renderReport(
  result: ValidationResult,
  format: ReportFormat,
  { secrets = [] }: { secrets?: readonly string[] } = {},
): Promise<string> {
  const clean = redactAll(result, createRedact(secrets));
  switch (format) {
    case "json":
      return asJson(clean);
    case "junit":
      return (await import("./junit.ts")).junitReport(clean);
    default:
      return RENDERERS[format](reportDocument(clean));
  }
}

/** Two results side by side, the former first; secrets are taken out as in a report. JUnit XML has no form for it. */
export async function renderComparison(
  former: ValidationResult,
  later: ValidationResult,
  format: Exclude<ReportFormat, "junit">,
): Promise<string> {
  const redact = createRedact();
  const comparison = compareResults(redactAll(former, redact), redactAll(later, redact));
  return format === "json" ? asJson(comparison) : RENDERERS[format](comparisonDocument(comparison));
}

const RENDERERS = {
  html: async (document: ReportDocument) => (await import("./html/page.ts")).htmlPage(document),
  markdown: async (document: ReportDocument) =>
    (await import("./markdown/markdown-report.ts")).markdownReport(document),
};

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
