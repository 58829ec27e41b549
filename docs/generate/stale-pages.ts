import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "./page.ts";

/** The pages whose file is missing or differs from what the source gives. */
export async function stalePages(pages: readonly Page[], projectFolder: string): Promise<Page[]> {
  const checks = pages.map(async (page) => {
    const text = await readIfThere(join(projectFolder, page.path));
    return text === fileText(page) ? [] : [page];
  });
  return (await Promise.all(checks)).flat();
}

/** A page as it stands in its file. */
export function fileText(page: Page): string {
  return `${page.render().trimEnd()}\n`;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
