import type { Property } from "./property.ts";

const EVERYBODY = ["allUsers", "allAuthenticatedUsers"];

/** Who an IAM binding is for: the one of a member resource, or all of a binding resource. */
export function membersOf(binding: Property): Property[] {
  const single = binding.at("member");
  return single.isAbsent() ? binding.at("members").items() : [single];
}

export function isEverybody(member: string | undefined): boolean {
  return member !== undefined && EVERYBODY.includes(member);
}

/** The email of a service account's member name; undefined for other members. */
export function accountEmail(member: string | undefined): string | undefined {
  return member?.startsWith("serviceAccount:") ? member.slice("serviceAccount:".length) : undefined;
}
