import { join } from "node:path";
import type { ReportFormat } from "../../report/formats.ts";
import { renderReport } from "../../report/render-report.ts";
import type { ValidationResult } from "../../validation/result.ts";
import { writeOutput } from "../output-file.ts";

const REPORTS: [file: string, format: ReportFormat][] = [
  ["report.html", "html"],
  ["report.md", "markdown"],
  ["junit.xml", "junit"],
];

/**
 * Writes a result, as `--json` prints it, and reports on it into the folder of `--out`, which need not be there yet; `wrote` is told
 * each file. Fails with the Fault `output-unwritable`.
 */
export async function writeReports(
  result: ValidationResult,
  folder: string,
  wrote: (file: string) => void,
): Promise<void> {
  const write = async (name: string, text: string) => {
    const file = join(folder, name);
    await writeOutput("--out", file, text);
    wrote(file);
  };
  await write("validation.json", `${JSON.stringify(result, null, 2)}\n`);
  for (const [name, format] of REPORTS) await write(name, await renderReport(result, format));
}
