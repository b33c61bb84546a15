import type {
  NetworkPolicy,
  NetworkPolicyEgressRule,
} from 'kubernetes-types/networking/v1';
import { labels, labelValues } from '../names/labels';
import { ports } from '../names/ports';
import { ChildInput, childMetadata } from './child';

const everywhere = '0.0.0.0/0';

/** DNS and the world outside the cluster, as in classic, and the networks that the operator's configuration adds. */
function egressRules({
  egressExcept,
  egressAllow,
}: ChildInput['config']['networkPolicy']): NetworkPolicyEgressRule[] {
  const dns = {
    ports: [
      { port: 53, protocol: 'UDP' as const },
      { port: 53, protocol: 'TCP' as const },
    ],
  };
  const world = {
    cidr: everywhere,
    except: egressExcept.length > 0 ? [...egressExcept] : undefined,
  };
  return [
    dns,
    { to: [{ ipBlock: world }] },
    ...(egressAllow.length > 0
      ? [{ to: egressAllow.map(cidr => ({ ipBlock: { cidr } })) }]
      : []),
  ];
}

/**
 * Visitors may reach authz, and only the operator its internal port. The kubelet's probes pass every policy, and Jupyter
 * listens on loopback, so nothing else is open.
 */
export function buildNetworkPolicy(input: ChildInput): NetworkPolicy {
  const { server, config } = input;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: childMetadata(input),
    spec: {
      podSelector: {
        matchLabels: {
          [labels.app]: server.metadata.name,
          [labels.mainPod]: labelValues.mainPod,
        },
      },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { ports: [{ port: ports.http, protocol: 'TCP' }] },
        {
          from: [
            {
              namespaceSelector: {
                matchLabels: {
                  'kubernetes.io/metadata.name': config.operator.namespace,
                },
              },
              podSelector: { matchLabels: { ...config.operator.labels } },
            },
          ],
          ports: [{ port: ports.internal, protocol: 'TCP' }],
        },
      ],
      egress: egressRules(config.networkPolicy),
    },
  };
}
