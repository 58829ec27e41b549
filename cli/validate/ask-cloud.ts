import type { SecretReference } from "../../settings/secrets.ts";
import type { CloudQuestions } from "../../validation/cloud-questions.ts";
import { connectRest } from "../target/google-clients.ts";
import { releaseTools } from "../target/release-tools.ts";
import type { KeyedService, Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import { deployedImageOf } from "./deployed-image.ts";
import { endInstance } from "./end-instance.ts";
import { imageLayers } from "./image-layers.ts";
import { memoryPercent } from "./memory-use.ts";
import { readLog } from "./read-log.ts";
import { rollbackOutlook } from "./rollback-outlook.ts";

/** What is at hand already where a validation follows a deployment. */
export interface AtHand {
  /** Reference of the image that was just built. */
  builtImage?: string;
  /** As DOCKER_HOST has it; without one, images are not measured. */
  dockerHost?: string;
}

/** Asks Google's APIs, or the local cloud's, what the checks want to know beside the service itself. */
export function askCloud(
  target: Target,
  keyed: KeyedService,
  current: string,
  { builtImage, dockerHost }: AtHand,
  context: VerbContext,
): CloudQuestions {
  const { project, apiUrl } = target.access;
  const rest = connectRest(target.access, context.interrupt.signal);
  const at = (host: string) => ({
    ...{ baseUrl: apiUrl ?? `https://${host}`, project, service: keyed.service.name },
  });
  const versionOf = ({ secret, version }: SecretReference) =>
    `${secret.startsWith("projects/") ? secret : `projects/${project}/secrets/${secret}`}/versions/${version}`;
  const tools = releaseTools(target, keyed, context);
  let outlook: ReturnType<typeof rollbackOutlook> | undefined;
  return {
    logEntries: (revision, question) => readLog(rest, at("logging.googleapis.com"), revision, question),
    memoryPercent: (revision, since) => memoryPercent(rest, at("monitoring.googleapis.com"), revision, since),
    // https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access
    async secretValue(reference) {
      const url = `${at("secretmanager.googleapis.com").baseUrl}/v1/${versionOf(reference)}:access`;
      const { payload } = await rest<{ payload?: { data?: string } }>({ method: "GET", url });
      return Buffer.from(payload?.data ?? "", "base64").toString("utf8");
    },
    secretState: (reference) => tools.readiness.secretState(versionOf(reference)),
    rollback() {
      outlook ??= rollbackOutlook(tools, current);
      return outlook;
    },
    ...(apiUrl === undefined
      ? {}
      : {
          endInstance: (revision) => endInstance(rest, apiUrl, `${tools.serviceName}/revisions/${revision}`),
        }),
    image: async (reference) => (dockerHost === undefined ? undefined : imageLayers(dockerHost, reference)),
    deployedImage: async () =>
      builtImage === undefined ? deployedImageOf(target, keyed.key, context) : { reference: builtImage },
  };
}
