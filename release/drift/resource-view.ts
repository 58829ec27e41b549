import type { PropertyTree } from "./property-tree.ts";

/** One resource of the stack, as the program, state and the cloud have it; what is not there is left out. */
export interface ResourceView {
  urn: string;
  type: string;
  /** Its name in the program. */
  name: string;
  /** What the program declares now. */
  declared?: PropertyTree;
  /** What the last deployment declared. */
  deployed?: PropertyTree;
  /** What state last saw of it. */
  seen?: PropertyTree;
  /** What is live. */
  live?: PropertyTree;
  /** Property paths that the engine would change, each with how. */
  changes: Record<string, string>;
}

export const SERVICE_TYPE = "gcp:cloudrunv2/service:Service";
export const SERVICE_MEMBER_TYPE = "gcp:cloudrunv2/serviceIamMember:ServiceIamMember";
export const PROJECT_MEMBER_TYPE = "gcp:projects/iAMMember:IAMMember";
export const SECRET_MEMBER_TYPE = "gcp:secretmanager/secretIamMember:SecretIamMember";
export const IMAGE_TYPE = "docker:index/image:Image";

/** What people know the resource by. */
export function resourceInWords({ type, name, declared, live, deployed, seen }: ResourceView): string {
  const properties = { ...seen, ...live, ...deployed, ...declared };
  const text = (property: string) => lastPart(String(properties[property] ?? name));
  switch (type) {
    case SERVICE_TYPE:
      return `service ${text("name")}`;
    case SERVICE_MEMBER_TYPE:
      return `access to service ${text("name")}`;
    case PROJECT_MEMBER_TYPE:
      return `role in project ${text("project")}`;
    case SECRET_MEMBER_TYPE:
      return `access to secret ${text("secretId")}`;
    case IMAGE_TYPE:
      return `image ${name}`;
    case "gcp:artifactregistry/repository:Repository":
      return `repository ${text("repositoryId")}`;
    case "gcp:serviceaccount/account:Account":
      return `service account ${text("accountId")}`;
    default:
      return `${type.split(":").at(-1)} ${name}`;
  }
}

/** The property that says in one value what a resource is; for resources that are there or not as a whole. */
export function essence({ type }: ResourceView, properties: PropertyTree | undefined): unknown {
  if (!properties) return undefined;
  return "role" in properties && "member" in properties
    ? `${properties.role} for ${properties.member}`
    : `there (${type.split(":").at(-1)})`;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
