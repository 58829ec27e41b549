import { Fault } from "../../faults/fault.ts";
import type { ReportFormat } from "../../report/formats.ts";
import { readResult } from "../../report/read-result.ts";
import { renderComparison, renderReport } from "../../report/render-report.ts";
import type { ValidationResult } from "../../validation/result.ts";
import { fromCaller } from "../called-from.ts";
import { openInput } from "../input-file.ts";
import { expectWritable, writeOutput } from "../output-file.ts";
import type { VerbContext, VerbOptions } from "../verb.ts";

/** Renders results of `stage validate --json` again, or sets two side by side; needs no cloud. */
export async function report({ options, output, interrupt }: VerbContext): Promise<void> {
  const format = formatOf(options);
  const outFile = options.out === undefined ? undefined : fromCaller(options.out);
  if (outFile !== undefined) await expectWritable("--out", outFile);
  const results: ValidationResult[] = [];
  for (const file of filesOf(options)) results.push(await readFrom(file, interrupt.signal));
  const [former, later] = results;
  if (!former) throw new Error("a report without a result");
  const text = later ? await compared(former, later, format) : await renderReport(former, format);
  if (outFile === undefined) {
    process.stdout.write(text);
    return;
  }
  await writeOutput("--out", outFile, text);
  output.note(`wrote ${outFile}`);
}

function formatOf({ format, json }: VerbOptions): ReportFormat {
  return json ? "json" : (format ?? "markdown");
}

/** The result, or the former one and the later. */
function filesOf({ words: [result = "-"] = [], compare }: VerbOptions): string[] {
  return compare === undefined ? [result] : [compare, result];
}

async function readFrom(file: string, signal: AbortSignal): Promise<ValidationResult> {
  const input = await openInput(file, signal);
  let json = "";
  for await (const chunk of input.chunks()) json += chunk;
  return readResult(json, input.name);
}

async function compared(
  former: ValidationResult,
  later: ValidationResult,
  format: ReportFormat,
): Promise<string> {
  if (format !== "junit") return renderComparison(former, later, format);
  throw new Fault({
    code: "format-unfit",
    outcome: "usage",
    summary: "JUnit XML has no form for a comparison.",
    findings: [{ path: "--format", expected: "html, markdown or json", actual: format, example: "html" }],
  });
}
