import { isEverybody, membersOf } from "../resource/members.ts";
import { PROJECT_BINDING, PROJECT_MEMBER, SECRET_BINDING, SECRET_MEMBER } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const noPublicMembers = resourceRule({
  id: "no-public-members",
  title: "Projects and secrets for nobody else",
  severity: "critical",
  level: "mandatory",
  types: [PROJECT_MEMBER, PROJECT_BINDING, SECRET_MEMBER, SECRET_BINDING],
  invariants: [],
  what: "No role on the project or on a secret is given to everybody.",
  why: "Everybody means the internet, or anyone with a Google account, which is the same.",
  fix: "the member of the binding: a service account",
  source: "https://cloud.google.com/iam/docs/principals-overview",
  subjects: membersOf,
  check: (member) =>
    isEverybody(member.text()) ? member.refuse("a service account, a user or a group") : undefined,
});
