import { Command, Option } from "commander";
import type { Verb, VerbOptions } from "./verb.ts";

/** How a verb is run once its options are parsed; `load` imports its file, so that `--help` loads none. */
export type Runner = (load: () => Promise<Verb>, options: VerbOptions) => Promise<void>;

/**
 * The whole command line of `stage`: every verb with its options. docs/verbs.md is generated from it. It throws a
 * CommanderError instead of ending the process.
 */
export function createProgram(run: Runner): Command {
  const program = new Command("stage")
    .description("Puts the backend on Cloud Run for staging, or rehearses that on this machine.")
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("(stage --help lists the verbs, stage <verb> --help its options)")
    .addHelpText("after", "\nFirst time here: stage up --rehearsal");
  const verb = (name: string, description: string, load: () => Promise<Verb>) =>
    program
      .command(name)
      .description(description)
      .allowExcessArguments(false)
      .action((options: VerbOptions) => run(load, options));

  target(
    verb(
      "up",
      "Build, push and deploy; then check what is live.",
      async () => (await import("./verbs/up.ts")).up,
    ),
  );
  target(
    verb(
      "preview",
      "Show what `up` would change, property by property.",
      async () => (await import("./verbs/preview.ts")).preview,
    ),
  );
  target(
    verb(
      "status",
      "Show the service: revisions, traffic, readiness, age, image, address.",
      async () => (await import("./verbs/status.ts")).status,
    ),
  );
  target(verb("logs", "Print the service's log entries.", async () => (await import("./verbs/logs.ts")).logs))
    .option("-f, --follow", "keep printing new entries until Ctrl-C")
    .option("--since <time>", "entries since then: 90s, 15m, 2h, 1d or an RFC 3339 time", "1h")
    .addOption(
      new Option("--severity <level>", "entries of this severity and above").choices([
        "DEBUG",
        "INFO",
        "NOTICE",
        "WARNING",
        "ERROR",
        "CRITICAL",
        "ALERT",
        "EMERGENCY",
      ]),
    );
  target(
    verb(
      "down",
      "Destroy the stack; with --rehearsal also stop the local cloud.",
      async () => (await import("./verbs/down.ts")).down,
    ),
  ).option("-y, --yes", "do not ask");
  printing(
    verb(
      "doctor",
      "Show which tools are used, where they are, and what stands in for what.",
      async () => (await import("./verbs/doctor.ts")).doctor,
    ),
  ).option("--refresh", "look again instead of believing the last run");
  verb(
    "env",
    "Print the environment in which a bare `npx pulumi` acts on the rehearsal.",
    async () => (await import("./verbs/env.ts")).env,
  ).option(
    "--rehearsal",
    "of the rehearsal (the only one there is: real staging needs no special environment)",
  );
  return program;
}

/** The options of every verb that acts on a staging environment. */
function target(command: Command): Command {
  return printing(command)
    .option("--rehearsal", "act on the local cloud on this machine instead of the real staging project")
    .option("--service <name>", "only this service of Pulumi.staging.yaml, where there are several");
}

/** The options of every verb that prints. */
function printing(command: Command): Command {
  return command
    .option("--json", "print the result as JSON on stdout, everything else on stderr")
    .option("-v, --verbose", "show the engine's own output");
}
