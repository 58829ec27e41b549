import type { Colors } from "picocolors/types.js";
import type { ValidationResult } from "../../validation/result.ts";

/** What people read at the end of a validation: what was looked at, what blocks, what is not proven, the verdict last. */
export function validationText({ meta, verdict, claims }: ValidationResult, colors: Colors): string {
  const where = meta.from === "rehearsal" ? "rehearsal on this machine" : `${meta.project}/${meta.region}`;
  const lines = [
    `${colors.bold(meta.service)} (${where}), revision ${meta.revision}, ${meta.seconds.toFixed(1)} s`,
    ...section("blocking", verdict.blocking, colors),
    ...section("warnings", verdict.warnings, colors),
    ...section("not proven, and not needed", verdict.notProven, colors),
    ...claims.map(
      ({ name, unit, before, after, percentLess }) =>
        `  ${colors.dim("claim")} ${name}: ${after} ${unit} instead of ${before} ${unit}, ${percentLess} % less`,
    ),
    verdictLine({ verdict }, colors),
  ];
  return lines.join("\n");
}

/** The verdict in a line, such as `READY (rehearsal): 30 of 30 needed checks passed`. */
export function verdictLine(
  { verdict }: { verdict: Pick<ValidationResult["verdict"], "verdict" | "summary" | "warnings"> },
  colors: Colors,
): string {
  const colour = { READY: colors.green, "NOT READY": colors.red, UNPROVEN: colors.yellow }[verdict.verdict];
  const count = verdict.warnings.length;
  const warnings = count === 0 ? "" : `, ${count} ${count === 1 ? "warning" : "warnings"}`;
  return colors.bold(colour(`${verdict.summary}${warnings}`));
}

function section(
  name: string,
  entries: readonly { check: string; reason: string }[],
  colors: Colors,
): string[] {
  return entries.map(({ check, reason }) => `  ${colors.dim(`${name}:`)} ${check}: ${reason}`);
}
