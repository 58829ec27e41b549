import { isMap, type PropertyMap } from "../plugin/property-value.ts";
import type { LiveResource } from "../plugin/provider.ts";
import { OUTPUT, REPLACES, record, type Schema, text } from "../schema/property.ts";
import { endpointOf } from "./configuration.ts";
import type { Cloud, ResourceDriver } from "./resource-driver.ts";
import { isNotFound } from "./rest/api-error.ts";
import { changePolicy, type Policy, type PolicyAccess, readPolicy } from "./rest/iam-policy.ts";

/** The properties that every IAM member has; a change of any makes a new one. */
export const MEMBERSHIP: Schema = {
  role: text({ required: true, ...REPLACES }),
  member: text({ required: true, ...REPLACES }),
  condition: record(
    { title: text({ required: true }), expression: text({ required: true }), description: text() },
    REPLACES,
  ),
  etag: text(OUTPUT),
};

/** One kind of IAM member: a principal in a role on one resource. */
export interface IamMemberTable {
  /** What the policy belongs to, in the real plugin's messages, such as `cloudrunv2 service`. */
  noun: string;
  endpoints: readonly [string, ...string[]];
  /** The properties that name the resource, beside {@link MEMBERSHIP}. */
  target: Schema;
  /** The resource's full name, which begins the Pulumi ID. */
  resource: (state: PropertyMap) => string;
  /** The path whose `:getIamPolicy` and `:setIamPolicy` are called; by default the resource's name. */
  path?: (state: PropertyMap) => string;
  access: Pick<PolicyAccess, "read" | "write">;
  /** What the real plugin writes back into the state besides the membership. */
  written?: (resource: string) => PropertyMap;
}

/** Adds and takes out members one at a time and leaves the rest of the policy as it is. */
export function iamMember(table: IamMemberTable): ResourceDriver {
  const located = (plan: PropertyMap, { configuration }: Cloud): PropertyMap => ({
    ...plan,
    ...(table.target.project ? { project: plan.project ?? configuration.project } : {}),
    ...(table.target.location ? { location: plan.location ?? configuration.region } : {}),
  });
  return {
    schema: { ...table.target, ...MEMBERSHIP },
    complete: (plan, _state, cloud) => located(plan, cloud),
    create: async (plan, cloud, signal) => {
      const access = accessOf(table, plan, cloud, signal);
      await changePolicy(access, (policy) => withMember(policy, plan));
      const live = await readMember(table, plan, cloud, signal);
      if (!live.id) throw new Error(`${idOf(table, plan)} was set but is not in the policy`);
      return live;
    },
    read: (_id, state, cloud, signal) => readMember(table, located(state, cloud), cloud, signal),
    update: async (_id, plan, _change, cloud, signal) => (await readMember(table, plan, cloud, signal)).state,
    remove: async (_id, state, cloud, signal) => {
      const access = accessOf(table, state, cloud, signal);
      await changePolicy(access, (policy) => withoutMember(policy, state)).catch((error: unknown) => {
        if (!isNotFound(error)) throw error;
      });
    },
  };
}

async function readMember(
  table: IamMemberTable,
  state: PropertyMap,
  cloud: Cloud,
  signal: AbortSignal,
): Promise<LiveResource> {
  const policy = await readPolicy(accessOf(table, state, cloud, signal)).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  const there = policy?.bindings?.some((binding) => holds(binding, state));
  if (!policy || !there) return { id: "", state: {} };
  const written = table.written?.(table.resource(state)) ?? {};
  return { id: idOf(table, state), state: { ...state, ...written, etag: policy.etag ?? "" } };
}

function accessOf(
  table: IamMemberTable,
  state: PropertyMap,
  cloud: Cloud,
  signal: AbortSignal,
): PolicyAccess {
  const endpoint = endpointOf(cloud.configuration, ...table.endpoints);
  const url = `${endpoint}${(table.path ?? table.resource)(state)}`;
  return { ...table.access, rest: cloud.rest, url, noun: table.noun, signal };
}

function idOf(table: IamMemberTable, state: PropertyMap): string {
  const condition = isMap(state.condition) ? `/${state.condition.title}` : "";
  return `${table.resource(state)}/${state.role}/${state.member}${condition}`;
}

type Binding = NonNullable<Policy["bindings"]>[number];

function inRole(binding: Binding, { role, condition }: PropertyMap): boolean {
  const wanted = isMap(condition) ? condition : undefined;
  return (
    binding.role === role &&
    binding.condition?.title === wanted?.title &&
    binding.condition?.expression === wanted?.expression
  );
}

function holds(binding: Binding, state: PropertyMap): boolean {
  return inRole(binding, state) && binding.members.includes(String(state.member));
}

function withMember(policy: Policy, plan: PropertyMap): Policy {
  const bindings = policy.bindings ?? [];
  if (bindings.some((binding) => holds(binding, plan))) return policy;
  const member = String(plan.member);
  if (bindings.some((binding) => inRole(binding, plan))) {
    const grown = bindings.map((binding) =>
      inRole(binding, plan) ? { ...binding, members: [...binding.members, member] } : binding,
    );
    return { ...policy, bindings: grown };
  }
  const condition = isMap(plan.condition) ? { condition: plan.condition as Binding["condition"] } : {};
  return { ...policy, bindings: [...bindings, { role: String(plan.role), members: [member], ...condition }] };
}

function withoutMember(policy: Policy, state: PropertyMap): Policy {
  if (!policy.bindings?.some((binding) => holds(binding, state))) return policy;
  const bindings = policy.bindings
    .map((binding) =>
      inRole(binding, state)
        ? { ...binding, members: binding.members.filter((member) => member !== state.member) }
        : binding,
    )
    .filter((binding) => binding.members.length > 0);
  return { ...policy, bindings };
}
