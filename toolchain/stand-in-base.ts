import { realpathSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Fault } from "../faults/fault.ts";
import { commandFault } from "./command.ts";
import { dockerClient } from "./docker-client.ts";
import { engineAnswer } from "./engine-answer.ts";
import { type Machine, pinnedVersion } from "./machine.ts";
import { packImage } from "./stand-in-files.ts";
import type { Found, Report } from "./step.ts";
import { installSystemPackage, systemBinary } from "./system-packages.ts";

/** What images are built on: the base that the settings name, or a stand-in where that cannot be had. */
export interface BaseImage extends Found {
  /** For FROM, such as `node:24-alpine`. */
  image: string;
  /** As `docker image inspect` gives it. */
  sizeBytes: number;
}

/** The tag of the stand-in; it holds busybox and the Node of npm's `node` package, with the libraries that it loads. */
export const STAND_IN_IMAGE = "stage.local/stand-in/node:24-busybox";

/** An image as a list of images has it. */
interface ListedImage {
  Size: number;
  Labels: Record<string, string> | null;
}

/** Changes when the same inputs give other files. */
const RECIPE = "1";

/** Whether the stand-in can be used in place of a base: it has Node 24 and busybox, no apk. */
export function standInFits(base: string): boolean {
  return process.platform === "linux" && /(^|\/)node:24[\d.]*-alpine/.test(base);
}

/** The stand-in, where it is in the engine and made from the Node that this project has. */
export async function findStandInBase(
  machine: Machine,
  base: string,
  host: string,
): Promise<BaseImage | undefined> {
  const filters = encodeURIComponent(JSON.stringify({ reference: [STAND_IN_IMAGE] }));
  const [listed] = (await engineAnswer<ListedImage[]>(host, `/images/json?filters=${filters}`)) ?? [];
  const labels = labelsOf(machine, base);
  if (!listed || Object.entries(labels).some(([name, value]) => listed.Labels?.[name] !== value))
    return undefined;
  const version = `Node ${pinnedVersion(machine.projectDir, "node")}`;
  return {
    what: "base image",
    version,
    where: STAND_IN_IMAGE,
    standsInFor: base,
    image: STAND_IN_IMAGE,
    sizeBytes: listed.Size,
  };
}

/** Imports the stand-in into the engine. It is the same for every clone of a version; the last import has the tag. */
export async function buildStandInBase(
  machine: Machine,
  base: string,
  host: string,
  report: Report,
): Promise<BaseImage> {
  if (!standInFits(base)) throw new Error(`there is no stand-in for ${base}`);
  const node = join(machine.projectDir, "node_modules", "node", "bin", "node");
  const busybox =
    systemBinary(machine, "busybox-static") ??
    (await installSystemPackage(machine, "busybox-static", report));
  const applets = await run(machine, busybox, ["--list"]);
  const libraries = librariesIn(await run(machine, "ldd", [node]));
  const labels = Object.entries(labelsOf(machine, base)).map(([name, value]) => `LABEL ${name}=${value}`);
  const [repository, tag] = STAND_IN_IMAGE.split(":");
  const archive = packImage({ node, busybox, applets: applets.trim().split("\n"), libraries });
  const docker = await dockerClient(host);
  const answer = await docker.importImage(archive, {
    repo: repository,
    tag,
    changes: [...labels, "ENV PATH=/usr/local/bin:/usr/bin:/bin", 'CMD ["node"]'],
  });
  const said = await text(answer);
  const found = await findStandInBase(machine, base, host);
  if (!found) throw importFailed(said);
  report(`${STAND_IN_IMAGE} stands in for ${base}: ${(found.sizeBytes / 1e6).toFixed(0)} MB`);
  return found;
}

/** The shared libraries, loader included, in the output of `ldd`: path in the image → file on this machine. */
export function librariesIn(lddOutput: string): Map<string, string> {
  const paths = lddOutput.matchAll(/(?:=> |^\s*)(\/\S+) \(0x/gm);
  return new Map([...paths].map(([, path = ""]) => [path, realpathSync(path)]));
}

function labelsOf({ projectDir }: Machine, base: string): Record<string, string> {
  return {
    "dev.stage.stand-in": base,
    "dev.stage.stand-in.node": pinnedVersion(projectDir, "node"),
    "dev.stage.stand-in.recipe": RECIPE,
  };
}

async function run(machine: Machine, file: string, args: string[]): Promise<string> {
  const result = await machine.run(file, args, { timeoutSeconds: 20 });
  if (result.succeeded) return result.stdout;
  throw commandFault(result, {
    code: "stand-in-base-failed",
    summary: "The stand-in for the base image could not be put together",
    next: "make the base image available to Docker (`docker pull` or `docker load`), and run the same command again",
  });
}

function importFailed(said: string): Fault {
  return new Fault({
    code: "stand-in-base-failed",
    outcome: "cloud",
    summary: "The Docker engine did not take the stand-in for the base image",
    evidence: ["$ docker import", ...said.trim().split("\n").slice(-5)],
    next: "see whether the engine has disk space left (`docker system df`), and run the same command again",
  });
}
