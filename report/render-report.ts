import { createRedact, redactAll } from "../validation/redaction/redact.ts";
import type { ValidationResult } from "../validation/result.ts";
import { reportDocument } from "./report-document.ts";

export const REPORT_FORMATS = ["html", "markdown", "junit", "json"] as const;

/** `html`: one page for a browser; `markdown`: for a pull request or a wiki; `junit`: JUnit XML; `json`: the result itself. */
export type ReportFormat = (typeof REPORT_FORMATS)[number];

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
      return `${JSON.stringify(clean, null, 2)}\n`;
    case "junit":
      return (await import("./junit.ts")).junitReport(clean);
    case "markdown":
      return (await import("./markdown/markdown-report.ts")).markdownReport(reportDocument(clean));
    case "html":
      return (await import("./html/page.ts")).htmlPage(reportDocument(clean));
  }
}
