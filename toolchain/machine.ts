import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { commandRunner, type RunCommand } from "./command.ts";
import { type Facts, openFacts } from "./facts.ts";

/** What the steps know of the project and may do on the machine; tests pass their own. */
export interface Machine {
  projectDir: string;
  /** `.rehearsal/`, where everything goes that is not a system package. */
  rehearsalDir: string;
  /** PULUMI_HOME of this project. */
  pulumiHome: string;
  run: RunCommand;
  facts: Facts;
  isRoot: boolean;
  env: NodeJS.ProcessEnv;
  /** PATH, and where daemons and Go lie that a user need not have on theirs. */
  searchPath: string;
  /** Before the second attempt at what needs the network. */
  retryPauseSeconds: number;
  /** Whether a URL answers within some seconds. */
  answers(url: string): Promise<boolean>;
  /** Aborts what is going on, for Ctrl-C. */
  signal: AbortSignal;
}

const BEYOND_PATH = ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/go/bin"];
const ANSWER_SECONDS = 4;
const RETRY_PAUSE_SECONDS = 2;

/** This machine, for the project in a folder. */
export function thisMachine(projectDir: string, signal: AbortSignal = new AbortController().signal): Machine {
  const rehearsalDir = join(projectDir, ".rehearsal");
  return {
    projectDir,
    rehearsalDir,
    pulumiHome: join(rehearsalDir, "pulumi"),
    run: commandRunner(signal),
    facts: openFacts(projectDir),
    isRoot: process.getuid?.() === 0,
    env: process.env,
    searchPath: [process.env.PATH, ...BEYOND_PATH].join(delimiter),
    retryPauseSeconds: RETRY_PAUSE_SECONDS,
    answers,
    signal,
  };
}

/** The version that package.json pins a package to. */
export function pinnedVersion(projectDir: string, name: string): string {
  const manifest = JSON.parse(readFileSync(join(projectDir, "package.json"), "utf8"));
  return manifest.dependencies[name];
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(ANSWER_SECONDS * 1000) });
    return response.ok;
  } catch {
    // Whatever keeps it from answering (no name resolution, no route, a proxy's refusal), it cannot be used.
    return false;
  }
}
