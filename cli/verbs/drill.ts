import { setTimeout } from "node:timers/promises";
import { Fault } from "../../faults/fault.ts";
import { existingService } from "../../release/change-service.ts";
import { REVISION_HEADER } from "../../release/drill/http-load.ts";
import { runDrill } from "../../release/drill/run-drill.ts";
import type { DrillResult } from "../drill/drill-result.ts";
import { runRollback } from "../drill/run-rollback.ts";
import { signIn } from "../drill/sign-in.ts";
import { drillText } from "../print/drill-text.ts";
import { createSteps } from "../steps.ts";
import { reachTarget } from "../target/prepare-target.ts";
import { onlyService, releaseTools } from "../target/release-tools.ts";
import { chosenServices } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

const SECONDS_AROUND = 3;

/** Rolls a rehearsal back under load, and tells what the users would have noticed. */
export async function drill(context: VerbContext): Promise<void> {
  const { options, output, interrupt } = context;
  if (!options.rehearsal) throw rehearsalOnly();
  const steps = createSteps(false);
  const target = await reachTarget(context, "drill", steps);
  const chosen = onlyService(chosenServices(target.settings, options.service));
  const live = await existingService(releaseTools(target, chosen, context));
  const url = new URL(options.path ?? "/", live.uri);
  const { rate: requestsPerSecond = 200, sockets: count = 50 } = options;
  const { signal } = interrupt;
  await checkAnswers(url, signal);
  const token = count > 0 ? await signIn(live.uri, signal) : undefined;
  const socketUrl = new URL(options.websocketPath ?? "/ws", live.uri.replace("http", "ws"));
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  output.note(`${requestsPerSecond} requests/s on ${url}, ${count} WebSockets on ${socketUrl}`);
  const { target: revision, ...report } = await steps.run("Roll back under load", () =>
    runDrill({
      ...{ url, requestsPerSecond, sockets: { url: socketUrl, count, headers } },
      secondsAround: SECONDS_AROUND,
      rollBack: async () => ({ target: (await runRollback(context)).to }),
      pause: (milliseconds) => setTimeout(milliseconds, undefined, { signal }),
    }),
  );
  const result: DrillResult = {
    ...{ environment: "rehearsal", service: live.name, url: url.href, requestsPerSecond },
    ...{ target: revision, ...report },
  };
  const { default: colors } = await import("picocolors");
  output.result(drillText(result, colors), result);
  if (!result.passed) throw notPassed(result);
}

async function checkAnswers(url: URL, signal: AbortSignal): Promise<void> {
  const answer = await fetch(url, { signal });
  await answer.arrayBuffer();
  if (answer.status < 400 && answer.headers.has(REVISION_HEADER)) return;
  throw new Fault({
    code: "drill-no-answer",
    outcome: "validation",
    summary: `${url} answers ${answer.status}: every request of the drill would fail.`,
    next: "--path PATH names another path of the service",
  });
}

function rehearsalOnly(): Fault {
  return new Fault({
    code: "drill-rehearsal-only",
    outcome: "usage",
    summary: "A drill loads the service and moves its traffic: it runs against a rehearsal only.",
    next: "stage drill --rehearsal",
  });
}

function notPassed({ requests, webSockets, target }: DrillResult): Fault {
  const { failed, sent, lateFromOthers } = requests;
  return new Fault({
    code: "drill-failed",
    outcome: "validation",
    summary: "Users would have noticed the rollback.",
    findings: [
      { path: "requests.failed", expected: "0", actual: `${failed} of ${sent}` },
      { path: "webSockets.cut", expected: "0", actual: `${webSockets.cut} of ${webSockets.opened}` },
      {
        path: "requests.lateFromOthers",
        expected: `0 not from ${target} after the command returned`,
        actual: `${lateFromOthers}`,
      },
    ].filter(({ actual }) => !actual.startsWith("0")),
    evidence: Object.entries({ ...requests.failures, ...webSockets.reasons }).map(
      ([reason, times]) => `${times} × ${reason}`,
    ),
  });
}
