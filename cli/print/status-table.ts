import type { Colors } from "picocolors/types.js";
import type { RevisionStatus, ServiceStatus } from "../../release/status.ts";
import { canaryInWords } from "../../traffic/canary-state.ts";
import { pinInWords } from "../../traffic/traffic-pin.ts";
import { bareTable } from "./bare-table.ts";
import { durationInWords } from "./duration.ts";
import { healthMark } from "./health-mark.ts";

/** The status of a service as a block of text: a head line, then a row per revision, newest first. */
export function statusText(status: ServiceStatus, environment: string, colors: Colors): string {
  const state = status.reconciling ? "reconciling" : status.readiness;
  const head = `${colors.bold(status.name)} (${environment}): ${state}, ${status.uri || "no address yet"}`;
  const reason = status.reason ? [`  ${colors.red(status.reason)}`] : [];
  const pin = status.pin ? [colors.yellow(`  pinned: ${pinInWords(status.pin)}`)] : [];
  const canary = status.canary ? [colors.yellow(`  canary: ${canaryInWords(status.canary)}`)] : [];
  const problem = status.pinProblem ? [`  ${colors.red(status.pinProblem)}`] : [];
  const older = status.olderLeftOut ? [colors.dim("  older revisions are left out: --all shows them")] : [];
  const rows = status.revisions.map((revision) => row(revision, colors));
  const table = bareTable(["revision", "traffic", "", "ready", "health", "age", "image"], rows);
  return [head, ...reason, ...pin, ...canary, ...problem, table, ...older].join("\n");
}

function row(revision: RevisionStatus, colors: Colors): string[] {
  const traffic = `${revision.percent} %${revision.tags.map((tag) => ` ${tag}`).join("")}`;
  return [
    revision.name,
    revision.percent > 0 ? colors.green(traffic) : traffic,
    marks(revision, colors),
    revision.readiness === "failed" ? colors.red("failed") : revision.readiness,
    healthMark(revision.health ?? undefined, colors),
    durationInWords(revision.ageSeconds),
    shortImage(revision.image),
  ];
}

function marks({ pinned, latest }: RevisionStatus, colors: Colors): string {
  return [...(pinned ? [colors.yellow("pinned")] : []), ...(latest ? ["newest"] : [])].join(" ");
}

/** Repository and service are the same in every row: the digest's first twelve figures tell images apart. */
function shortImage(reference: string): string {
  const digest = /@sha256:([0-9a-f]{12})/.exec(reference)?.[1];
  return digest ? `sha256:${digest}` : reference;
}
