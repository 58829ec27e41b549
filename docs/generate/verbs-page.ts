import type { Command } from "commander";
import { createProgram } from "../../cli/program.ts";
import { generatedFrom, type Page, table } from "./page.ts";

/** docs/verbs.md: the verbs of `stage` with their options. */
export const verbsPage: Page = {
  path: "docs/verbs.md",
  render() {
    const program = createProgram(async () => undefined);
    return [
      generatedFrom("cli/program.ts"),
      "# Verbs",
      "`npx stage <verb>`. A verb acts on the real staging project unless `--rehearsal` is given; without credentials it says so and names " +
        "the rehearsal form. Results go to stdout, everything else to stderr. Exit codes: [exit-codes.md](exit-codes.md).",
      ...program.commands.flatMap(verbSection),
    ].join("\n\n");
  },
};

function verbSection(verb: Command): string[] {
  const options = verb.options.map(({ flags, description, defaultValue, argChoices }) => [
    `\`${flags}\``,
    `${description}${argChoices ? ` (${argChoices.join(", ")})` : ""}`,
    defaultValue === undefined ? "" : `\`${defaultValue}\``,
  ]);
  return [`## ${verb.name()}`, verb.description(), table(["option", "meaning", "default"], options)];
}
