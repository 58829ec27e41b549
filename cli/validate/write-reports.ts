import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReportFormat } from "../../report/formats.ts";
import { renderReport } from "../../report/render-report.ts";
import type { ValidationResult } from "../../validation/result.ts";

const FILES: [file: string, format: ReportFormat][] = [
  ["report.html", "html"],
  ["report.md", "markdown"],
  ["junit.xml", "junit"],
];

/** Writes a result's reports into a folder that need not be there yet, and gives the files' paths. */
export async function writeReports(result: ValidationResult, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  for (const [name, format] of FILES) {
    const file = join(folder, name);
    await writeFile(file, await renderReport(result, format));
    files.push(file);
  }
  return files;
}
