import * as z from "zod";
import { field } from "./field.ts";
import { IMAGE_REFERENCE } from "./image-reference.ts";

const relativePath = z.string().regex(/^(?!\/)\S(.*\S)?$/);

const bundle = field(
  z
    .strictObject({
      entryPoint: field(relativePath, {
        description: "Source file that the bundle starts from, relative to the context.",
        expected: "a path relative to the build context",
        example: "src/main.ts",
      }),
      outFile: field(relativePath, {
        description: "Where the bundle goes, relative to the context; the Dockerfile copies it.",
        expected: "a path relative to the build context",
        example: "dist/main.mjs",
      }),
    })
    .optional(),
  {
    description:
      "Bundles a Node program with esbuild before the image is built, so that the image needs no npm install.",
    expected: "a map with entryPoint and outFile",
    example: "{ entryPoint: src/main.ts, outFile: dist/main.mjs }",
  },
);

const buildArgs = field(
  z
    .record(
      field(z.string().regex(/^(?!BASE_IMAGE$)[A-Za-z_][A-Za-z0-9_]*$/), {
        description: "Name of a build argument.",
        expected: "the name of a build argument other than BASE_IMAGE (image.baseImage sets that)",
        example: "NODE_ENV",
      }),
      field(z.string(), {
        description: "Value of a build argument.",
        expected: "a text; put numbers in quotes",
        example: '"production"',
        sensitive: true,
      }),
    )
    .default({}),
  {
    description: "Build arguments. They stay readable in the image's history: no secrets here.",
    expected: "a map of names to texts",
    example: "{ NODE_ENV: production }",
  },
);

/** How the image of a service is built. */
export const imageSchema = field(
  z.strictObject({
    context: field(relativePath, {
      description: "Build context, relative to the project.",
      expected: "a path relative to the project",
      example: "backend",
    }),
    dockerfile: field(relativePath.default("Dockerfile"), {
      description: "Dockerfile, relative to the context. Its last stage must be Alpine and not root.",
      expected: "a path relative to the build context",
      example: "Dockerfile",
    }),
    platform: field(z.enum(["linux/amd64"]).default("linux/amd64"), {
      description: "Platform of the image; Cloud Run runs 64-bit x86 only.",
      expected: "linux/amd64",
      example: "linux/amd64",
      source: "https://cloud.google.com/run/docs/container-contract",
    }),
    baseImage: field(z.string().regex(IMAGE_REFERENCE).optional(), {
      description: "Base image, handed to the Dockerfile as build argument BASE_IMAGE.",
      expected: "an image reference",
      example: "node:24-alpine",
    }),
    buildArgs,
    bundle,
    budgetMiB: field(z.int().min(1).optional(), {
      description: "Size that `stage image` holds the image to, all layers unpacked.",
      expected: "a whole number of MiB",
      example: "150",
    }),
  }),
  {
    description: "How the image is built.",
    expected: "a map with context, dockerfile and baseImage",
    example: "{ context: backend, baseImage: node:24-alpine }",
  },
);

export type ImageSettings = z.output<typeof imageSchema>;
export type BundleSettings = NonNullable<ImageSettings["bundle"]>;
