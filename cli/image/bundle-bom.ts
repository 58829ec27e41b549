import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildOptions } from "../../components/bundle.ts";
import type { ImageSettings } from "../../settings/image.ts";

/** A component as CycloneDX 1.6 has it, as far as it is looked at here. https://cyclonedx.org/docs/1.6/json/ */
export interface BomComponent {
  type: string;
  name: string;
  version?: string;
  "bom-ref"?: string;
  [property: string]: unknown;
}

/** A CycloneDX document, as far as it is looked at here. */
export interface Bom {
  metadata: { component?: BomComponent; [property: string]: unknown };
  components: BomComponent[];
  dependencies: { ref: string; dependsOn?: string[] }[];
  [property: string]: unknown;
}

/** What the bundle of an image holds, by CycloneDX's own generator; undefined where the image is not made from a bundle. */
export async function bundleBom(
  projectDir: string,
  { context, bundle }: ImageSettings,
): Promise<Bom | undefined> {
  if (!bundle) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "bom-"));
  const outputFile = join(folder, "bom.json");
  const [esbuild, { cyclonedxEsbuildPlugin }] = await Promise.all([
    import("esbuild"),
    import("@cyclonedx/cyclonedx-esbuild"),
  ]);
  try {
    await esbuild.build({
      ...buildOptions(bundle),
      absWorkingDir: resolve(projectDir, context),
      metafile: true,
      write: false,
      logLevel: "silent",
      plugins: [cyclonedxEsbuildPlugin({ specVersion: "1.6", outputFile, outputReproducible: true })],
    });
    return JSON.parse(await readFile(outputFile, "utf8")) as Bom;
  } finally {
    await esbuild.stop();
    await rm(folder, { recursive: true });
  }
}
