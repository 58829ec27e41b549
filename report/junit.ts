import { create } from "xmlbuilder2";
import { CHECK_GROUPS, type CheckResult } from "../validation/result/check-result.ts";
import type { ValidationResult } from "../validation/result.ts";
import { evidenceText } from "./evidence-text.ts";
import { marksOf } from "./report-document.ts";

type Node = ReturnType<ReturnType<typeof create>["ele"]>;

/** JUnit XML: a suite per group, a case per check. A warning passes, with its reason in `system-out`. */
export function junitReport({ meta, verdict, checks }: ValidationResult): string {
  const document = create({ version: "1.0", encoding: "UTF-8", invalidCharReplacement: "\uFFFD" });
  const root = document.ele("testsuites", { name: `Validation of ${meta.service}`, ...totals(checks) });
  for (const group of CHECK_GROUPS) {
    const members = checks.filter((check) => check.group === group);
    if (members.length === 0) continue;
    const suite = root.ele("testsuite", {
      name: group,
      timestamp: meta.startedAt,
      hostname: meta.url,
      ...totals(members),
    });
    const properties = suite.ele("properties");
    for (const [name, value] of propertiesOf(meta, verdict)) properties.ele("property", { name, value });
    for (const check of members) addCase(suite, check, `${meta.service}.${group}`);
  }
  return `${document.end({ prettyPrint: true })}\n`;
}

function totals(checks: CheckResult[]): Record<string, string> {
  const count = (verdict: CheckResult["verdict"]) =>
    String(checks.filter((check) => check.verdict === verdict).length);
  const seconds = checks.reduce((sum, check) => sum + check.seconds, 0);
  return {
    tests: String(checks.length),
    failures: count("fail"),
    errors: "0",
    skipped: count("skipped"),
    time: seconds.toFixed(3),
  };
}

function propertiesOf(
  meta: ValidationResult["meta"],
  verdict: ValidationResult["verdict"],
): [name: string, value: string][] {
  return [
    ["verdict", verdict.verdict],
    ["revision", meta.revision],
    ["from", meta.from],
    ...marksOf(meta).map((mark): [string, string] => ["mark", mark]),
  ];
}

function addCase(suite: Node, check: CheckResult, classname: string): void {
  const { id, title, verdict, reason, seconds, findings, evidence, retries } = check;
  const node = suite.ele("testcase", { name: `${id}: ${title}`, classname, time: seconds.toFixed(3) });
  if (verdict === "fail") {
    const lines = findings.map(
      ({ path, expected, actual }) => `${path}: expected ${expected}; found ${actual}`,
    );
    node.ele("failure", { message: reason, type: id }).txt([reason, ...lines].join("\n"));
  }
  if (verdict === "skipped") node.ele("skipped", { message: reason });
  const out = [
    ...(verdict === "warn" ? [`warning: ${reason}`] : []),
    ...retries.map((retry) => `tried again after: ${retry}`),
    ...(verdict === "fail"
      ? evidence.map(evidenceText).map(({ title: name, text }) => `${name}\n${text}`)
      : []),
  ];
  if (out.length > 0) node.ele("system-out").txt(out.join("\n\n"));
}
