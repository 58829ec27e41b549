import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { parse } from "yaml";

const WORKFLOWS = resolve(import.meta.dirname, "../../.github/workflows");

/** A step of a workflow that runs a command. */
export interface WorkflowStep {
  run: string;
  env: Record<string, string>;
}

interface Job {
  steps: { run?: string; env?: Record<string, string> }[];
}

/** The commands of one job of a workflow, in their order. */
export function stepsOf(workflow: string, job: string): WorkflowStep[] {
  const { jobs } = parse(readFileSync(join(WORKFLOWS, `${workflow}.yml`), "utf8")) as {
    jobs: Record<string, Job>;
  };
  const steps = jobs[job]?.steps ?? [];
  return steps.flatMap(({ run, env = {} }) => (run === undefined ? [] : [{ run, env }]));
}

/** The same command on a rehearsal: the only thing that is changed about it. */
export function onRehearsal(command: string): string {
  return command
    .replace(
      /(npm run (?:--silent )?stage -- (?!dress-rehearsal)[a-z-]+\b)(?! --rehearsal)/g,
      "$1 --rehearsal",
    )
    .replace(/npm run rollback --/g, "npm run rollback -- --rehearsal");
}

/** Runs a step as GitHub does, in a shell that stops at the first failure, with the expressions' values handed in. */
export async function runStep(
  { run, env }: WorkflowStep,
  cwd: string,
  values: Record<string, string>,
): Promise<{ exitCode: number | undefined; output: string }> {
  const given = Object.fromEntries(Object.keys(env).map((name) => [name, values[name] ?? ""]));
  const { exitCode, all } = await execa(
    "bash",
    ["--noprofile", "--norc", "-eo", "pipefail", "-c", onRehearsal(run)],
    {
      cwd,
      env: { ...values, ...given },
      all: true,
      reject: false,
      stdin: "ignore",
    },
  );
  return { exitCode, output: all };
}
