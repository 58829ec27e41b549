import { EXIT_CODES } from "../../faults/exit-codes.ts";
import { generatedFrom, type Page, table } from "./page.ts";

/** docs/exit-codes.md: the exit codes of `stage`. */
export const exitCodesPage: Page = {
  path: "docs/exit-codes.md",
  render() {
    const rows = Object.entries(EXIT_CODES).map(([outcome, { code, meaning }]) => [
      String(code),
      `\`${outcome}\``,
      meaning,
    ]);
    return [
      generatedFrom("faults/exit-codes.ts"),
      "# Exit codes",
      "A contract: scripts and workflows may branch on them.",
      table(["code", "outcome", "meaning"], rows),
    ].join("\n\n");
  },
};
