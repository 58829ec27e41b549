import * as pulumi from "@pulumi/pulumi";
import { KeylessLogin } from "./keyless-login.ts";

/** Run once, by a person who owns the project: `pulumi up` in this folder; docs/ci.md has every step. */
const config = new pulumi.Config();
const login = new KeylessLogin("github", {
  project: new pulumi.Config("gcp").require("project"),
  repository: config.require("repository"),
  deployingBranch: config.get("deployingBranch") ?? "main",
  stateBucket: config.require("stateBucket"),
});

/** The values of the repository's variables, by their names. */
export const WORKLOAD_IDENTITY_PROVIDER = login.provider;
export const PREVIEW_SERVICE_ACCOUNT = login.previewAccount;
export const DEPLOY_SERVICE_ACCOUNT = login.deployAccount;
