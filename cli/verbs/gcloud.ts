import { Fault } from "../../faults/fault.ts";
import { exportLines } from "../print/export-lines.ts";
import { canShowLive, createSteps } from "../steps.ts";
import { foreignVariables, gcloudEnvironment } from "../target/gcloud-environment.ts";
import { reachRehearsal } from "../target/reach-rehearsal.ts";
import type { VerbContext } from "../verb.ts";

/** Runs gcloud against the rehearsal, in this terminal; without words for it, prints the environment to do so oneself. */
export async function gcloud(context: VerbContext): Promise<void> {
  const { options, output, project, interrupt } = context;
  const { words = [] } = options;
  if (!options.rehearsal) throw realStaging(words);
  const { access } = await reachRehearsal(context, createSteps(canShowLive(false)));
  const { apiUrl = "", accessToken = "" } = access;
  const environment = gcloudEnvironment(project, { ...access, apiUrl, accessToken });
  if (words.length === 0) {
    output.result(exportLines(environment), environment);
    return;
  }
  const { execa } = await import("execa");
  const foreign = Object.fromEntries(foreignVariables(process.env).map((name) => [name, undefined]));
  const ended = await execa("gcloud", words, {
    stdio: "inherit",
    env: { ...foreign, ...environment },
    cancelSignal: interrupt.signal,
    reject: false,
  });
  interrupt.signal.throwIfAborted();
  if (ended.failed) throw notDone(ended.exitCode, ended.code);
}

function realStaging(words: string[]): Fault {
  return new Fault({
    code: "gcloud-of-what",
    outcome: "usage",
    summary: "Real staging needs no special environment: call gcloud itself.",
    next: `for the rehearsal: ${["stage gcloud --rehearsal", ...(words.length ? ["--"] : []), ...words].join(" ")}`,
  });
}

/** gcloud has said by itself what was wrong, if it ran. */
function notDone(exitCode: number | undefined, code: string | undefined): Fault {
  if (code === "ENOENT") {
    return new Fault({
      code: "gcloud-missing",
      outcome: "cloud",
      summary: "There is no gcloud on this machine's PATH.",
      next: "install the Google Cloud CLI: https://cloud.google.com/sdk/docs/install",
    });
  }
  return new Fault({
    code: "gcloud-failed",
    outcome: "cloud",
    summary: `gcloud ended with exit code ${exitCode ?? "none"}.`,
  });
}
