export { type Api, type ApiOptions, createApi } from "./create-api.ts";
export { openSecretVault, type SecretVault } from "./secret-manager/secret-vault.ts";
