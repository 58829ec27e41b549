import { type Command, InvalidArgumentError, Option } from "commander";
import { REPORT_FORMATS } from "../report/formats.ts";
import type { Verb } from "./verb.ts";

type AddVerb = (name: string, description: string, load: () => Promise<Verb>) => Command;

/** The verbs that judge or show what is written down already, and need no cloud. */
export function addReportVerbs(verb: AddVerb): void {
  const auditLog = async () => (await import("./verbs/audit-log.ts")).auditLog;
  verb("audit-log", "Judge a start by its log, of any size; 4 when it is NOT READY.", auditLog)
    .argument("<file>", "Cloud Logging JSON, `gcloud logging read` output or plain text; - reads stdin")
    .addOption(
      new Option("--max-seconds <seconds>", "what a whole start may take").default(30).argParser(seconds),
    )
    .option("--baseline <file>", "the log of a good start, to compare with")
    .option(
      "--accept <finding>",
      "a finding that is known: its lines become notes; may be repeated",
      collected,
    )
    .option("--no-phases", "for a service that announces neither start-up phases nor critical systems");
  addReport(verb);
}

function addReport(verb: AddVerb): void {
  const report = async () => (await import("./verbs/report.ts")).report;
  verb("report", "Render a result of `validate --json` again, or set two side by side.", report)
    .argument("[result]", "file with the result's JSON; - or nothing reads stdin")
    .addOption(
      new Option("--format <format>", "what to write; --json stands for json")
        .choices([...REPORT_FORMATS])
        .default("markdown")
        .conflicts("json"),
    )
    .option("--compare <former>", "file of an earlier result, to tell what got better and what worse")
    .option("--out <file>", "write there instead of to stdout");
}

/** Not `<finding...>`, which would take the file for one more. */
function collected(value: string, former: string[] = []): string[] {
  return [...former, value];
}

function seconds(text: string): number {
  const value = Number(text);
  if (/^\d+(?:\.\d+)?$/.test(text) && value > 0) return value;
  throw new InvalidArgumentError("A number of seconds above 0 is expected.");
}
