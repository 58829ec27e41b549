import { type Command, InvalidArgumentError, Option } from "commander";
import { ACCEPTABLE_CHECKS } from "../release/readiness/refusal.ts";
import type { Verb } from "./verb.ts";

type AddVerb = (name: string, description: string, load: () => Promise<Verb>) => Command;

/** The verbs that move traffic, and the one that tells who did. */
export function addReleaseVerbs(verb: AddVerb): void {
  const rollback = async () => (await import("./verbs/rollback.ts")).rollback;
  moving(verb("rollback", "Give all traffic back to a revision that served well; keep it there.", rollback))
    .addOption(
      new Option("--accept <check...>", "go on although this check refuses").choices([...ACCEPTABLE_CHECKS]),
    )
    .option("--to <revision>", "this revision: its name, or a beginning or end of it");
  const promote = async () => (await import("./verbs/promote.ts")).promote;
  moving(
    verb("promote", "Release a rollback's pin and give the newest revision its traffic.", promote),
  ).option("--to <revision>", "this revision instead of the newest, where the strategy allows it");
  const canary = async () => (await import("./verbs/canary.ts")).canary;
  addCanaryOptions(
    onService(
      verb(
        "canary",
        "Deploy to a small share, and raise it step by step while the numbers are good.",
        canary,
      ),
    ),
  );
  const history = async () => (await import("./verbs/history.ts")).history;
  onService(verb("history", "Show who moved traffic when, from where to where, and why.", history));
  const drill = async () => (await import("./verbs/drill.ts")).drill;
  addDrillOptions(
    onService(verb("drill", "Roll a rehearsal back under load and count what users would notice.", drill)),
  );
}

function addCanaryOptions(command: Command): void {
  command
    .option("--dry-run", "judge the canary that is on, as it would be at the end of its step; change nothing")
    .option("--continue", "let a canary that is held go on to its next step")
    .option("--gate", "of a new canary: hold after every step until --continue")
    .option(
      "--release-pin",
      "begin although a rollback has pinned the traffic; what it is pinned to is the stable side",
    )
    .option("-v, --verbose", "show the engine's own output");
}

/** Bounded, since the load comes from the machine that serves it. */
function addDrillOptions(command: Command): void {
  command
    .option("--to <revision>", "roll back to this revision instead of the one that `rollback` would choose")
    .addOption(
      new Option("--rate <requests>", "requests per second").default(200).argParser(wholeNumber(1, 1000)),
    )
    .addOption(
      new Option("--sockets <count>", "WebSockets to hold open").default(50).argParser(wholeNumber(0, 500)),
    )
    .option("--path <path>", "what to ask", "/")
    .option("--websocket-path <path>", "where to open WebSockets", "/ws");
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`A whole number from ${least} to ${most} is expected.`);
  };
}

function moving(command: Command): Command {
  return onService(command)
    .option("--reason <text>", "why, for the history and for everybody who deploys meanwhile")
    .option("-y, --yes", "do not ask");
}

function onService(command: Command): Command {
  return command
    .option("--rehearsal", "act on the local cloud on this machine instead of the real staging project")
    .option("--service <name>", "only this service of Pulumi.staging.yaml, where there are several");
}
