import { type Command, Option } from "commander";
import { fromCaller } from "./called-from.ts";
import type { Verb } from "./verb.ts";

type AddVerb = (name: string, description: string, load: () => Promise<Verb>) => Command;

/** The verbs that prove what was deployed. */
export function addValidationVerbs(verb: AddVerb): void {
  const validate = async () => (await import("./verbs/validate.ts")).validate;
  verb("validate", "Check what is live; READY, or 4 when it is NOT READY or UNPROVEN.", validate)
    .option("--rehearsal", "act on the local cloud on this machine instead of the real staging project")
    .option("--service <name>", "only this service, where the settings have several")
    .addOption(
      new Option(
        "--out <folder>",
        "also write the result there, and reports on it (HTML, Markdown, JUnit)",
      ).argParser(fromCaller),
    );
}
