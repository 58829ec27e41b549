import { withoutSecrets } from "../redaction/without-secrets.ts";
import { isMap, mapAt } from "./engine-value.ts";
import type { PlannedResource, ResourceSide } from "./planned-resource.ts";

export const SERVICE_TYPE = "gcp:cloudrunv2/service:Service";

/** What users and operators notice of a Cloud Run service, as texts free of secrets; left out where the service does not say. */
export interface ServiceView {
  image?: string;
  revision?: string;
  /** Plain settings by what they are called in the comment. */
  limits: Record<string, string | undefined>;
  /** Variables by name: as they may be shown, and as they are, by which alone it is told whether they change. */
  variables: Record<string, { text: string; value: unknown }>;
  /** Variables that come from Secret Manager: secret and version, by name. */
  secrets: Record<string, string>;
  ingress?: string;
  account?: string;
}

/** Reads one side of a change of a service; https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services */
export function serviceView({ inputs }: ResourceSide): ServiceView {
  const template = mapAt(inputs, "template");
  const container = listAt(template, "containers").find(isMap) ?? {};
  const limits = mapAt(mapAt(container, "resources"), "limits");
  const scaling = mapAt(template, "scaling");
  const [port] = [mapAt(container, "ports").containerPort];
  const variables = listAt(container, "envs").filter(isMap);
  return {
    ...textAs("image", container.image),
    ...textAs("revision", template.revision),
    limits: {
      CPU: text(limits.cpu),
      memory: text(limits.memory),
      "requests at once": text(template.maxInstanceRequestConcurrency),
      "request timeout": text(template.timeout),
      "least instances": text(scaling.minInstanceCount),
      "most instances": text(scaling.maxInstanceCount),
      port: text(port),
    },
    variables: named(variables, ({ value }, name) => {
      const shown = text(value, name);
      return shown === undefined ? undefined : { text: shown, value };
    }),
    secrets: named(variables, ({ valueSource }) => secretReference(valueSource)),
    ...textAs("ingress", inputs.ingress),
    ...textAs("account", template.serviceAccount),
  };
}

/** The Cloud Run services among the resources that would change; an old copy serves nobody. */
export function changedServices(resources: readonly PlannedResource[]): PlannedResource[] {
  return resources.filter(({ type, action }) => type === SERVICE_TYPE && action !== "discard");
}

function named<Read>(
  variables: readonly Record<string, unknown>[],
  read: (variable: Record<string, unknown>, name: string) => Read | undefined,
): Record<string, Read> {
  const entries = variables.flatMap((variable) => {
    const name = String(variable.name);
    const shown = read(variable, name);
    return shown === undefined ? [] : [[name, shown] as const];
  });
  return Object.fromEntries(entries);
}

function secretReference(source: unknown): string | undefined {
  const reference = isMap(source) ? mapAt(source, "secretKeyRef") : {};
  const secret = text(reference.secret);
  return secret === undefined ? undefined : `${secret} version ${text(reference.version) ?? "latest"}`;
}

function textAs<Key extends string>(key: Key, value: unknown): { [K in Key]?: string } {
  const shown = text(value);
  return (shown === undefined ? {} : { [key]: shown }) as { [K in Key]?: string };
}

function text(value: unknown, name = ""): string | undefined {
  if (value === undefined || value === null) return undefined;
  const shown = withoutSecrets(value, name);
  return typeof shown === "string" ? shown : JSON.stringify(shown);
}

function listAt(map: Record<string, unknown>, key: string): unknown[] {
  const value = map[key];
  return Array.isArray(value) ? value : [];
}
