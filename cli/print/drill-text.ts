import type { Colors } from "picocolors/types.js";
import type { DrillResult } from "../drill/drill-result.ts";

/** What people read at the end of a drill. */
export function drillText(result: DrillResult, colors: Colors): string {
  const { requests, webSockets, latencyMs, target, passed } = result;
  const good = (isGood: boolean, text: string) => (isGood ? colors.green(text) : colors.red(text));
  const answered = Object.entries(requests.answeredBy).map(([revision, count]) => `${revision} ${count}`);
  const rows: [string, string][] = [
    [
      "traffic",
      `all on ${target} after ${result.secondsUntilAllOnTarget.toFixed(2)} s; the command took ${result.commandSeconds.toFixed(2)} s`,
    ],
    ["requests", `${requests.sent} sent, ${good(requests.failed === 0, `${requests.failed} failed`)}`],
    ["answers", answered.join(" · ")],
    [
      "late",
      good(
        requests.lateFromOthers === 0,
        `${requests.lateFromOthers} from another revision after the command had returned`,
      ),
    ],
    [
      "WebSockets",
      `${webSockets.opened} held, ${good(webSockets.cut === 0, `${webSockets.cut} cut`)}, ${webSockets.pongs} pings answered`,
    ],
    [
      "latency",
      `p50 ${latencyMs.p50.toFixed(1)} ms, p99 ${latencyMs.p99.toFixed(1)} ms, longest ${latencyMs.max.toFixed(1)} ms`,
    ],
    ["next", "stage promote --rehearsal releases the pin that the drill has left"],
  ];
  return [
    `${colors.bold(result.service)} (rehearsal) ${good(passed, passed ? "was rolled back unnoticed" : "was rolled back, and users noticed")}`,
    ...rows.map(([name, value]) => `  ${colors.dim(name.padEnd(10))} ${value}`),
  ].join("\n");
}
