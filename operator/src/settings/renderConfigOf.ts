import { defaultRenderConfig, RenderConfig } from '@amalthea/jupyterserver';

import { OperatorSettings } from './settingsTable';

/** How bundles are rendered under these settings. */
export function renderConfigOf(
  settings: OperatorSettings,
  operatorNamespace: string,
): RenderConfig {
  return {
    ...defaultRenderConfig,
    sidecar: {
      image: settings.authzImage,
      imagePullPolicy: settings.authzImagePullPolicy,
      resources:
        settings.authzResources ?? defaultRenderConfig.sidecar.resources,
    },
    schedulerName: settings.schedulerName,
    ingress: {
      className: settings.ingressClassName,
      annotations: settings.ingressAnnotations,
    },
    networkPolicy: {
      enabled: settings.networkPolicies,
      egressExcept: settings.networkPolicyEgressExcept,
      egressAllow: settings.networkPolicyEgressAllow,
    },
    operator: { namespace: operatorNamespace, labels: settings.operatorLabels },
    labels: settings.labels,
    trustedProxies: settings.trustedProxies,
    certificateAuthorities: settings.certificateAuthorities,
  };
}
