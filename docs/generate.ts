import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pages } from "./generate/pages.ts";
import { fileText, stalePages } from "./generate/stale-pages.ts";

/** `node docs/generate.ts` writes the generated pages that are stale; with `--check` it only names them and fails. */
const projectFolder = dirname(import.meta.dirname);
const check = process.argv.includes("--check");
const stale = await stalePages(pages, projectFolder);

for (const page of stale) {
  if (check) console.error(`${page.path} is stale: run \`npm run docs\` and commit it`);
  else {
    await writeFile(join(projectFolder, page.path), fileText(page));
    console.log(`wrote ${page.path}`);
  }
}
if (check && stale.length > 0) process.exitCode = 1;
