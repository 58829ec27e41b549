/** A part of a document of Google's, as its JSON has it. */
type Document = Record<string, unknown>;

/**
 * A Cloud Run service as the rules read it: its document in the words of the gcp provider. What the API leaves out, as it leaves out
 * zeros, stays absent; what only the provider has (`deletionProtection`) is not there.
 *
 * @see https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services
 */
export function cloudRunProperties(
  document: Document,
  place: { project: string; location: string; name: string },
): Document {
  const { template, traffic, ...service } = document;
  return { ...service, ...place, traffics: traffic, template: templateProperties(part(template)) };
}

function templateProperties({ containers, ...template }: Document): Document {
  return { ...template, containers: list(containers).map(containerProperties) };
}

function containerProperties({ env, ports, ...container }: Document): Document {
  // The API has a list of at most one port, the provider that port.
  const [port] = list(ports);
  return { ...container, envs: list(env), ...(port ? { ports: port } : {}) };
}

function part(value: unknown): Document {
  return (value ?? {}) as Document;
}

function list(value: unknown): Document[] {
  return (value ?? []) as Document[];
}
