import { Command, InvalidArgumentError, Option } from "commander";
import { fromCaller } from "./called-from.ts";
import { imageReference } from "./image/image-reference.ts";
import { addReleaseVerbs } from "./release-verbs.ts";
import { addReportVerbs } from "./report-verbs.ts";
import { addValidationVerbs } from "./validation-verbs.ts";
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
    .addHelpText("after", "\nFirst time here: npx stage up --rehearsal");
  const verb: AddVerb = (name, description, load) =>
    program
      .command(name)
      .description(description)
      .allowExcessArguments(false)
      .option("--json", "print the result as JSON on stdout")
      .action(function (this: Command) {
        return run(load, { ...this.opts<VerbOptions>(), words: this.args });
      });

  addDeployingVerbs(verb);
  addReleaseVerbs(verb);
  addValidationVerbs(verb);
  addLookingVerbs(verb);
  addReportVerbs(verb);
  return program;
}

type AddVerb = (name: string, description: string, load: () => Promise<Verb>) => Command;

function addDeployingVerbs(verb: AddVerb): void {
  const up = async () => (await import("./verbs/up.ts")).up;
  enforcing(engine(service(verb("up", "Build, push and deploy; then validate what is live.", up))))
    .addOption(file("--plan <file>", "do no more than what the preview that saved this file proposed"))
    .option("--no-validate", "only read back what is live, without `stage validate`");
  const preview = async () => (await import("./verbs/preview.ts")).preview;
  enforcing(engine(service(verb("preview", "Show what `up` would change, property by property.", preview))))
    .addOption(file("--save-plan <file>", "write down what is proposed, for `up --plan`"))
    .option("--comment", "tell it in a comment of the pull request that this CI job is about")
    .option("--markdown", "print that comment's text on stdout instead")
    .addOption(file("--out <file>", "write that text, unshortened, into a file"))
    .addOption(file("--rehearsed <file>", "notes of a dress rehearsal of the change, for that text"))
    .addOption(file("--drifted <file>", "what `drift --json` printed, for that text"));
  const dress = async () => (await import("./verbs/dress-rehearsal.ts")).dressRehearsal;
  verb("dress-rehearsal", "Deploy to the rehearsal, validate, roll back and forth; note how it went.", dress)
    .option("--service <name>", "only this service, where the settings have several")
    .addOption(file("--out <file>", "write the notes, for `preview --rehearsed`"));
  const down = async () => (await import("./verbs/down.ts")).down;
  engine(
    environment(verb("down", "Destroy the stack; with --rehearsal also stop the local cloud.", down)),
  ).option("-y, --yes", "do not ask");
}

function addLookingVerbs(verb: AddVerb): void {
  const status = async () => (await import("./verbs/status.ts")).status;
  service(verb("status", "Show the service: revisions, traffic, pin, health, age, image, address.", status))
    .option("-w, --watch", "show it again every second until Ctrl-C")
    .option("--all", "with every revision, however many there are");
  addDrift(verb);
  const audit = async () => (await import("./verbs/audit.ts")).audit;
  service(verb("audit", "Judge Pulumi's state and what is live by the policies.", audit));
  const logs = async () => (await import("./verbs/logs.ts")).logs;
  logOptions(service(verb("logs", "Print the service's log entries.", logs)));
  const doctor = async () => (await import("./verbs/doctor.ts")).doctor;
  verb("doctor", "Show which tools are used, where they are, and what stands in for what.", doctor).option(
    "--refresh",
    "try again what could not be downloaded before",
  );
  addCost(verb);
  addImage(verb);
  const env = async () => (await import("./verbs/env.ts")).env;
  environment(
    verb("env", "Print the environment in which a bare `npx pulumi` is held to the policies.", env),
  );
  const gcloud = async () => (await import("./verbs/gcloud.ts")).gcloud;
  environment(
    verb("gcloud", "Run gcloud against the rehearsal: stage gcloud --rehearsal -- run services list", gcloud),
  ).argument("[words...]", "gcloud's own, behind --; without any, the environment for a shell is printed");
}

function addImage(verb: AddVerb): void {
  const image = async () => (await import("./verbs/image.ts")).image;
  service(verb("image", "Measure an image: layers, base, waste, largest files, what changed.", image))
    .argument(
      "[reference]",
      "any image of this machine's Docker engine; by default the newest revision's",
      imageReference("reference"),
    )
    .addOption(
      new Option(
        "--compare <reference>",
        "another image; by default that of the revision before, where it is here",
      ).argParser(imageReference("--compare")),
    )
    .addOption(file("--sbom <file>", "write the bill of materials of the deployed image, as CycloneDX"))
    .addOption(
      new Option(
        "--budget <MiB>",
        "size not to be exceeded; by default image.budgetMiB of the settings, none for a named image",
      ).argParser(amount("A size in MiB is expected.")),
    );
}

function amount(expected: string): (text: string) => number {
  return (text) => {
    if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
    throw new InvalidArgumentError(expected);
  };
}

function addDrift(verb: AddVerb): void {
  const drift = async () => (await import("./verbs/drift.ts")).drift;
  engine(service(verb("drift", "Tell what was changed behind the program's back; 7 if anything was.", drift)))
    .option("--fix", "deploy again what is declared")
    .option(
      "--accept <property...>",
      "write these live values into the settings: a property or setting as shown, or `all`",
    )
    .option("--all", "with stamps of clients and defaults of Google's")
    .option("--markdown", "print the table as Markdown")
    .option("-y, --yes", "do not ask");
}

function addCost(verb: AddVerb): void {
  const cost = async () => (await import("./verbs/cost.ts")).cost;
  verb("cost", "Say what a month costs, as a range, from settings and list prices.", cost)
    .option("--service <name>", "only this service, where the settings have several")
    .addOption(
      new Option("--claimed <usd>", "a monthly figure: say which use would give it").argParser(
        amount("An amount in USD is expected."),
      ),
    );
}

/** An option that names a file, as seen from where the command was called. */
function file(flags: string, description: string): Option {
  return new Option(flags, description).argParser(fromCaller);
}

/** The option of every verb that acts on a staging environment. */
function environment(command: Command): Command {
  return command.option(
    "--rehearsal",
    "act on the local cloud on this machine instead of the real staging project",
  );
}

/** The options of every verb that acts on the services of one. */
function service(command: Command): Command {
  return environment(command).option(
    "--service <name>",
    "only this service, where the settings have several",
  );
}

/** The option of every verb that runs the engine. */
function engine(command: Command): Command {
  return command.option("-v, --verbose", "show the engine's own output");
}

/** The option of every verb that runs the policies in the engine. */
function enforcing(command: Command): Command {
  return command.option(
    "--remediate",
    "let policies fix what they safely can (labels, tags with a known digest) instead of refusing it",
  );
}

function logOptions(command: Command): Command {
  return command
    .option("-f, --follow", "keep printing new entries until Ctrl-C")
    .option("--since <time>", "entries since then: 90s, 15m, 2h, 1d or an RFC 3339 time", "1h")
    .addOption(new Option("--severity <level>", "entries of this severity and above").choices(SEVERITIES));
}

/** https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity */
const SEVERITIES = ["DEBUG", "INFO", "NOTICE", "WARNING", "ERROR", "CRITICAL", "ALERT", "EMERGENCY"];
