import { isMap, type PropertyMap, type PropertyValue } from "../plugin/property-value.ts";

/** What is to be built and pushed, with the plugin's defaults. */
export interface ImageInputs {
  imageName: string;
  skipPush: boolean;
  build: {
    /** Folder of the build context, relative to the program's. Default ".". */
    context: string;
    /** The Dockerfile, relative to the program's folder. Default: `Dockerfile` in the context. */
    dockerfile: string;
    args: Record<string, string>;
    platform?: string;
    target?: string;
    network?: string;
    addHosts: string[];
    cacheFrom: string[];
    /** BuildKit unless the program asks for the first builder. */
    buildKit: boolean;
  };
  registry: { server: string; username?: string; password?: string };
}

export function imageInputs(inputs: PropertyMap): ImageInputs {
  const build = mapOf(inputs.build);
  const registry = mapOf(inputs.registry);
  const context = textOf(build.context) ?? ".";
  return {
    imageName: String(inputs.imageName),
    skipPush: inputs.skipPush === true,
    build: {
      context,
      dockerfile: textOf(build.dockerfile) ?? `${context.replace(/\/$/, "")}/Dockerfile`,
      args: mapOf(build.args) as Record<string, string>,
      platform: textOf(build.platform),
      target: textOf(build.target),
      network: textOf(build.network),
      addHosts: textsOf(build.addHosts),
      cacheFrom: textsOf(mapOf(build.cacheFrom).images),
      buildKit: build.builderVersion !== "BuilderV1",
    },
    registry: {
      server: textOf(registry.server) ?? "",
      username: textOf(registry.username),
      password: textOf(registry.password),
    },
  };
}

function mapOf(value: PropertyValue | undefined): PropertyMap {
  return isMap(value) ? value : {};
}

function textOf(value: PropertyValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function textsOf(value: PropertyValue | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
