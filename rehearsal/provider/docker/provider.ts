import type { EngineLog } from "../plugin/engine-log.ts";
import { type PropertyMap, secret, UNKNOWN } from "../plugin/property-value.ts";
import type { Provider, ResourceRequest } from "../plugin/provider.ts";
import type { Building } from "./build-image.ts";
import { checkImage } from "./check-image.ts";
import { absolute, dockerfileInContext } from "./context-paths.ts";
import { diffImage } from "./diff-image.ts";
import { type ImageInputs, imageInputs } from "./image-inputs.ts";

const IMAGE = "docker:index/image:Image";
const CONFIGURATION_KEYS = new Set([
  "host",
  "disableDockerDaemonCheck",
  "version",
  "pluginDownloadURL",
  "__internal",
]);

/** The stand-in for the docker plugin: builds and pushes images; knows no other resource. */
export function dockerProvider(version: string, log: EngineLog, folder = process.cwd()): Provider {
  let host: string | undefined;
  const build = async (
    request: ResourceRequest,
    inputs: PropertyMap,
    preview: boolean,
  ): Promise<PropertyMap> => {
    const image = imageInputs(inputs);
    const known = outputsOf(image, inputs, folder);
    if (preview && inputs.buildOnPreview !== true) return { ...known, repoDigest: UNKNOWN };
    // Only here: a deployment that builds nothing starts without a Docker client.
    const { connectDocker } = await import("./connect.ts");
    const { buildImage } = await import("./build-image.ts");
    const { pushImage } = await import("./push-image.ts");
    const building: Building = {
      docker: await connectDocker(host),
      folder,
      show: (line) => log.status(request.urn, line),
      signal: request.signal,
    };
    try {
      building.show("Building the image");
      const id = await buildImage(image, building);
      if (preview) return { ...known, repoDigest: UNKNOWN };
      if (image.skipPush) return { ...known, repoDigest: id };
      building.show("Pushing the image to the registry");
      return { ...known, repoDigest: await pushImage(image, building) };
    } catch (error) {
      // An engine that goes away leaves a bare "socket hang up".
      const { asEngineFault } = await import("../../containers/engine.ts");
      throw asEngineFault(error);
    }
  };
  return {
    version,
    checkConfiguration: (news) => ({ inputs: news, failures: refusedKeys(news) }),
    configure: (values) => {
      host = typeof values.host === "string" ? values.host : undefined;
    },
    check: async ({ type, news, name }) => checkImage(news, name, onlyImages(type, folder)),
    diff: async ({ state, news }) => diffImage(state, news),
    create: async (request) => ({
      id: request.preview ? "" : String(request.inputs.imageName),
      state: await build(request, request.inputs, request.preview),
    }),
    // The real plugin does not look at the registry either.
    read: async ({ id, state, inputs }) => ({ id, state, inputs }),
    update: async (request) => build(request, request.news, request.preview),
    // Tags stay, locally and in the registry, as with the real plugin.
    remove: async () => undefined,
    invoke: async (token) => {
      throw new Error(`the rehearsal's stand-in for the docker plugin does not emulate ${token}`);
    },
  };
}

function onlyImages(type: string, folder: string): string {
  if (type !== IMAGE)
    throw new Error(`the rehearsal's stand-in for the docker plugin does not emulate ${type}`);
  return folder;
}

function refusedKeys(news: PropertyMap) {
  return Object.keys(news)
    .filter((key) => !CONFIGURATION_KEYS.has(key))
    .map((key) => ({
      property: "",
      reason: `the rehearsal's stand-in for the docker plugin does not take docker:${key}`,
    }));
}

function outputsOf(
  { imageName, build, registry }: ImageInputs,
  inputs: PropertyMap,
  folder: string,
): PropertyMap {
  return {
    imageName,
    baseImageName: imageName,
    context: build.context,
    dockerfile: dockerfileInContext(absolute(folder, build.context), absolute(folder, build.dockerfile)),
    platform: build.platform,
    registryServer: registry.server,
    __inputs: secret(inputs),
  };
}
