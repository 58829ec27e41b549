import { ensureToolchain, inventory } from "../../toolchain/index.ts";
import { inventoryText } from "../print/inventory-table.ts";
import { canShowLive, createSteps } from "../steps.ts";
import type { VerbContext } from "../verb.ts";

/** Shows the tools; with `--refresh` it first tries again what could not be downloaded before. */
export async function doctor({ project, output, options, interrupt }: VerbContext): Promise<void> {
  if (options.refresh) {
    const steps = createSteps(canShowLive(options.verbose ?? false));
    await ensureToolchain({
      projectDir: project.dir,
      refresh: true,
      show: (title, work) => steps.run(title, ({ progress }) => work(progress)),
      signal: interrupt.signal,
    });
  }
  const inProject = (path: string) => path.replace(`${project.dir}/`, "");
  const rows = (await inventory(project.dir)).map((row) => ({
    ...row,
    ...(row.where ? { where: inProject(row.where) } : {}),
  }));
  const { default: colors } = await import("picocolors");
  output.result(inventoryText(rows, colors), { tools: rows });
}
