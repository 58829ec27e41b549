import { flag, list, REQUIRED, record, type Schema, text, texts } from "../schema/property.ts";

/** The inputs of docker:index/image:Image; `build.contextDigest` is the plugin's own. */
export const IMAGE_SCHEMA: Schema = {
  build: record({
    addHosts: list(text()),
    args: texts(),
    builderVersion: text({ oneOf: ["BuilderV1", "BuilderBuildKit"] }),
    cacheFrom: record({ images: list(text()) }),
    context: text(),
    contextDigest: text(),
    dockerfile: text(),
    network: text(),
    platform: text(),
    target: text(),
  }),
  buildOnPreview: flag(),
  imageName: text(REQUIRED),
  registry: record({ password: text(), server: text(), username: text() }),
  skipPush: flag(),
};
