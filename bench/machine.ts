import { cpus, loadavg, release, totalmem } from "node:os";
import { execa } from "execa";
import { ensureToolchain } from "../toolchain/index.ts";

/** Where and with what is measured, as rows of the report; asked before measuring begins, for the load. */
export async function describeMachine(projectDir: string): Promise<[string, string][]> {
  const [{ docker, found }, storage] = await Promise.all([
    ensureToolchain({ projectDir, baseImages: [] }),
    execa("docker", ["info", "--format", "{{.Driver}}, {{.OperatingSystem}}"]),
  ]);
  const [cpu] = cpus();
  return [
    ["CPU", `${cpus().length} × ${cpu?.model.trim() ?? "unknown"}`],
    ["Memory", `${Math.round(totalmem() / 1024 ** 3)} GiB`],
    ["Load before (1 min)", (loadavg()[0] ?? 0).toFixed(1)],
    ["Kernel", release()],
    ["Docker", `${docker.version}, ${storage.stdout}`],
    ...found.map(({ what, version, standsInFor }): [string, string] => [
      what,
      standsInFor ? `${version} (stands in for ${standsInFor})` : version,
    ]),
  ];
}
