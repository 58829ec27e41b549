import type { Difference } from "../../release/drift/difference.ts";
import { foreignBindings, type Grant } from "../../release/drift/foreign-bindings.ts";
import type { PolicyDocument } from "../../release/drift/live-document.ts";
import type { PropertyTree } from "../../release/drift/property-tree.ts";
import {
  PROJECT_MEMBER_TYPE,
  type ResourceView,
  resourceInWords,
  SECRET_MEMBER_TYPE,
  SERVICE_MEMBER_TYPE,
  SERVICE_TYPE,
} from "../../release/drift/resource-view.ts";
import { ApiRefusal } from "../../release/rest/api-refusal.ts";
import type { RestClient } from "../../release/rest/rest-client.ts";
import type { CloudAccess } from "../target/google-clients.ts";

/** A policy that the stack has grants in, or could have. */
interface Place {
  type: string;
  resource: string;
  request: { method: "GET" | "POST"; url: string; body?: unknown };
  declared: Grant[];
  serviceKey?: string;
  concerns(member: string): boolean;
}

export interface ForeignGrants {
  differences: Difference[];
  /** Policies that could not be read, and why. */
  notes: string[];
}

const PUBLIC = new Set(["allUsers", "allAuthenticatedUsers"]);

/**
 * Grants that were made outside: all on the services themselves; in the project and on secrets those of the stack's own accounts,
 * and on secrets those to everybody. A policy that may not be read is a note.
 */
export async function readForeignGrants(
  views: readonly ResourceView[],
  access: CloudAccess,
  rest: RestClient,
): Promise<ForeignGrants> {
  const read = await Promise.all(
    places(views, access).map(async (place) => {
      try {
        const policy = await rest<PolicyDocument>(place.request);
        return { differences: foreignBindings({ ...place, policy }), notes: [] };
      } catch (error) {
        if (!(error instanceof ApiRefusal)) throw error;
        return { differences: [], notes: noteOn(place, error) };
      }
    }),
  );
  return {
    differences: read.flatMap(({ differences }) => differences),
    notes: read.flatMap(({ notes }) => notes),
  };
}

/** What is gone has no policy; that is told as its own difference. */
function noteOn({ resource }: Place, refusal: ApiRefusal): string[] {
  if (refusal.httpStatus === 404) return [];
  return [
    `${resource}: its policy could not be read (${refusal.status}), so grants made outside are not seen`,
  ];
}

function places(views: readonly ResourceView[], access: CloudAccess): Place[] {
  const members = new Set(
    views.filter(({ type }) => type !== SERVICE_MEMBER_TYPE).flatMap((view) => grantOf(view)?.member ?? []),
  );
  const own = (member: string) => members.has(member);
  const services = views.filter(({ type }) => type === SERVICE_TYPE);
  return [
    ...services.map((view) => servicePlace(view, views, access)),
    ...grouped(views, PROJECT_MEMBER_TYPE, ({ project }) => String(project)).map(([project, group]) => ({
      ...place(group),
      request: {
        method: "POST" as const,
        url: `${base(access, "cloudresourcemanager")}/v1/projects/${project}:getIamPolicy`,
        body: { options: { requestedPolicyVersion: 3 } },
      },
      concerns: own,
    })),
    ...grouped(views, SECRET_MEMBER_TYPE, secretName).map(([name, group]) => ({
      ...place(group),
      request: { method: "GET" as const, url: `${base(access, "secretmanager")}/v1/${name}:getIamPolicy` },
      concerns: (member: string) => own(member) || PUBLIC.has(member),
    })),
  ];
}

function servicePlace(view: ResourceView, views: readonly ResourceView[], access: CloudAccess): Place {
  const { project, location, name } = propertiesOf(view);
  const path = `projects/${project}/locations/${location}/services/${name}`;
  const members = views.filter((one) => one.type === SERVICE_MEMBER_TYPE && isOf(one, String(name), view));
  return {
    type: SERVICE_MEMBER_TYPE,
    resource: `access to ${resourceInWords(view)}`,
    serviceKey: view.name,
    request: { method: "GET", url: `${base(access, "run")}/v2/${path}:getIamPolicy` },
    declared: members.flatMap((one) => grantOf(one) ?? []),
    concerns: () => true,
  };
}

/** By the service that the grant names; by the name of the resource only where that is not known yet. */
function isOf(grant: ResourceView, serviceName: string, { name: key }: ResourceView): boolean {
  const { name: named } = propertiesOf(grant);
  return typeof named === "string"
    ? named.split("/").at(-1) === serviceName
    : grant.name.startsWith(`${key}-`);
}

function place(group: ResourceView[]): Pick<Place, "type" | "resource" | "declared"> {
  const [first] = group;
  if (!first) throw new Error("an empty group of grants");
  const declared = group.flatMap((view) => grantOf(view) ?? []);
  return { type: first.type, resource: resourceInWords(first), declared };
}

function grouped(
  views: readonly ResourceView[],
  type: string,
  key: (properties: PropertyTree) => string,
): [string, ResourceView[]][] {
  const ofType = views.filter((view) => view.type === type);
  return [...Map.groupBy(ofType, (view) => key(propertiesOf(view)))];
}

function grantOf(view: ResourceView): Grant | undefined {
  const { role, member } = propertiesOf(view);
  return typeof role === "string" && typeof member === "string" ? { role, member } : undefined;
}

/** What is declared, or where the account is new and its name unknown, what is known of it from before. */
function propertiesOf({ declared, deployed }: ResourceView): PropertyTree {
  return { ...declared, ...deployed };
}

function secretName({ project, secretId }: PropertyTree): string {
  return `projects/${project}/secrets/${String(secretId).split("/").at(-1)}`;
}

function base({ apiUrl }: CloudAccess, api: string): string {
  return apiUrl ?? `https://${api}.googleapis.com`;
}
