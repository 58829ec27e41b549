import type { Colors } from "picocolors/types.js";
import type { RevisionStatus, ServiceStatus } from "../../release/status.ts";
import { bareTable } from "./bare-table.ts";
import { durationInWords } from "./duration.ts";

/** The status of a service as a block of text: a head line, then a row per revision, newest first. */
export function statusText(status: ServiceStatus, environment: string, colors: Colors): string {
  const state = status.reconciling ? "reconciling" : status.readiness;
  const head = `${colors.bold(status.name)} (${environment}): ${state}, ${status.uri || "no address yet"}`;
  const reason = status.reason ? [`  ${colors.red(status.reason)}`] : [];
  const rows = status.revisions.map((revision) => row(revision, colors));
  const table = bareTable(["revision", "traffic", "ready", "age", "image"], rows);
  return [head, ...reason, table].join("\n");
}

function row(revision: RevisionStatus, colors: Colors): string[] {
  const traffic = `${revision.percent} %${revision.tags.map((tag) => ` ${tag}`).join("")}`;
  return [
    revision.name,
    revision.percent > 0 ? colors.green(traffic) : traffic,
    revision.readiness === "failed" ? colors.red("failed") : revision.readiness,
    durationInWords(revision.ageSeconds),
    shortImage(revision.image),
  ];
}

/** Repository and service are the same in every row: the digest's first twelve figures tell images apart. */
function shortImage(reference: string): string {
  const digest = /@sha256:([0-9a-f]{12})/.exec(reference)?.[1];
  return digest ? `sha256:${digest}` : reference;
}
