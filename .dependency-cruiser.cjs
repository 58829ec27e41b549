// The import rules between rooms, as the table in docs/architecture.md gives them.
const rooms = {
  faults: [],
  settings: ["faults"],
  traffic: ["faults"],
  components: ["settings", "traffic", "faults"],
  release: ["traffic", "settings", "faults"],
  redaction: [],
  validation: ["settings", "redaction", "faults"],
  report: ["validation", "faults"],
  preview: ["settings", "traffic", "redaction", "faults"],
  rehearsal: ["faults"],
  toolchain: ["faults"],
  policies: [],
  audit: ["policies", "release", "faults"],
  "keyless-login": [],
};

const mayOnlyImport = Object.entries(rooms).map(([room, allowed]) => ({
  name: `${room}-imports`,
  comment: `${room}/ may import ${allowed.length ? allowed.map((r) => `${r}/`).join(", ") : "no other room"}`,
  severity: "error",
  from: { path: `^${room}/` },
  to: {
    pathNot: `^(${[room, ...allowed].join("|")})/|node_modules|^node:`,
    dependencyTypesNot: ["core", "npm", "npm-dev"],
  },
}));

module.exports = {
  forbidden: [
    ...mayOnlyImport,
    {
      name: "cli-enters-rehearsal-by-its-door",
      comment: "cli/ sees only rehearsal/index.ts",
      severity: "error",
      from: { path: "^cli/" },
      to: { path: "^rehearsal/", pathNot: "^rehearsal/index\\.ts$" },
    },
    {
      name: "backend-stands-alone",
      comment: "the reference workload is a program of its own",
      severity: "error",
      from: { path: "^backend/" },
      to: { path: "^(?!backend/|node_modules)", dependencyTypesNot: ["core", "npm", "npm-dev"] },
    },
    {
      name: "only-containers-knows-docker",
      comment:
        "in the rehearsal, Docker is spoken to from rehearsal/containers/ (and by the docker plugin's stand-in)",
      severity: "error",
      from: { path: "^rehearsal/", pathNot: "^rehearsal/(containers|provider/docker)/" },
      to: { path: "node_modules/dockerode" },
    },
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(backend/dist|\\.rehearsal)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
