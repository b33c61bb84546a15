export {
  startCluster,
  clusterDirectory,
  type ClusterOptions,
} from './cluster/startCluster';
export { stopCluster } from './cluster/stopCluster';
export { Cluster, clusterEnvironment } from './cluster/Cluster';
export {
  readClusterState,
  clusterStateFile,
  type ClusterState,
  type ClusterIngress,
  type ClusterNetwork,
} from './cluster/clusterState';
export { lastLines, runCommand, type RunOptions } from './host/runCommand';
export { DevError, type DevErrorCode } from './host/DevError';
export { abortOnSignals } from './host/abortOnSignals';
export { undoOnSignals } from './host/undoOnSignals';
export { silent, standardErrorProgress, type Progress } from './host/progress';
export {
  toolPath,
  toolPaths,
  toolVersion,
  type ToolOptions,
} from './tools/toolPath';
export { toolNames, type ToolName } from './tools/toolCatalogue';
export { ingressUrl } from './ingress/ingressUrl';
export { imageArchive } from './images/imageArchive';
export {
  imageNames,
  imageReference,
  type ImageName,
} from './images/imageReference';
export { loadImages } from './node/loadImages';
export { tagImage } from './node/tagImage';
export { bundle } from './images/bundle';
export { gatewayApiDefinitions } from './gateway/gatewayApiDefinitions';
export {
  startArgoCd,
  type ArgoCd,
  type ArgoCdOptions,
} from './argocd/startArgoCd';
export { BackgroundProgram } from './start/BackgroundProgram';
export { freePort } from './host/freePort';
export {
  startPortal,
  type PortalCluster,
  type PortalOptions,
} from './start/portalProcess';
export { root } from './root';
