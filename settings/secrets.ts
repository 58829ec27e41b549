import * as z from "zod";
import { field } from "./field.ts";
import { variableName } from "./variable-name.ts";

const source = "https://cloud.google.com/run/docs/configuring/services/secrets";

const secretShape = z.strictObject({
  secret: field(z.string().regex(/^(projects\/[a-z0-9-]+\/secrets\/)?[A-Za-z0-9_-]{1,255}$/), {
    description: "Secret Manager secret: its ID, or projects/PROJECT/secrets/ID for one of another project.",
    expected: "the ID of a Secret Manager secret",
    example: "netra-staging-jwt-secret",
    // People paste the secret's value here.
    sensitive: true,
    source: "https://cloud.google.com/secret-manager/docs/creating-and-accessing-secrets",
  }),
  version: field(z.union([z.int().min(1), z.string().regex(/^([1-9]\d*|latest)$/)]).transform(String), {
    description:
      "Version of the secret. A number gives every instance the same value; `latest` may change under a revision.",
    expected: "a version number or latest",
    example: '"1"',
    sensitive: true,
    source,
  }),
});

export type SecretReference = z.output<typeof secretShape>;

/** A reference to a secret's version, with docs of its own for the place it stands in. */
export function secretReference(description: string): typeof secretShape {
  return field(secretShape, {
    description,
    expected: "a map with secret and version; the value itself stays in Secret Manager",
    example: '{ secret: netra-staging-jwt-secret, version: "1" }',
    source,
    sensitive: true,
  });
}

/** Environment variables whose values come from Secret Manager. */
export const secretsSchema = field(
  z.record(variableName, secretReference("Secret behind the variable.")).default({}),
  {
    description: "Environment variables from Secret Manager, by name.",
    expected: "a map of variable names to secret and version",
    example: '{ JWT_SECRET_KEY: { secret: netra-staging-jwt-secret, version: "1" } }',
    source,
  },
);

/** Files whose contents come from Secret Manager; `/cloudsql` and the kernel's folders are taken. */
export const secretFilesSchema = field(
  z
    .record(
      field(z.string().regex(/^\/(?!(cloudsql|dev|proc|sys)\/)([\w.-]+\/)+[\w.-]+$/), {
        description: "Absolute path of the file.",
        expected: "an absolute path of a file below a folder other than /cloudsql, /dev, /proc and /sys",
        example: "/etc/netra/tls.key",
        source,
      }),
      secretReference("Secret behind the file."),
    )
    .default({}),
  {
    description:
      "Files from Secret Manager, by path. All files of one folder must be versions of one secret.",
    expected: "a map of absolute paths to secret and version",
    example: '{ /etc/netra/tls.key: { secret: netra-staging-tls-key, version: "1" } }',
    source,
  },
);
