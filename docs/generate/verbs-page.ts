import type { Argument, Command } from "commander";
import { createProgram } from "../../cli/program.ts";
import { generatedFrom, type Page, table } from "./page.ts";

/** docs/verbs.md: the verbs of `stage` with their arguments and options. */
export const verbsPage: Page = {
  path: "docs/verbs.md",
  render() {
    const program = createProgram(async () => undefined);
    return [
      generatedFrom("cli/program.ts"),
      "# Verbs",
      "`npx stage <verb>`. A verb that has `--rehearsal` acts on the real staging project unless that is given; without credentials it says " +
        "so and names the rehearsal form. The others stay on this machine. Results go to stdout, everything else to stderr. Exit codes: [exit-codes.md](exit-codes.md).",
      ...program.commands.flatMap(verbSection),
    ].join("\n\n");
  },
};

function verbSection(verb: Command): string[] {
  const words = verb.registeredArguments.map((word) => [
    `\`${nameOf(word)}\``,
    word.description,
    word.required ? "**required**" : "",
  ]);
  const options = verb.options.map(({ flags, description, defaultValue, argChoices }) => [
    `\`${flags}\``,
    `${description}${argChoices ? ` (${argChoices.join(", ")})` : ""}`,
    defaultValue === undefined ? "" : `\`${defaultValue}\``,
  ]);
  return [
    `## ${verb.name()}`,
    verb.description(),
    table(["argument", "meaning", "default"], [...words, ...options]),
  ];
}

/** As commander's usage line has it: `<file>`, `[words...]`. */
function nameOf(word: Argument): string {
  const name = `${word.name()}${word.variadic ? "..." : ""}`;
  return word.required ? `<${name}>` : `[${name}]`;
}
