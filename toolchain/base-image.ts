import { Fault } from "../faults/fault.ts";
import { commandEvidence } from "./command.ts";
import { engineAnswer } from "./engine-answer.ts";
import { findOnPath } from "./executables.ts";
import type { Machine } from "./machine.ts";
import { type BaseImage, buildStandInBase, findStandInBase, standInFits } from "./stand-in-base.ts";
import type { Step } from "./step.ts";

const PULL_TIMEOUT_SECONDS = 10 * 60;

/** The base image that the settings name: here already, else pulled, else its stand-in. */
export function baseImage(machine: Machine, wanted: string, host: string): Step<BaseImage> {
  const failedPull = `pull of ${wanted}`;
  const find = async (): Promise<BaseImage | undefined> => {
    const sizeBytes = await imageSize(host, wanted);
    if (sizeBytes !== undefined) return realBase(wanted, sizeBytes);
    return machine.facts.failedLately(failedPull) ? findStandInBase(machine, wanted, host) : undefined;
  };
  return {
    title: `base image ${wanted}`,
    find,
    async provide(report) {
      if (!machine.facts.failedLately(failedPull)) {
        report(`docker pull ${wanted}`);
        const docker = findOnPath(["docker"], machine.searchPath) ?? "docker";
        const pulled = await machine.run(docker, ["pull", wanted], {
          env: { DOCKER_HOST: host },
          timeoutSeconds: PULL_TIMEOUT_SECONDS,
          onLine: report,
        });
        machine.signal.throwIfAborted();
        const found = await find();
        if (found) return found;
        if (!standInFits(wanted)) throw noBase(wanted, commandEvidence(pulled));
        machine.facts.setFailed(failedPull);
      }
      report(`cannot be pulled here: a stand-in is used for ${wanted}`);
      // Another clone's is as good, and what was built on it stays valid.
      const standIn = await findStandInBase(machine, wanted, host);
      return standIn ?? buildStandInBase(machine, wanted, host, report);
    },
  };
}

async function imageSize(host: string, image: string): Promise<number | undefined> {
  const answer = await engineAnswer<{ Size: number }>(host, `/images/${encodeURIComponent(image)}/json`);
  return answer?.Size;
}

function realBase(image: string, sizeBytes: number): BaseImage {
  return { what: "base image", version: image.split(":").at(-1) ?? "", where: image, image, sizeBytes };
}

function noBase(image: string, evidence: string[]): Fault {
  return new Fault({
    code: "base-image-missing",
    outcome: "cloud",
    summary: `The base image ${image} cannot be pulled, and there is no stand-in for it (only for node:24 on Alpine)`,
    evidence,
    next: `make \`docker pull ${image}\` work, or load the image from a file with \`docker load\``,
  });
}
