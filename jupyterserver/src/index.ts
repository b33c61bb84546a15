export {
  apiVersion,
  group,
  kind,
  plural,
  shortNames,
  singular,
  version,
} from './api/group';
export { conditionTypes } from './conditions/conditionTypes';
export type { ConditionType } from './conditions/conditionTypes';
export { reasons } from './conditions/reasons';
export type { Reason, ReasonText } from './conditions/reasons';
export { crd } from './crd/crd';
export { formatDocuments } from './documents/formatDocuments';
export { formatProblem } from './documents/locatedProblem';
export type { LocatedProblem } from './documents/locatedProblem';
export { parseDocuments } from './documents/parseDocuments';
export type {
  LocatedServer,
  ParseDocumentsOptions,
  ParsedDocuments,
} from './documents/parseDocuments';
export { canonicalJson } from './hash/canonicalJson';
export { podTemplateHash } from './hash/podTemplateHash';
export { renderHash } from './hash/renderHash';
export { sha256 } from './hash/sha256';
export { isJsonObject } from './kubernetes/json';
export type { Json, JsonObject } from './kubernetes/json';
export type {
  KubernetesObject,
  ObjectMeta,
  OwnerReference,
} from './kubernetes/object';
export { annotations, jupyterConfigHashAnnotation } from './names/annotations';
export { childKeys } from './names/childKeys';
export type { ChildKey } from './names/childKeys';
export { fieldManagers } from './names/fieldManagers';
export { labels, labelValues } from './names/labels';
export { ports } from './names/ports';
export { secretKeys } from './names/secretKeys';
export { parseJupyterServer } from './parse/parseJupyterServer';
export type { FieldProblem, ParseResult } from './parse/parseJupyterServer';
export { formatPath } from './parse/problem';
export type { Problem } from './parse/problem';
export { transitionProblems } from './parse/transitionProblems';
export { mergePatch } from './patch/mergePatch';
export { authzMode } from './render/authzConfiguration';
export type { AuthzMode } from './render/authzConfiguration';
export { authzContainerName } from './render/authzContainer';
export type { Bundle } from './render/bundle';
export { jupyterContainerName } from './render/jupyterContainer';
export { gitOpsResource } from './render/gitOpsResource';
export { render } from './render/render';
export { defaultRenderConfig, renderConfigSchema } from './render/renderConfig';
export type { RenderConfig, RenderConfigInput } from './render/renderConfig';
export { RenderError } from './render/renderError';
export type { PatchLocation, RenderErrorCode } from './render/renderError';
export { jupyterServerSchema } from './schema/jupyterServer';
export type { JupyterServer, JupyterServerInput } from './schema/jupyterServer';
export { jupyterServerSpecSchema } from './schema/spec';
export type { JupyterServerSpec, JupyterServerSpecInput } from './schema/spec';
export type { Condition, JupyterServerStatus } from './schema/status';
export { basePath } from './url/basePath';
export { serverUrl } from './url/serverUrl';
export { openApiSchema } from './crd/crd';
export { readText } from './documents/readText';
export type { DocumentsOfText, TextDocument } from './documents/readText';
export { nearest } from './documents/nearest';
export { unknownFields } from './documents/unknownFields';
export { parseQuantity } from './rules/quantity';
