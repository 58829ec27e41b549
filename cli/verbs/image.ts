import { Fault } from "../../faults/fault.ts";
import type { ImageReport } from "../../preview/image/image-report.ts";
import { mebibytes } from "../../preview/image/size-in-words.ts";
import type { ImageSettings } from "../../settings/image.ts";
import { loadSettingsFile } from "../../settings/load-settings-file.ts";
import { ensureDockerEngine } from "../../toolchain/index.ts";
import { bundleBom } from "../image/bundle-bom.ts";
import { fetchImage } from "../image/fetch-image.ts";
import { imageBom } from "../image/image-bom.ts";
import { type MeasuredSubject, measureAgainst } from "../image/measure-against.ts";
import { labelsOf } from "../image/read-image.ts";
import { servingImages } from "../image/serving-images.ts";
import { writeOutput } from "../output-file.ts";
import { imageText } from "../print/image-text.ts";
import { createSteps } from "../steps.ts";
import { type CloudAccess, tokenSource } from "../target/google-clients.ts";
import { reachTarget } from "../target/prepare-target.ts";
import { onlyService } from "../target/release-tools.ts";
import { requireOverlay } from "../target/require-overlay.ts";
import { chosenServices } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** What is measured: an image that was named, or the one that is live, and what it is set against. */
interface Subject extends MeasuredSubject {
  budgetMiB: number | undefined;
  /** Undefined where somebody named an image, which may be anybody's. */
  deployed: { settings: ImageSettings; access: CloudAccess } | undefined;
}

/**
 * Measures an image layer by layer and sets it against another. The deployed one is pulled where this machine's Docker engine does
 * not have it; any other has to be there. Fails with `image-over-budget` (exit code 3), once it has printed what it measured.
 */
export async function image(context: VerbContext): Promise<void> {
  const { project, interrupt, output, options } = context;
  const subject = await subjectOf(context);
  const { host } = await ensureDockerEngine({ projectDir: project.dir, signal: interrupt.signal });
  const note = (line: string) => output.note(line);
  if (subject.deployed) {
    const token = tokenSource(subject.deployed.access);
    await fetchImage(host, subject.reference, { token, signal: interrupt.signal, note });
  }
  if (options.sbom !== undefined) await writeBom(options.sbom, host, subject, context);
  const { report, difference } = await measureAgainst(host, subject, note);
  const { default: colors } = await import("picocolors");
  const { budgetMiB } = subject;
  output.result(imageText(report, difference, budgetMiB, colors), { ...report, budgetMiB, difference });
  if (budgetMiB !== undefined && report.totalBytes > budgetMiB * 2 ** 20) throw overBudget(report, budgetMiB);
}

/** Only for what is deployed from these sources: of another image they say nothing. */
async function writeBom(
  file: string,
  dockerHost: string,
  { deployed, reference, baseImage }: Subject,
  { project, output }: VerbContext,
): Promise<void> {
  if (!deployed) throw bomOfOtherImage();
  const labels = await labelsOf(dockerHost, reference);
  const bom = imageBom({ reference, labels, baseImage }, await bundleBom(project.dir, deployed.settings));
  await writeOutput("--sbom", file, `${JSON.stringify(bom, null, 2)}\n`);
  output.note(`${bom.components.length} components in ${file}`);
}

function bomOfOtherImage(): Fault {
  return new Fault({
    code: "sbom-of-other-image",
    outcome: "usage",
    summary:
      "A bill of materials is made from the sources here, and only for the image that is deployed from them.",
    findings: [{ path: "--sbom", expected: "no image reference beside it", actual: "a reference" }],
  });
}

async function subjectOf(context: VerbContext): Promise<Subject> {
  const { options, project } = context;
  const named = options.words?.[0];
  const asked = options.compare === undefined ? undefined : { reference: options.compare, asked: true };
  if (named !== undefined) {
    const { settings } = loadSettingsFile(options.rehearsal ? requireOverlay(project) : project.settingsFile);
    const [chosen] = chosenServices(settings, options.service);
    return {
      reference: named,
      before: asked,
      baseImage: chosen?.service.image.baseImage,
      budgetMiB: options.budget,
      deployed: undefined,
    };
  }
  const target = await reachTarget(context, "image", createSteps(false));
  const chosen = onlyService(chosenServices(target.settings, options.service));
  const { newest, previous } = await servingImages(target, chosen, context);
  const { baseImage, budgetMiB } = chosen.service.image;
  return {
    reference: newest,
    before: asked ?? (previous === undefined ? undefined : { reference: previous, asked: false }),
    baseImage,
    budgetMiB: options.budget ?? budgetMiB,
    deployed: { settings: chosen.service.image, access: target.access },
  };
}

function overBudget(report: ImageReport, budgetMiB: number): Fault {
  return new Fault({
    code: "image-over-budget",
    outcome: "policy",
    summary: `${report.reference} is larger than its budget.`,
    findings: [
      { path: "image.budgetMiB", expected: `at most ${budgetMiB} MiB`, actual: mebibytes(report.totalBytes) },
    ],
    evidence: report.largest.map(({ path, sizeBytes }) => `${mebibytes(sizeBytes)} ${path}`),
    next: "take out what is not needed at run time, or raise services.<key>.image.budgetMiB",
  });
}
