import { isEverybody, membersOf } from "../resource/members.ts";
import type { Property } from "../resource/property.ts";
import { SERVICE, SERVICE_BINDING, SERVICE_MEMBER } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const publicInvocation = resourceRule({
  id: "public-invocation",
  title: "Public only where allowed",
  severity: "critical",
  level: "mandatory",
  types: [SERVICE_MEMBER, SERVICE_BINDING, SERVICE],
  invariants: ["publicServices"],
  what: "Only services that may be public can be called by everybody, and by a binding that shows it.",
  why: "A public service takes requests from the whole internet; switching the check off leaves no binding to see.",
  fix: "services.<key>.publicAccess",
  source: "https://cloud.google.com/run/docs/authenticating/public",
  subjects: (props) => [...membersOf(props), props.at("invokerIamDisabled")],
  check(subject, { publicServices }, { props }) {
    if (subject.path === "invokerIamDisabled") return checkSwitch(subject);
    if (!isEverybody(subject.text())) return undefined;
    const name = props.at("name").text() ?? "";
    const service = name.slice(name.lastIndexOf("/") + 1);
    if (publicServices.includes(service)) return undefined;
    return subject.refuse(`named accounts; everybody only for ${publicServices.join(", ") || "no service"}`);
  },
});

function checkSwitch(disabled: Property) {
  return disabled.flag() === true ? disabled.refuse("false") : undefined;
}
