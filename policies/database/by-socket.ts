import { plainVariablesOf } from "../resource/containers.ts";
import { attachedInstances } from "../resource/database-instances.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

const HOST = "DATABASE_HOST";
const DATABASE_URL = /^(postgres|postgresql|mysql|sqlserver)(\+\w+)?:\/\//;

export const databaseBySocket = resourceRule({
  id: "database-by-socket",
  title: "Database by its socket",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "The service reaches its database by the socket of an attached instance, not by an address.",
  why: "An address means a public IP, an open firewall and a connection that nothing but a password guards.",
  fix: "services.<key>.database.instance",
  source: "https://cloud.google.com/sql/docs/postgres/connect-run",
  subjects: plainVariablesOf,
  check(variable, _invariants, { props }) {
    const address = variable.at("value");
    const text = address.text() ?? "";
    if (variable.at("name").text() !== HOST && !DATABASE_URL.test(text)) return undefined;
    const sockets = attachedInstances(props).map((instance) => `/cloudsql/${instance.text()}`);
    // Without an instance there is no socket: that is what database-attached reports.
    if (sockets.length === 0 && text.startsWith("/cloudsql/")) return undefined;
    if (sockets.some((socket) => pointsTo(text, socket))) return undefined;
    const found = text.startsWith("/") ? text : "a network address";
    return address.refuse(sockets.join(" or ") || "/cloudsql/<instance>", found);
  },
});

/** A host that is the socket's folder, or a URL whose `host` parameter is. */
function pointsTo(address: string, socket: string): boolean {
  if (!DATABASE_URL.test(address)) return address === socket;
  return URL.canParse(address) && new URL(address).searchParams.get("host") === socket;
}
