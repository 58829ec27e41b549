import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";

/** The engine's own debugging, which no reader of its events looks at, is most of a log. */
const DEBUG: string = "debug";

/**
 * A recorded event log without what ties it to a machine or a run: folders, host, ports, times, addresses of the local cloud.
 * Everything else stays as the engine wrote it, debug messages left out.
 */
export function scrub(log: string, projectDir: string, hostname: string): string {
  const kept = log
    .split("\n")
    .filter((line) => line !== "" && (JSON.parse(line) as EngineEvent).diagnosticEvent?.severity !== DEBUG)
    .map((line) => line.replace(/"timestamp":\d+/, '"timestamp":1795280000'));
  const sources = projectDir.replace(/\/stage-\w+$/, "");
  return `${kept.join("\n")}\n`
    .replaceAll(projectDir, "/project")
    .replaceAll(`${sources}/`, "/elsewhere/")
    .replaceAll(/file:\/\/\/(?!project)[^\s":)]*/g, "file:///elsewhere")
    .replaceAll(/(127\.0\.0\.1|localhost):\d+/g, "127.0.0.1:8123")
    .replaceAll(/\b(root|[a-z]+)@[\w.-]+(?=\\*",\\*"move)/g, "ada@laptop")
    .replaceAll(new RegExp(`@${hostname}\\b`, "g"), "@laptop")
    .replaceAll(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "2026-11-21T12:00:00.000Z")
    .replaceAll(/process \d+/g, "process 4711");
}
