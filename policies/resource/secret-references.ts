import { containersOf, variablesOf } from "./containers.ts";
import type { Property } from "./property.ts";

/** A reference from a service to a secret: from a variable or from a volume. */
export interface SecretReference {
  /** Where the secret is named. */
  secret: Property;
  /** Where its versions are named; a volume without items names none. */
  versions: Property[];
}

/** Every secret that a service reads. https://cloud.google.com/run/docs/configuring/services/secrets */
export function secretReferences(service: Property): SecretReference[] {
  return [...variablesOf(service).flatMap(fromVariable), ...fromVolumes(service)];
}

/** The project and ID of a secret, which is named by its ID alone when it is the service's own project. */
export function secretAddress(name: string, project: string): string {
  return name.includes("/") ? name : `projects/${project}/secrets/${name}`;
}

function fromVariable(variable: Property): SecretReference[] {
  const reference = variable.at("valueSource", "secretKeyRef");
  if (reference.isAbsent()) return [];
  return [{ secret: reference.at("secret"), versions: [reference.at("version")] }];
}

function fromVolumes(service: Property): SecretReference[] {
  const mounted = containersOf(service).flatMap((container) =>
    container
      .at("volumeMounts")
      .items()
      .map((mount) => mount.at("name").text()),
  );
  return service
    .at("template", "volumes")
    .items()
    .filter((volume) => !volume.at("secret").isAbsent() && mounted.includes(volume.at("name").text()))
    .map((volume) => volume.at("secret"))
    .map((secret) => ({
      secret: secret.at("secret"),
      versions: versionsOf(secret),
    }));
}

/** Without items a volume shows the latest version, so that one is asked for. */
function versionsOf(secret: Property): Property[] {
  const items = secret.at("items").items();
  return (items.length > 0 ? items : [secret.at("items", 0)]).map((item) => item.at("version"));
}
