import Table from "cli-table3";
import type { Colors } from "picocolors/types.js";
import type { RevisionStatus, ServiceStatus } from "../../release/status.ts";
import { BARE } from "./bare-table.ts";
import { durationInWords } from "./duration.ts";

/** The status of a service as a block of text: a head line, then a row per revision, newest first. */
export function statusText(status: ServiceStatus, environment: string, colors: Colors): string {
  const state = status.reconciling ? "reconciling" : status.readiness;
  const head = `${colors.bold(status.name)} (${environment}): ${state}, ${status.uri || "no address yet"}`;
  const reason = status.reason ? [`  ${colors.red(status.reason)}`] : [];
  const table = new Table({
    head: ["revision", "traffic", "ready", "age", "image"],
    style: { head: [], border: [], compact: true },
    chars: BARE,
  });
  for (const revision of status.revisions) table.push(row(revision, colors));
  return [head, ...reason, table.toString()].join("\n");
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
